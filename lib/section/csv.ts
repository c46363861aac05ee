/**
 * One row of CSV (RFC 4180), with its line's end. Cells that a spreadsheet would take for a formula are defused by an
 * apostrophe. Written here and not by csv-stringify, which took a sixth of the time of a large export; csv.test.ts
 * compares it with that library.
 */
export function csvRow(cells: readonly CsvCell[]): string {
  let row = "";
  for (let index = 0; index < cells.length; index++)
    row += index === 0 ? csvCell(cells[0]) : `,${csvCell(cells[index])}`;
  return `${row}\r\n`;
}

export type CsvCell = string | number | boolean | null | undefined;

/** One cell, quoted where it must be. */
export function csvCell(value: CsvCell): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  if (!NOT_PLAIN.test(value)) return value;
  const inside = NEGATIVE_NUMBER.test(value) ? value : value.replace(CELL_INSIDE, "$&'").replace(FORMULA, "'$&");
  return QUOTED.test(inside) ? `"${inside.replaceAll('"', '""')}"` : inside;
}

// Formulas: OWASP, https://owasp.org/www-community/attacks/CSV_Injection. A negative number is none. Blanks and marks
// that nobody sees may be dropped before one, and "|" begins a cell for a program that divides there.
const FORMULA = /^(?:[\p{Z}\p{Cf}\v\f|]*[=+\-@＝＋－＠]|[\t\r])/u;
const NEGATIVE_NUMBER = /^-\d+(\.\d+)?$/;
// A German Excel divides cells at semicolons, LibreOffice at tabs too; a quote in the middle of a cell is none to them, so that a line break begins a row.
const CELL_INSIDE = /[;\t\r\n](?=[\p{Z}\p{Cf}\v\f|]{0,20}[=+\-@＝＋－＠])/gu;
const QUOTED = /[",\r\n]/;
// Most cells contain none of these, so that is tested once.
const NOT_PLAIN = /^[\p{Z}\p{Cf}\v\f|]*[=+\-@＝＋－＠]|[",;\t\r\n]/u;
