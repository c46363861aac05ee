import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readCsv } from "./csv-file";

const file = path.join(mkdtempSync(path.join(os.tmpdir(), "dossier-csv-")), "rows.csv");

async function readText(text: string) {
  writeFileSync(file, text);
  const items = [];
  for await (const item of readCsv(file, Buffer.byteLength(text))) items.push(item);
  return items;
}

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
    const items = await readText(lines.join("\r\n"));
    // Each stray quote once cost the parsing of 256 kB: an hour for all.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(items.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
    expect(items.filter((item) => "cells" in item).map(({ cells }) => cells)).toEqual(
      lines.filter((line) => line.endsWith("fine")).map((line) => line.split(",")),
    );
  },
  60_000,
);

test("rows longer than what is read at once are whole, and keep their lines", async () => {
  const note = "first\r\nsecond\n".repeat(60_000);
  const items = await readText(`a,b\n\n1,"${note}"\n2,c\r\n3,d`);
  expect(items).toEqual([
    { line: 1, cells: ["a", "b"], atEnd: false },
    { line: 3, cells: ["1", note], atEnd: false },
    { line: 120_004, cells: ["2", "c"], atEnd: false },
    { line: 120_005, cells: ["3", "d"], atEnd: true },
  ]);
});

test("a quote that is not closed within 8 MB costs its own line", async () => {
  const items = await readText(`1,"open\n${"2,fine\n".repeat(1_300_000)}`);
  expect(items[0]).toEqual({ line: 1, broken: expect.stringContaining("8 MB") });
  expect(items).toHaveLength(1_300_001);
});
