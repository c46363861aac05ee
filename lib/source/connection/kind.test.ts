import { expect, test } from "vitest";
import { optionalField, secretField } from "./kind";

const { schema } = secretField("apiKey");

test.each(["ck_0123456789abcdef", "  pasted-with-spaces-around \n", "a~b!c"])("%j can be a secret", (typed) => {
  expect(schema.parse(typed)).toBe(typed.trim());
});

test.each(["", "  ", "two words", "line\r\nbreak", "schlüssel", "x".repeat(501), undefined])(
  "%j can be none, and the message says what to do",
  (typed) => {
    expect(schema.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual(["sourceSecret"]);
  },
);

test("a field that may be left empty is checked where it is not", () => {
  const optional = optionalField(secretField("adminToken")).schema;
  expect([undefined, "", "  ", "shpat_1"].map((typed) => optional.parse(typed))).toEqual([
    ...[undefined, undefined, undefined, "shpat_1"],
  ]);
  expect(optional.safeParse("two words").success).toBe(false);
});
