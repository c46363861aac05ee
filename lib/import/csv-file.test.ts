import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvFormat, readCsv } from "./csv-file";

async function read(chunks: string[], format: CsvFormat = { delimiter: ",", lineBreak: "\n" }) {
  const items = [];
  const source = (async function* () {
    yield* chunks;
  })();
  for await (const item of readCsv(source, format)) items.push(item);
  return items;
}

const cell = fc.string({ unit: fc.constantFrom("a", "ü", '"', ",", ";", "\n", "\r\n", " ", "'"), maxLength: 6 });
const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });

test("rows are read as csv-parse reads them, however the text is cut into chunks", async () => {
  const cases = fc.record({
    rows,
    delimiter: fc.constantFrom(",", ";"),
    end: fc.constantFrom("\n", "\r\n"),
    size: fc.integer({ min: 1, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ rows, delimiter, end, size }) => {
      const text = stringify(rows, { delimiter, record_delimiter: end, quoted_match: /[\r\n]/ });
      const chunks = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      const expected = parse(text, { delimiter, relax_column_count: true, record_delimiter: ["\r\n", "\n"] });
      const items = await read(chunks, { delimiter, lineBreak: "\n" });
      expect(items.map((item) => ("cells" in item ? item.cells : item.broken))).toEqual(expected);
      expect(items.map((item) => "atEnd" in item && item.atEnd)).toEqual(
        expected.map((_, index) => index === rows.length - 1),
      );
    }),
  );
});

test("lines that carriage returns end are counted too", async () => {
  const items = await read(['a,"b\r', 'c"\rd,e\r\r', 'f"g,h\r\ni,"j\nk"'], { delimiter: ",", lineBreak: "\r" });
  expect(items).toMatchObject([
    { line: 1, cells: ["a", "b\rc"] },
    { line: 3, cells: ["d", "e"] },
    { line: 5, broken: "quoteInside" },
    { line: 6, cells: ["i", "j\nk"], atEnd: true },
  ]);
});

test.each([
  ["in the middle of a cell", (row: number) => `${row},ab"cd,${"x".repeat(40)}`],
  ["that is never closed", (row: number) => `${row},"abcd,${"x".repeat(40)}`],
  ["that closes in the middle of a cell", (row: number) => `${row},"ab"cd,${"x".repeat(40)}`],
  [
    "in each row after one that is never closed",
    (row: number) => (row === 0 ? 'x,"' : `${row},a"b"cd,${"x".repeat(40)}`),
  ],
])(
  "30,000 rows with a stray quote %s are read in linear time",
  async (_, makeRow) => {
    const lines = Array.from({ length: 30_000 }, (_, row) => (row % 10 === 9 ? `${row},fine` : makeRow(row)));
    const began = performance.now();
    const items = await read([lines.join("\r\n")]);
    // Each stray quote once cost the parsing of 256 kB: an hour for all.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(items.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
    expect(items.filter((item) => "cells" in item).map(({ cells }) => cells)).toEqual(
      lines.filter((line) => line.endsWith("fine")).map((line) => line.split(",")),
    );
  },
  60_000,
);

test("rows longer than a chunk are whole, and keep their lines", async () => {
  const note = "first\r\nsecond\n".repeat(60_000);
  const text = `a,b\n\n1,"${note}"\n2,c\r\n3,d`;
  expect(await read([text.slice(0, 5), text.slice(5, 99_999), text.slice(99_999)])).toEqual([
    { line: 1, cells: ["a", "b"], atEnd: false },
    { line: 3, cells: ["1", note], atEnd: false },
    { line: 120_004, cells: ["2", "c"], atEnd: false },
    { line: 120_005, cells: ["3", "d"], atEnd: true },
  ]);
});

test("a quote that is not closed within 8 MB costs its own line", async () => {
  const items = await read([`1,"open\n${"2,fine\n".repeat(1_300_000)}`]);
  expect(items[0]).toEqual({ line: 1, broken: "quoteTooLong" });
  expect(items).toHaveLength(1_300_001);
});
