import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { type CsvError, type InfoCallback, parse } from "csv-parse";

/** A row of the file, or a line that could not be read as one. Lines count from 1, as in editors. */
type CsvItem = { line: number; cells: string[]; atEnd: boolean } | { line: number; broken: string };

/**
 * Reads a CSV file (RFC 4180; with or without a byte order mark, CRLF or LF) as a stream. A row whose
 * quotes are broken loses only its first line: reading continues with the next.
 * @param onBytes how far into the file the rows given so far reach.
 */
export async function* readCsv(file: string, sizeBytes: number, onBytes: (bytes: number) => void = () => {}) {
  let place: Place = { offsetBytes: 0, lines: 0 };
  while (place.offsetBytes < sizeBytes) {
    const run = yield* readRun(file, place, sizeBytes, onBytes);
    if (!run.broken) return;
    const next = await nextLine(file, run.end);
    yield { line: next.lines, broken: run.broken } satisfies CsvItem;
    place = next;
  }
}

interface Place {
  offsetBytes: number;
  /** Line breaks before it. */
  lines: number;
}

// Longer than any real record, so that a quote that is never closed does not fill the memory.
const MAX_RECORD_BYTES = 8 * 1024 * 1024;

/** The rows from a place until the file ends or a quote is broken. */
async function* readRun(file: string, start: Place, sizeBytes: number, onBytes: (bytes: number) => void) {
  let end = start;
  let broken: string | undefined;
  let returns = 0;
  const source = createReadStream(file, { start: start.offsetBytes, highWaterMark: 256 * 1024 });
  const parser = parse({
    bom: start.offsetBytes === 0,
    info: true,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_RECORD_BYTES,
    // What the parser makes of the bytes after a broken quote is not to be trusted.
    on_record: (item) => (broken === undefined ? item : null),
  });
  parser.on("skip", (error: CsvError) => {
    if (broken !== undefined) return;
    broken = REASONS[error.code] ?? "cannot be read as CSV";
    source.unpipe(parser);
    source.destroy();
    process.nextTick(() => parser.end());
  });
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  for await (const item of parser as AsyncIterable<{ record: string[]; info: InfoCallback }>) {
    const { record: cells, info } = item;
    let inside = 0;
    for (const cell of cells) {
      // The parser counts a carriage return inside a cell as a line of its own; editors do not.
      if (cell.includes("\r")) returns += cell.split("\r").length - 1;
      if (cell.includes("\n")) inside += cell.split("\n").length - 1;
    }
    end = { offsetBytes: start.offsetBytes + info.bytes, lines: start.lines + info.lines - returns };
    onBytes(end.offsetBytes);
    yield { line: end.lines - inside, cells, atEnd: end.offsetBytes >= sizeBytes } satisfies CsvItem;
  }
  return { end, broken };
}

/** The start of the line after the first line with anything on it. */
async function nextLine(file: string, from: Place): Promise<Place> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(64 * 1024);
    let { offsetBytes, lines } = from;
    let empty = true;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, offsetBytes);
      if (bytesRead === 0) return { offsetBytes, lines: empty ? lines : lines + 1 };
      for (let index = 0; index < bytesRead; index++) {
        if (buffer[index] === LINE_FEED) {
          lines += 1;
          if (!empty) return { offsetBytes: offsetBytes + index + 1, lines };
        } else if (buffer[index] !== CARRIAGE_RETURN) empty = false;
      }
      offsetBytes += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const REASONS: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed: the file may be cut off here",
  CSV_INVALID_CLOSING_QUOTE: "a quote is closed in the middle of a cell",
  INVALID_OPENING_QUOTE: "there is a quote in the middle of a cell that does not start with one",
  CSV_MAX_RECORD_SIZE: "a quote is opened and not closed within 8 MB",
};
