import { type FileHandle, open } from "node:fs/promises";
import { CsvError, type InfoRecord, parse } from "csv-parse/sync";

/** A row of the file, or a line that could not be read as one. Lines count from 1, as in editors. */
type CsvItem = { line: number; cells: string[]; atEnd: boolean } | { line: number; broken: string };

/** A part of the file in memory. */
interface Section {
  bytes: Buffer;
  /** Where it begins in the file. */
  offsetBytes: number;
  /** Line breaks before it. */
  lines: number;
}

// Longer than any real record, so that a quote that is never closed does not fill the memory.
const MAX_RECORD_BYTES = 8 * 1024 * 1024;
const READ_BYTES = 256 * 1024;

/**
 * Reads a CSV file (RFC 4180; with or without a byte order mark, CRLF or LF) as a stream. A row whose quotes are broken
 * loses only its first line: reading continues with the next. That takes linear time: while a quote is open, each
 * further line has an even number of quotes, so no record that begins on one of them reaches beyond it.
 * @param onBytes how far into the file the rows given so far reach.
 */
export async function* readCsv(
  file: string,
  sizeBytes: number,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<CsvItem, void> {
  const handle = await open(file);
  try {
    let section: Section = { bytes: Buffer.alloc(0), offsetBytes: 0, lines: 0 };
    let wantedBytes = READ_BYTES;
    while (section.offsetBytes < sizeBytes) {
      section = await readOn(handle, section, wantedBytes);
      if (section.bytes.length === 0) return; // the file has become shorter
      const { rows, rest, broken } = parseRows(section, section.offsetBytes + section.bytes.length >= sizeBytes);
      for (const { endBytes, ...row } of rows) {
        onBytes(endBytes);
        yield { ...row, atEnd: endBytes >= sizeBytes };
      }
      section = broken ? await skipLine(handle, rest) : rest;
      if (broken) yield { line: section.lines, broken };
      // A row that does not end in the section is parsed again with twice as much.
      wantedBytes = broken ? Math.max(section.bytes.length, 1) : Math.max(2 * rest.bytes.length, READ_BYTES);
    }
  } finally {
    await handle.close();
  }
}

/** The section with at least so many bytes, unless the file ends. */
async function readOn(handle: FileHandle, section: Section, wantedBytes: number): Promise<Section> {
  const missing = wantedBytes - section.bytes.length;
  if (missing <= 0) return section;
  const buffer = Buffer.alloc(Math.max(missing, READ_BYTES));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, section.offsetBytes + section.bytes.length);
  return { ...section, bytes: Buffer.concat([section.bytes, buffer.subarray(0, bytesRead)]) };
}

/** The rows of a section's whole lines up to the first whose quotes are broken, if any. The rest begins after them. */
function parseRows(section: Section, isAtEnd: boolean) {
  const rows: { line: number; cells: string[]; endBytes: number }[] = [];
  let rest = section;
  const addRow = (cells: string[], { bytes: end }: InfoRecord) => {
    rest = dropBytes(rest, section.offsetBytes + end - rest.offsetBytes);
    const inside = cells.reduce((sum, cell) => sum + countLines(cell), 0);
    const lastLine = section.bytes[end - 1] === LINE_FEED ? rest.lines : rest.lines + 1;
    rows.push({ line: lastLine - inside, cells, endBytes: rest.offsetBytes });
    return null;
  };
  const length = isAtEnd ? section.bytes.length : section.bytes.lastIndexOf(LINE_FEED) + 1;
  let code = length === 0 ? "CSV_QUOTE_NOT_CLOSED" : undefined;
  try {
    parse(section.bytes.subarray(0, length), {
      bom: section.offsetBytes === 0,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD_BYTES,
      on_record: addRow,
    });
    rest = dropBytes(rest, section.offsetBytes + length - rest.offsetBytes);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    code = error.code;
  }
  if (code === "CSV_QUOTE_NOT_CLOSED" && !isAtEnd)
    code = rest.bytes.length < MAX_RECORD_BYTES ? undefined : "CSV_MAX_RECORD_SIZE";
  return { rows, rest, broken: code && (REASONS[code] ?? "cannot be read as CSV") };
}

/** The section without its first line with anything on it. */
async function skipLine(handle: FileHandle, from: Section): Promise<Section> {
  let section = from;
  for (let isEmpty = true; ; ) {
    const end = section.bytes.indexOf(LINE_FEED) + 1;
    const line = section.bytes.subarray(0, end || section.bytes.length);
    isEmpty &&= line.every((byte) => byte === LINE_FEED || byte === CARRIAGE_RETURN);
    section = dropBytes(section, line.length);
    if (end > 0 && !isEmpty) return section;
    if (section.bytes.length === 0) section = await readOn(handle, section, READ_BYTES);
    if (section.bytes.length === 0) return { ...section, lines: section.lines + (isEmpty ? 0 : 1) };
  }
}

function dropBytes({ bytes, offsetBytes, lines }: Section, count: number): Section {
  return {
    bytes: bytes.subarray(count),
    offsetBytes: offsetBytes + count,
    lines: lines + countLines(bytes.subarray(0, count)),
  };
}

/** How many line breaks there are. */
function countLines(text: string | Buffer): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const REASONS: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed: the file may be cut off here",
  CSV_INVALID_CLOSING_QUOTE: "a quote is closed in the middle of a cell",
  INVALID_OPENING_QUOTE: "there is a quote in the middle of a cell that does not start with one",
  CSV_MAX_RECORD_SIZE: "a quote is opened and not closed within 8 MB",
};
