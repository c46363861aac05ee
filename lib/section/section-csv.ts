import { type CsvCell, csvCell, csvRow } from "./csv";
import type { Row, SectionDescriptor } from "./descriptor";
import { addressParts, type Field } from "./field";
import { RedactionMarker } from "./redaction-marker";

/** One CSV file of a section: the keys of data.json are its columns, an address's parts too, other nested values are JSON. */
export interface CsvTable {
  /** Without the ending. */
  file: string;
  /** The first line, after the mark by which spreadsheets know UTF-8. */
  head: string;
  /** The lines of a row. */
  lines(row: Row): string;
}

/** A section's CSV files: its own, and one for each list that has a file to itself. */
export function csvTables({ name, fields, csv }: SectionDescriptor): CsvTable[] {
  const lists = Object.entries(fields).flatMap(([key, { list }]) => (list?.csv ? [{ key, list, csv: list.csv }] : []));
  const columns = withFurther(
    csv,
    Object.keys(fields).filter((key) => !lists.some((list) => list.key === key)),
  ).flatMap((name) => columnsOf(name, fields[name]));
  return [
    {
      file: name,
      head: headOf(columns.map((column) => column.name)),
      lines: (row) => csvRow(columns.map((column) => cell(column.of(row)))),
    },
    ...lists.map(({ key, list, csv: { file, columns: known, ofRow } }) => {
      const listColumns = withFurther(known, Object.keys(list.fields));
      return { file, head: headOf(listColumns), lines: entryLines(key, listColumns, ofRow) };
    }),
  ];
}

interface Column {
  name: string;
  of(row: Row): unknown;
}

/** A field's column; an address has one a part, such as "billingAddress.city", and one for what else a platform holds of it. */
function columnsOf(name: string, field: Field | undefined): Column[] {
  if (field?.kind !== "address") return [{ name, of: (row) => row[name] }];
  const parts = Object.keys(addressParts).map((part) => ({
    name: `${name}.${part}`,
    of: (row: Row) => (isHeld(row[name]) ? row[name][part] : row[name]),
  }));
  const further = (row: Row) =>
    isHeld(row[name])
      ? Object.fromEntries(
          Object.entries(row[name]).filter(([part, held]) => held !== null && !Object.hasOwn(addressParts, part)),
        )
      : row[name];
  return [...parts, { name: `${name}.further`, of: further }];
}

/** Whether an address is there: not withheld as a whole, and not missing. */
function isHeld(address: unknown): address is Row {
  return typeof address === "object" && address !== null && !(address instanceof RedactionMarker);
}

/** The one line of a file whose section is withheld whole. */
export function withheldCsv(marker: RedactionMarker): string {
  return headOf([marker.text]);
}

function withFurther(known: string[], all: string[]): string[] {
  return [...known, ...all.filter((column) => !known.includes(column))];
}

function headOf(columns: string[]): string {
  return `\uFEFF${csvRow(columns)}`;
}

/** The entries of a row's list, one a line. */
function entryLines(key: string, columns: string[], ofRow: Record<string, string>): CsvTable["lines"] {
  return (row) => {
    // What is the same in each line is written once.
    const same = columns.map((column) => (ofRow[column] ? csvCell(cell(row[ofRow[column]])) : undefined));
    const entries = row[key] instanceof RedactionMarker ? [row[key]] : (row[key] as unknown[]);
    let csv = "";
    for (const entry of entries) {
      if (entry instanceof RedactionMarker) {
        csv += csvRow(columns.map((column) => (ofRow[column] ? cell(row[ofRow[column]]) : entry.text)));
        continue;
      }
      const held = entry as Row;
      for (let index = 0; index < columns.length; index++) {
        if (index > 0) csv += ",";
        csv += same[index] ?? csvCell(cell(held[columns[index] as string]));
      }
      csv += "\r\n";
    }
    return csv;
  };
}

function cell(value: unknown): CsvCell {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (value === null || value === undefined) return null;
  if (value instanceof RedactionMarker) return value.text;
  if (Array.isArray(value) && value.every((part) => typeof part === "string" || part instanceof RedactionMarker))
    return value.join(", ");
  return isEmptyObject(value) ? "" : JSON.stringify(value);
}

function isEmptyObject(value: object): boolean {
  for (const _ in value) return false;
  return true;
}
