import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRow } from "./csv";

/** The same by the library, for which defusing inside of cells has to be done beforehand. */
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
          : text.replace(/[;\t\r\n](?=[=+\-@＝＋－＠])/g, "$&'"),
    },
  });
}

test("rows are those of csv-stringify, whatever stands in their cells", () => {
  const piece = fc.constantFrom(..."=+-@＝＋－＠;,\"'\t\r\n .0129aé€".split(""), "\r\n", "-1.5", "=1+1");
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
