import { expect, test } from "vitest";
import { locales, messagesOf } from "@/lib/locale";
import type { SectionDescriptor } from "./descriptor";
import { addressParts, type Field, type Fields } from "./field";
import { csvTables } from "./section-csv";
import { descriptors } from "./sections";
import { showValue } from "./show-value";
import { readerWords } from "./words";

/** Every field that a page may show, also those within lists and addresses. */
function allFields(fields: Fields): [name: string, field: Field][] {
  return Object.entries(fields).flatMap(([name, field]) => [
    [name, field] as [string, Field],
    ...(field.list ? allFields(field.list.fields) : []),
  ]);
}

const declared = [...Object.values(descriptors).flatMap(({ fields }) => allFields(fields)), ...allFields(addressParts)];

test.each(locales)("every section, field and set of codes has its words in %s", (locale) => {
  const { archive, sections } = messagesOf(locale);
  const labels = declared.map(([name, field]) => field.label ?? name);
  expect(labels.filter((label) => !Object.hasOwn(archive.fields, label))).toEqual([]);
  expect(Object.keys(sections)).toEqual(expect.arrayContaining(Object.keys(descriptors)));
  for (const [, { words }] of declared) if (words) expect(Object.keys(archive.words)).toContain(words);
});

test("every field is in a CSV file, and what a descriptor names is a field", () => {
  for (const descriptor of Object.values<SectionDescriptor>(descriptors)) {
    const { name, fields, csv, title, layout } = descriptor;
    const [own, ...lists] = csvTables(descriptor).map(({ head }) => head.replace("\uFEFF", "").trim().split(","));
    const inFiles = Object.entries(fields).filter(([, { list }]) => list?.csv);
    expect([...new Set(own?.map((column) => column.replace(/\..*/, "")))].toSorted(), name).toEqual(
      Object.keys(fields)
        .filter((key) => !inFiles.some(([file]) => file === key))
        .toSorted(),
    );
    for (const [index, [, { list }]] of inFiles.entries())
      expect(lists[index], name).toEqual(expect.arrayContaining(Object.keys(list?.fields ?? {})));
    for (const key of [...csv, ...title.flat(), ...(layout.heading ?? []), ...(layout.sums ?? [])])
      expect(Object.keys(fields), name).toContain(key);
  }
});

test.each([
  ["code", () => readerWords("en").code("financialStatus", "partially_refunded"), "Partially refunded"],
  ["code in another spelling", () => readerWords("de").code("fulfillmentStatus", "ON HOLD"), "Angehalten"],
  ["unknown code", () => readerWords("en").code("financialStatus", "on account"), "on account"],
  ["property of every object", () => readerWords("en").code("financialStatus", "constructor"), "constructor"],
  ["country", () => readerWords("de-AT").country("DE"), "Germany"],
  ["country in German", () => readerWords("de").country("DE"), "Deutschland"],
  ["country written out", () => readerWords("en").country("Deutschland"), "Deutschland"],
  ["language", () => readerWords("en").language("de-AT"), "German (Austria)"],
  ["no language", () => readerWords("en").language("x y"), "x y"],
  ["platform's own field", () => readerWords("de").label("Risk Level"), "Risikostufe"],
  ["value of a platform's own field", () => readerWords("de").attribute("Risk Level", "Low"), "Niedrig"],
  ["flag of an order's line", () => readerWords("de").attribute("Lineitem taxable", "true"), "Ja"],
  [
    "code of an order's line",
    () => readerWords("de").attribute("Lineitem fulfillment status", "fulfilled"),
    "Versandt",
  ],
  ["unknown field's value", () => readerWords("de").attribute("Gift/message", "true"), "true"],
  [
    "platform's own fields in HTML",
    () =>
      showValue(
        { locale: "de", formatLocale: "de", timeZone: "UTC" },
        readerWords("de"),
      )({ "Risk Level": "Low", Source: "web" }),
    "Risikostufe: Niedrig\nVerkaufskanal: Onlineshop",
  ],
  ["unknown field", () => readerWords("de").label("Gift/message"), "Gift/message"],
  ["path", () => readerWords("en").path(descriptors.orders, "/lines/0/name").join(", "), "What was ordered, 1, Item"],
  [
    "path of every entry",
    () => readerWords("en").path(descriptors.orders, "/lines/*/sku").join(", "),
    "What was ordered, SKU",
  ],
  [
    "path in an address",
    () => readerWords("en").path(descriptors.orders, "/shippingAddress/postalCode").join(", "),
    "Shipping address, Postal code",
  ],
  [
    "path in attributes",
    () => readerWords("en").path(descriptors.profile, "/attributes/email").join(", "),
    "Further details, email",
  ],
])("in the reader's words: a %s", (_, read, words) => {
  expect(read()).toBe(words);
});
