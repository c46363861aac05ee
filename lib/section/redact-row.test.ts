import { expect, test } from "vitest";
import { markerText, redactRow } from "./redact-row";
import { EVERY_ROW, type Redaction } from "./redaction";

const row = {
  name: "#1",
  note: null,
  tags: ["a", "b"],
  shippingAddress: { name: "Ada", city: "Łódź" },
  attributes: { "a/b": 1, "c~d": 2, "*": 3 },
  lines: [{ name: "Cup" }, { name: "Pot" }],
};
const at = (pointer: string, fields: Partial<Redaction> = {}): Redaction => ({
  ...{ section: "orders", row: 0, pointer, reason: "other_person", reasonText: null },
  ...fields,
});
const redact = (redactions: Redaction[], index = 0) =>
  redactRow("orders", row, index, redactions, ({ pointer }) => `[${pointer}]`);

test("a value is redacted in place, and the original row is not changed", () => {
  const before = structuredClone(row);
  expect(redact([at("/shippingAddress/name"), at("/attributes/a~1b"), at("/attributes/c~0d"), at("/lines/1")])).toEqual(
    {
      ...row,
      shippingAddress: { name: "[/shippingAddress/name]", city: "Łódź" },
      attributes: { "a/b": "[/attributes/a~1b]", "c~d": "[/attributes/c~0d]", "*": 3 },
      lines: [{ name: "Cup" }, "[/lines/1]"],
    },
  );
  expect(row).toEqual(before);
});

test("a value that is not held can be taken out too: that it was empty is a fact as well", () => {
  expect(redact([at("/note")]).note).toBe("[/note]");
});

test("a column is taken out of every row, with * for every element of a list and for nothing else", () => {
  const column = (pointer: string) => at(pointer, { row: EVERY_ROW });
  expect(redact([column("/lines/*/name")], 7).lines).toEqual([
    { name: "[/lines/*/name]" },
    { name: "[/lines/*/name]" },
  ]);
  expect(redact([column("/tags/*")]).tags).toEqual(["[/tags/*]", "[/tags/*]"]);
  expect(redact([column("/attributes/*")]).attributes).toEqual({ ...row.attributes, "*": "[/attributes/*]" });
  // Of one row it is no more than a place that the list does not have.
  expect(redact([at("/lines/*/name")])).toEqual(row);
});

test("a row is taken out with every field of it, whatever else was taken out of it", () => {
  for (const redactions of [
    [at(""), at("/note")],
    [at("/lines/0/name"), at("")],
  ])
    expect(new Set(Object.values(redact(redactions)))).toEqual(new Set(["[]"]));
  expect(Object.keys(redact([at("")]))).toEqual(Object.keys(row));
});

test("where two redactions overlap the wider one applies, in either order", () => {
  const two = [at("/lines"), at("/lines/*/name", { row: EVERY_ROW })];
  expect(redact(two).lines).toBe("[/lines]");
  expect(redact(two.toReversed()).lines).toBe("[/lines]");
});

test("other rows and other sections stay as they are", () => {
  expect(redact([at("/name", { row: 1 }), at("/name", { section: "emails" })])).toBe(row);
});

test("a pointer that leads nowhere does nothing, however hostile", () => {
  for (const pointer of [
    ...[
      "/__proto__",
      "/__proto__/polluted",
      "/constructor/prototype/x",
      "/toString",
      "/lines/__proto__",
      "/lines/length",
    ],
    ...[
      "/lines/-",
      "/lines/2",
      "/lines/01",
      "/lines/1e0",
      "/name/0",
      "/note/x",
      "/none",
      "name",
      "/",
      "//",
      "/lines//name",
    ],
  ])
    expect(redact([at(pointer), at(pointer, { row: EVERY_ROW })]), pointer).toEqual(row);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  const own = JSON.parse(`{"__proto__": "secret", "kept": 1}`);
  const redacted = redactRow("orders", own, 0, [at("/__proto__")], () => "[out]");
  expect(JSON.stringify(redacted)).toBe(`{"__proto__":"[out]","kept":1}`);
  expect(Object.getPrototypeOf(redacted)).toBe(Object.prototype);
});

test("the mark tells the reason in the customer's language; another reason in the merchant's words, on one line", () => {
  expect(markerText(at(""), "en")).toBe("[redacted: another person’s data]");
  expect(markerText(at(""), "de")).toBe("[geschwärzt: Daten einer anderen Person]");
  expect(markerText(at("", { reason: "other", reasonText: " two\n lines {x} <b> " }), "en")).toBe(
    "[redacted: two lines {x} <b>]",
  );
  expect(markerText(at("", { reason: "other", reasonText: " " }), "de")).toBe("[geschwärzt: anderer Grund]");
});
