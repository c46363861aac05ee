import type { ReasonCode } from "./reasons";

/** How a file divides its text. */
export interface CsvFormat {
  delimiter: string;
  /** What ends a line; a line feed takes a carriage return before it along. */
  lineBreak: "\n" | "\r";
}

/** A row of the file, or a line that could not be read as one. Lines count from 1, as in editors. */
type CsvItem = { line: number; cells: string[]; atEnd: boolean } | { line: number; broken: ReasonCode };

/**
 * Reads CSV (RFC 4180) as a stream, in time that grows with its length. A row whose quotes are broken loses only its
 * first line: reading continues with the next.
 */
export async function* readCsv(chunks: AsyncIterable<string>, format: CsvFormat): AsyncGenerator<CsvItem> {
  const source = chunks[Symbol.asyncIterator]();
  let text = "";
  let start = 0;
  let line = 1;
  let ended = false;
  /** At least as much again as is unread, so that a long record is looked at only a few times. */
  async function readMore() {
    const parts = [text.slice(start)];
    let wanted = parts[0]?.length ?? 0;
    do {
      const { done, value } = await source.next();
      ended = done === true;
      if (!ended) parts.push(value);
      wanted -= value?.length ?? 0;
    } while (!ended && wanted >= 0);
    text = parts.join("");
    start = 0;
  }
  try {
    for (;;) {
      const record = readRecord(text, start, format, ended);
      if (record === undefined) {
        if (ended) return;
        if (text.length - start <= MAX_RECORD_CHARACTERS) {
          await readMore();
          continue;
        }
      }
      if (record === undefined || "broken" in record) {
        const next = text.indexOf(format.lineBreak, start) + 1;
        start = next > 0 ? next : text.length;
        if (format.lineBreak === "\r" && text[start] === "\n") start += 1;
        yield { line: line++, broken: record?.broken ?? "quoteTooLong" };
        continue;
      }
      start = record.end;
      if (start === text.length && !ended) await readMore();
      // A line with nothing on it is no row.
      if (record.cells.length > 1 || record.cells[0] !== "" || record.quoted)
        yield { line, cells: record.cells, atEnd: ended && start === text.length };
      line += record.lines;
    }
  } finally {
    await source.return?.();
  }
}

// Longer than any real record, so that a quote that is never closed does not fill the memory.
const MAX_RECORD_CHARACTERS = 8 * 1024 * 1024;

type CsvRecord = { cells: string[]; end: number; lines: number; quoted: boolean };

/** The record that begins at a place; undefined where the text may go on, and where nothing is left of it. */
export function readRecord(
  text: string,
  start: number,
  { delimiter, lineBreak }: CsvFormat,
  ended: boolean,
): CsvRecord | { broken: ReasonCode } | undefined {
  if (start === text.length) return undefined;
  const record: CsvRecord = { cells: [], end: start, lines: 0, quoted: false };
  const separator = delimiter.charCodeAt(0);
  for (let at = start; ; at++) {
    let cell = "";
    let code: number;
    if (text.charCodeAt(at) === QUOTE) {
      record.quoted = true;
      for (;;) {
        const quote = text.indexOf('"', at + 1);
        if (quote < 0) return ended ? { broken: "quoteOpen" } : undefined;
        cell += text.slice(at + 1, quote);
        at = quote + 1;
        if (text.charCodeAt(at) !== QUOTE) break;
        cell += '"';
      }
      if (cell.includes(lineBreak)) record.lines += cell.split(lineBreak).length - 1;
      // A carriage return that a line feed follows is part of the line's end.
      if (lineBreak === "\n") while (text.charCodeAt(at) === CARRIAGE_RETURN) at++;
      code = text.charCodeAt(at);
    } else {
      const from = at;
      for (
        code = text.charCodeAt(at);
        code !== separator && !isLineEnd(code, lineBreak);
        code = text.charCodeAt(++at)
      ) {
        if (code === QUOTE) return { broken: "quoteInside" };
        if (Number.isNaN(code)) break;
      }
      cell = text.slice(from, at);
      while (code === LINE_FEED && cell.endsWith("\r")) cell = cell.slice(0, -1);
    }
    record.cells.push(cell);
    if (code === separator) continue;
    if (Number.isNaN(code) && !ended) return undefined;
    if (isLineEnd(code, lineBreak)) {
      if (code === CARRIAGE_RETURN && at + 1 === text.length && !ended) return undefined;
      const pair = code === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED;
      return { ...record, end: at + (pair ? 2 : 1), lines: record.lines + 1 };
    }
    if (Number.isNaN(code)) return { ...record, end: text.length, lines: record.lines + 1 };
    return { broken: "quoteClosed" };
  }
}

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function isLineEnd(code: number, lineBreak: CsvFormat["lineBreak"]): boolean {
  return code === LINE_FEED || (lineBreak === "\r" && code === CARRIAGE_RETURN);
}
