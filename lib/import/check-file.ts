import { truncate } from "@/lib/storable-text";
import { columnNames, type FileKind, requiredColumns } from "./columns";
import { type CsvFormat, readCsv, readRecord } from "./csv-file";
import type { ImportFile } from "./import-file";
import { FileError } from "./reasons";
import { rewrittenBySpreadsheet } from "./rewritten";
import { makeRow } from "./row";
import { checkEncoding, decodeText, encodingOfStart, type TextEncoding } from "./text-encoding";

/** A file that was found to be an export of its kind, and how to read it. */
export interface CheckedFile extends ImportFile {
  kind: FileKind;
  encoding: TextEncoding;
  format: CsvFormat;
  header: string[];
  headerLine: number;
}

/**
 * Makes sure that a file is an export of its kind as Shopify wrote it, before anything of it is stored. Whatever says
 * how it is to be read may differ, where it can be told: separator, encoding, line ends, the names of former years.
 * @throws FileError that says what is wrong, where, and what to do.
 */
export async function checkFile(kind: FileKind, file: ImportFile): Promise<CheckedFile> {
  const assumed = await encodingOfStart(file);
  const start = await startOf(file, assumed);
  if (PACKED.some((signature) => start.startsWith(signature))) throw new FileError("packed", { file: file.name });
  const { header, ...read } = readHeader(kind, start);
  const missing = missingColumns(kind, header);
  if (missing.length > 0)
    throw new FileError("notExport", {
      ...{ file: file.name, kind, line: String(read.headerLine), other: otherKind(kind, header) },
      ...{ count: missing.length, columns: missing.map((column) => `"${column}"`).join(", ") },
    });
  const twice = header.find((column, index) => column !== "" && header.indexOf(column) !== index);
  if (twice) throw new FileError("columnTwice", { file: file.name, line: String(read.headerLine), column: twice });
  const encoding = await checkEncoding(file, assumed);
  const checked = { ...file, kind, encoding, header, ...read };
  await checkCells(checked);
  return checked;
}

/** Which of the two exports a file is, by its header; customers where it is neither, which `checkFile` refuses. */
export async function detectKind(file: ImportFile): Promise<FileKind> {
  const start = await startOf(file, await encodingOfStart(file));
  const missing = (kind: FileKind) => missingColumns(kind, readHeader(kind, start).header).length;
  return missing("orders") < missing("customers") ? "orders" : "customers";
}

/** The rows of a file, without its header. @param onBytes how far into the file the rows given so far reach. */
export async function* readRows(file: CheckedFile, onBytes?: (bytes: number) => void) {
  for await (const item of readCsv(decodeText(file, file.encoding, onBytes), file.format))
    if (item.line > file.headerLine) yield item;
}

async function checkCells(file: CheckedFile): Promise<void> {
  for await (const item of readRows(file)) {
    if ("broken" in item || item.cells.length !== file.header.length) continue;
    const row = makeRow(file.header, item);
    for (const column of file.header) {
      const text = row.text(column);
      const reason = text === null ? undefined : rewrittenBySpreadsheet(column, text);
      if (reason) throw new FileError(reason, { file: file.name, line: String(row.line), column });
    }
  }
}

/** How a ZIP archive (a workbook of today is one) and an old workbook begin, read as UTF-8. */
const PACKED = ["PK\u0003\u0004", "\uFFFD\uFFFD\u0011"];

const START_CHARACTERS = 64 * 1024;

async function startOf(file: ImportFile, encoding: TextEncoding): Promise<string> {
  let text = "";
  for await (const part of decodeText(file, encoding)) {
    text += part;
    if (text.length >= START_CHARACTERS) break;
  }
  return truncate(text, START_CHARACTERS);
}

/** The header, read with each separator that spreadsheets use: the right one gives the columns of an export. */
function readHeader(kind: FileKind, start: string): { header: string[]; headerLine: number; format: CsvFormat } {
  // Excel writes such a line, and reads it, to tell itself the separator.
  const [declaration = "", declared = ","] = /^"?sep=(.)"?(?:\r\n|\n|\r)/i.exec(start) ?? [];
  const blank = /^[\r\n]*/.exec(start.slice(declaration.length))?.[0] ?? "";
  const text = start.slice(declaration.length + blank.length);
  const lineBreak = lineBreakOf(text);
  const above = declaration + blank;
  const headerLine = 1 + (lineBreak === "\n" ? above.split("\n") : above.split(/\r\n?|\n/)).length - 1;
  const readings = [...new Set([declared, ",", ";", "\t", "|"])].map((delimiter) => {
    const record = readRecord(text, 0, { delimiter, lineBreak }, true);
    const header = record && "cells" in record ? columnNames(kind, record.cells) : [];
    return { header, headerLine, format: { delimiter, lineBreak } };
  });
  const [best] = readings.sort(
    (one, other) => missingColumns(kind, one.header).length - missingColumns(kind, other.header).length,
  );
  if (!best) throw new Error("no separator was tried");
  return best;
}

/** What ends the first line; a file of an old Macintosh has carriage returns alone. */
function lineBreakOf(text: string): CsvFormat["lineBreak"] {
  const first = /^(?:[^"\r\n]|"[^"]*")*(\r\n|\n|\r)/.exec(text)?.[1];
  return first === "\r" ? "\r" : "\n";
}

function missingColumns(kind: FileKind, header: string[]): string[] {
  return requiredColumns[kind].filter((column) => !header.includes(column));
}

/** Which other export it looks like, or "none". */
function otherKind(kind: FileKind, header: string[]): FileKind | "none" {
  const other = kind === "customers" ? "orders" : "customers";
  return missingColumns(other, columnNames(other, header)).length === 0 ? other : "none";
}
