import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRow } from "./csv";

/** The same by the library, for which cells have to be defused beforehand. */
function byLibrary(cells: (string | null)[]): string {
  const negative = /^-\d+(\.\d+)?$/;
  return stringify([cells], {
    record_delimiter: "\r\n",
    quoted_match: /[\r\n]/,
    escape_formulas: true,
    cast: {
      string: (text) =>
        negative.test(text)
          ? { value: text, escape_formulas: false }
          : text
              .replace(/[;\t\r\n](?=[\p{Z}\p{Cf}\v\f|]{0,20}[=+\-@＝＋－＠])/gu, "$&'")
              // The library knows no formula behind a blank.
              .replace(/^(?![\t\r])[\p{Z}\p{Cf}\v\f|]+[=+\-@＝＋－＠]/u, "'$&"),
    },
  });
}

test("rows are those of csv-stringify, whatever their cells contain", () => {
  const piece = fc.constantFrom(
    ..."=+-@＝＋－＠;,\"'\t\r\n .0129aé€|\ufeff\u00a0\u202e".split(""),
    "\r\n",
    "-1.5",
    "=1+1",
  );
  const cell = fc.option(
    fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
      expect(csvRow(cells)).toBe(byLibrary(cells));
    }),
    { numRuns: 3000 },
  );
});

test.each(["\ufeff=1+1", "\u00a0=1+1", "  =1+1", "|=1+1", "\u200b+1", "\u202e@SUM(1)", "\v-cmd", " \ufeff|=1"])(
  "a formula behind what is not seen is defused: %j",
  (text) => {
    expect(csvRow([text])).toBe(`'${text}\r\n`);
    expect(csvRow([`a;${text}`])).toBe(`a;'${text}\r\n`);
  },
);

test("text that starts with blanks, and a long run of them, is unchanged and costs little", () => {
  for (const text of [" a=1", "| total", "\u00a0Ada", "-5.20", "a - b"]) expect(csvRow([text])).toBe(`${text}\r\n`);
  const started = performance.now();
  csvRow(["\t".repeat(300_000), " ".repeat(300_000), `x${";\t".repeat(200_000)}`]);
  expect(performance.now() - started).toBeLessThan(2000);
});
