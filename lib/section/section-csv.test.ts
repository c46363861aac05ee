import { expect, test } from "vitest";
import { consents } from "./consents";
import { csvTables } from "./section-csv";

const [table] = csvTables(consents);
const written = (wording: string) =>
  table?.lines({ channel: "email", granted: true, source: "shop", wording, at: "2026-01-01T00:00:00Z" });

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["@SUM(1)", "'@SUM(1)"],
  ["-1+cmd|'/C calc'!A0", "'-1+cmd|'/C calc'!A0"],
  ["-12.50", "-12.50"],
  ["yes;=1+1", "yes;'=1+1"],
  ["yes\t@SUM(1)", "yes\t'@SUM(1)"],
  ["yes\n=1+1\r\n-2", "\"yes\n'=1+1\r\n'-2\""],
  ["a; b - c = d", "a; b - c = d"],
])("the cell %j is no formula, whatever a spreadsheet divides cells at", (cell, csv) => {
  expect(written(cell)).toBe(`email,true,shop,${csv},2026-01-01T00:00:00Z,,,\r\n`);
});
