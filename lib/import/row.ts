import { isGuardedColumn } from "./columns";
import type { ReasonCode, ReasonValues } from "./reasons";
import { SHOPIFY_TIME } from "./rewritten";

/** One row of an export, its cells found by column. */
export interface Row {
  line: number;
  /** Bytes of the file that it is about as long as, for the size of a batch. */
  size: number;
  /** The column's text without what Shopify adds to it; null where the cell is blank or missing. */
  text(column: string): string | null;
  columns: string[];
}

/** Why a row cannot be stored. The row is reported and skipped. */
export class RowError extends Error {
  constructor(
    readonly column: string,
    readonly code: ReasonCode,
    readonly values?: ReasonValues,
  ) {
    super(code);
  }
}

/** @throws RowError when the number of cells is not the header's. */
export function makeRow(header: string[], item: { line: number; cells: string[]; atEnd: boolean }): Row {
  const { line, cells, atEnd } = item;
  if (cells.length !== header.length)
    throw new RowError(
      header[Math.min(cells.length, header.length) - 1] ?? "",
      atEnd ? "columnCountAtEnd" : "columnCount",
      { found: cells.length, expected: header.length },
    );
  const values = new Map<string, string>();
  let size = 0;
  header.forEach((column, index) => {
    const cell = cells[index] ?? "";
    size += cell.length;
    const cleaned = clean(column, cell);
    if (cleaned.trim() !== "") values.set(column, cleaned);
  });
  return { line, size, columns: header, text: (column) => values.get(column) ?? null };
}

/** Apostrophes that Shopify puts before ids, phone numbers and formulas are not data. */
function clean(column: string, text: string): string {
  if (!text.startsWith("'")) return text;
  return isGuardedColumn(column) || /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

/** A text that identifies something, and that an index must hold. */
export function identifier(row: Row, column: string): string | null {
  const text = row.text(column)?.trim() ?? null;
  if (text !== null && text.length > 255) throw new RowError(column, "tooLong");
  return text;
}

/** A text that must be there. */
export function needed(row: Row, column: string): string {
  const text = row.text(column);
  if (text === null) throw new RowError(column, "empty");
  return text;
}

/** An amount as a decimal string without superfluous zeros, kept exactly. @param blank what a blank cell means. */
export function money(row: Row, column: string, blank?: "0"): string {
  const text = (blank === undefined ? needed(row, column) : (row.text(column) ?? blank)).trim();
  const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!parts) throw new RowError(column, "notAmount");
  const [sign, whole, fraction] = [
    parts[1],
    withoutZeros(parts[2] ?? "", "start") || "0",
    withoutZeros(parts[3] ?? "", "end"),
  ];
  if (whole.length > 14 || fraction.length > 4) throw new RowError(column, "amountTooLong");
  const amount = fraction ? `${whole}.${fraction}` : whole;
  return amount === "0" ? "0" : `${sign}${amount}`;
}

/** In one pass: an expression that strips zeros takes hours for a cell of megabytes. */
function withoutZeros(digits: string, side: "start" | "end"): string {
  let [start, end] = [0, digits.length];
  if (side === "start") while (digits[start] === "0") start++;
  else while (digits[end - 1] === "0") end--;
  return digits.slice(start, end);
}

/** A quantity that fits 32 bits. */
export function integer(row: Row, column: string): number {
  const text = needed(row, column).trim();
  const number = /^-?\d{1,15}(?:\.0{0,4})?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isInteger(number) || Math.abs(number) > 2_147_483_647) throw new RowError(column, "notInteger");
  return number;
}

/** An instant, with how far the clock that it was read from was ahead of UTC. */
export interface Time {
  at: Date;
  offsetMinutes: number;
}

/** A time such as `1996-07-04 09:30:00 +0100`; null where the cell is blank. */
export function time(row: Row, column: string): Time | null {
  const text = row.text(column)?.trim();
  if (text === undefined) return null;
  const [, day, clock, hours = "+00", minutes = "00"] = SHOPIFY_TIME.exec(text) ?? [];
  const at = new Date(`${day}T${clock}${hours}:${minutes}`);
  // Date takes 30 February for 1 March.
  const real = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || Number.isNaN(real.getTime()) || !real.toISOString().startsWith(day ?? ""))
    throw new RowError(column, "notTime");
  const sign = hours.startsWith("-") ? -1 : 1;
  return { at, offsetMinutes: sign * (Math.abs(Number(hours)) * 60 + Number(minutes)) };
}

/** Yes or no; null where the cell is blank. */
export function choice(row: Row, column: string): boolean | null {
  const text = row.text(column)?.trim().toLowerCase();
  if (text === undefined) return null;
  if (YES.has(text)) return true;
  if (NO.has(text)) return false;
  throw new RowError(column, "notChoice");
}

// What Shopify writes, and the truth values that spreadsheets make of it in their languages.
const YES = new Set(
  "yes true wahr vrai verdadero vero verdadeiro waar prawda pravda sant sand sann tosi igaz doğru".split(" "),
);
const NO = new Set(
  "no false falsch faux falso onwaar fałsz nepravda falskt falsk usann epätosi hamis yanlış".split(" "),
);

/** Words separated by commas, each once. */
export function tags(row: Row): string[] {
  const words = (row.text("Tags") ?? "").split(",").map((tag) => tag.trim());
  return [...new Set(words)].filter((tag) => tag !== "");
}

/** The columns that have no field of their own and are not blank. */
export function attributes(row: Row, keep: (column: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    row.columns.flatMap((column) => {
      const text = column !== "" && keep(column) ? row.text(column) : null;
      return text === null ? [] : [[column, text]];
    }),
  );
}
