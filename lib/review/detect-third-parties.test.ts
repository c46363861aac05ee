import { expect, test } from "vitest";
import type { ExportRow } from "@/lib/archive/read-rows";
import { coreTable } from "@/lib/section/section-table";
import { type KnownPerson, thirdPartyDetector } from "./detect-third-parties";

const none = { emails: [], names: [] };

/** Reads rows of which only some fields are held, and tells what is pointed out in each. */
function find(rows: { section: string; row: object }[], known: KnownPerson = none) {
  const detect = thirdPartyDetector(known, coreTable);
  return rows.map((held, index) => detect({ index, ...held } as ExportRow).map((one) => `${one.kind} ${one.pointer}`));
}

const profile = {
  section: "profile",
  row: {
    ...{ firstName: "Anna", lastName: "Weiß", email: "Anna@Mail.example", phone: "+49 171 2345678" },
    ...{ note: null, tags: [], attributes: {} },
  },
};
const order = (fields: object) => ({
  section: "orders",
  row: { email: null, phone: null, note: null, billingAddress: null, shippingAddress: null, lines: [], ...fields },
});

test("the customer's own address, number and name are nobody else's, however they are written", () => {
  const own = find([
    profile,
    { section: "addresses", row: { name: "WEISS, Anna", phone: "0171/234 56 78", country: "DE" } },
    order({
      email: "anna@mail.example",
      phone: "+49 (30) 901820",
      shippingAddress: { name: "A. Weiss", country: "DE" },
    }),
    order({ note: "Call 030 901820 or 0171 2345678, ANNA@mail.example. Weiß" }),
    { section: "emails", row: { to: "anna@mail.example", subject: "Hello", text: "Dear Anna Weiß" } },
  ]);
  expect(own).toEqual([[], [], [], [], []]);
});

test("other people's addresses, numbers and names are pointed out where they occur", () => {
  const found = find([
    profile,
    { section: "addresses", row: { name: "Bernd Weiß", phone: "+49 89 23125104", country: "DE" } },
    order({
      ...{ email: "bernd@mail.example", note: "For my aunt.\nPlease ring 089 23125 999 or write to aunt@mail.example" },
      shippingAddress: { name: "Grete Müller", phone: "+49 40 12345678", city: "Hamburg", country: "DE" },
      attributes: { "Gift/message": "Alles Gute, liebe grete  MÜLLER!" },
      lines: [
        { name: "Teapot", attributes: {} },
        { name: "Cup", attributes: { engraving: ["x@y.example"] } },
      ],
    }),
    { section: "emails", row: { to: "other@mail.example", subject: null, text: "" } },
  ]);
  expect(found).toEqual(
    [
      [],
      ["name /name", "phone /phone"],
      [
        ...["email /email", "email /note", "phone /note", "name /shippingAddress/name", "phone /shippingAddress/phone"],
        ...["name /attributes/Gift~1message", "email /lines/1/attributes/engraving/0"],
      ].toSorted(),
      ["email /to"],
    ].map((one) => expect.arrayContaining(one)),
  );
  expect(found.map((one) => one.length)).toEqual([0, 2, 7, 1]);
});

test("the store's own address and what is known of the request are no other person's", () => {
  const known = { emails: ["desk@shop.example", null], names: ["Ada Lovelace", null] };
  const text = "Questions? desk@shop.example";
  expect(
    find([{ section: "emails", row: { to: "x", text } }, order({ billingAddress: { name: "Ada Lovelace" } })], known),
  ).toEqual([[], []]);
});

test("a guest without a profile is taken for who pays for the first order", () => {
  const found = find([
    order({ billingAddress: { name: "Ada Lovelace" }, shippingAddress: { name: "Charles Babbage" } }),
    order({ billingAddress: { name: "Charles Babbage" } }),
  ]);
  expect(found).toEqual([["name /shippingAddress/name"], ["name /billingAddress/name"]]);
});

test("dates, sums, articles and numbers of orders are no phone numbers", () => {
  const notes = [
    "Ordered 2024-11-23 12:30, delivered 24.11.2024; EAN 4006381333931, order 5829374982734",
    "12.345.678,90 EUR",
    "Tracking 00340434161094042557",
    "80331 München, 3. Stock",
  ];
  const found = find([profile, ...notes.map((note) => order({ note, shippingAddress: { country: "DE" } }))]);
  expect(found.flat()).toEqual([]);
});

test("a long text of hostile shape takes no long time", () => {
  const hostile = ["a", "@", "aa", "1 ", "a."].map((part) => part.repeat(100_000));
  hostile.push(`${hostile[0]}@`);
  expect(find([profile, ...hostile.map((note) => order({ note }))]).flat()).toEqual([]);
});
