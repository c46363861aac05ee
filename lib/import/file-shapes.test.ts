import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { searchCustomers } from "@/lib/customer/search-customers";
import { prisma } from "@/lib/database";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const fixture = (name: string) => readFileSync(path.join("test/fixtures/shopify-csv", name));

async function customersOf(storeId: string) {
  return await prisma().customer.findMany({
    where: { storeId },
    orderBy: [{ firstName: "asc" }],
    include: { addresses: true, consents: true },
  });
}

test("the header of 2019 is read, with its address and its one choice", async () => {
  const { storeId, run } = await makeImportStore();
  const { problems } = await run({ customers: fixture("c01-old-headers-2019.csv") });
  expect(problems).toEqual([]);
  expect(await customersOf(storeId)).toMatchObject([
    {
      email: "ada@shop.example",
      phone: "+4915550001",
      addresses: [{ line1: "Weg 1", city: "Köln", postalCode: "50667", country: "DE" }],
      consents: [{ channel: "email", granted: true }],
      attributes: { Country: "Germany", "Total Spent": "0.00", "Total Orders": "0" },
    },
  ]);
});

test("the header of 2022 is read, and a person without an email address is kept, found, and known again", async () => {
  const { storeId, run } = await makeImportStore();
  const file = fixture("c02-mid-headers-2022.csv");
  expect((await run({ customers: file })).summary).toMatchObject({ added: 2, rowsSkipped: 0 });
  expect(await customersOf(storeId)).toMatchObject([
    { company: "Muster GmbH", addresses: [{ company: "Muster GmbH", line1: "Weg 1", city: "Köln" }] },
    { firstName: "Pia", email: null, emailNormalized: null, phone: "+4915550002", addresses: [{ city: "Bonn" }] },
  ]);
  const found = await searchCustomers({ storeId, search: "15550002", cursor: undefined });
  expect(found.rows).toMatchObject([{ firstName: "Pia" }]);
  expect((await run({ customers: file })).summary).toMatchObject({ added: 0, unchanged: 2 });
});

test("people without an email address: a household's number and a shared name keep them apart, an id claims them", async () => {
  const { storeId, run } = await makeImportStore();
  const file = customersFile([
    ["", "Ann", "Ames", "", "no", "'+49 30 1"],
    ["", "Ben", "Ames", "", "no", "'+49 30 1"],
    ["", "Ann", "Ames", "", "no", "", "", "", "Bonn"],
    ["", "Ann", "Ames", "", "no", "", "", "", "Ulm"],
    ["", "", "", "", "no", "'+49 30 2"],
    ["", "", "", "", "no", "", "a note"],
  ]);
  const { summary, problems } = await run({ customers: file });
  expect(summary).toMatchObject({ added: 5, rowsSkipped: 1 });
  expect(problems).toMatchObject([{ line: 7, column: "Customer ID" }]);
  expect((await run({ customers: file })).summary).toMatchObject({ added: 0, unchanged: 5 });
  const withId = customersFile([["77", "Ben", "Ames", "", "no", "'+49301"]]);
  expect((await run({ customers: withId })).summary).toMatchObject({ added: 0, changed: 1 });
  expect((await customersOf(storeId)).filter(({ platformId }) => platformId === "77")).toMatchObject([
    { firstName: "Ben" },
  ]);
});

test.each(["c03-semicolon.csv", "c05-cp1252.csv", "c06-utf16.csv", "c17-sep-line.csv"])(
  "the letters and columns of %s are read",
  async (name) => {
    const { storeId, run } = await makeImportStore();
    const { summary, problems } = await run({ customers: fixture(name) });
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ rowsRead: 2, added: 2 });
    const customers = await customersOf(storeId);
    expect(customers.map(({ platformId }) => platformId)).toEqual(["7000000000001", "7000000000002"]);
    expect(customers.map(({ addresses }) => addresses[0]?.city)).toEqual(["Köln", "Köln"]);
  },
);

const plain = customersFile([
  ["1", "Zoë", "O'Brien", "zoe@a.example", "yes", "'030", '"two\nlines, ""quoted"""', "", "Köln"],
  ["2", "Bo", "Test", "bo@a.example", "no"],
]);
const divided = (by: string) =>
  customersFile([
    ["1", "Zoë", "O'Brien", "zoe@a.example", "yes", "'030", '"two\nlines, ""quoted"""', "", "Köln"],
    ["2", "Bo", "Test", "bo@a.example", "no"],
  ])
    .replace("lines,", "lines\u0001")
    .replaceAll(",", by)
    .replace("lines\u0001", "lines,");
const swapped = (text: string) => Buffer.from(text, "utf16le").swap16();

test.each<[string, string | Uint8Array]>([
  ["semicolons", divided(";")],
  ["tabs", divided("\t")],
  ["bars", divided("|")],
  ["sep= with a byte order mark", `\uFEFFsep=;\r\n${divided(";").replaceAll("\n", "\r\n")}`],
  ["a wrong sep= line", `sep=;\n${plain}`],
  [
    "a header in capitals, between blanks",
    plain.replace(/^.*/, (header) => header.toUpperCase().replaceAll(",", " , ")),
  ],
  [
    "a header in lower case, with non-breaking spaces",
    plain.replace(/^.*/, (header) => header.toLowerCase().replaceAll(" ", "\u00a0")),
  ],
  [
    "a header in quotes",
    plain.replace(/^.*/, (header) =>
      header
        .split(",")
        .map((name) => `"${name}"`)
        .join(),
    ),
  ],
  ["carriage returns", plain.replaceAll("\n", "\r")],
  ["carriage returns, and line feeds within cells", plain.replaceAll("\n", "\r").replace("two\r", "two\n")],
  ["blank lines above", `\n\r\n${plain}`],
  ["UTF-16, little-endian, no mark", Buffer.from(plain, "utf16le")],
  ["UTF-16, big-endian, with a mark", swapped(`\uFEFF${plain}`)],
  ["UTF-16, big-endian, no mark", swapped(plain)],
  ["windows-1252", Buffer.from(plain.replace("Bo,", "äöüß,"), "latin1")],
])("%s are told by themselves", async (_, customers) => {
  const { storeId, run } = await makeImportStore();
  const { summary, problems } = await run({ customers });
  expect(problems).toEqual([]);
  expect(summary).toMatchObject({ rowsRead: 2, added: 2 });
  const zoe = await prisma().customer.findFirst({ where: { storeId, platformId: "1" }, include: { addresses: true } });
  expect(zoe).toMatchObject({ firstName: "Zoë", lastName: "O'Brien", phone: "030", addresses: [{ city: "Köln" }] });
  expect(zoe?.note?.replace(/[\r\n]+/, "\n")).toBe('two\nlines, "quoted"');
});

test("orders are read with semicolons, and a later line belongs to the order above", async () => {
  const { storeId, run } = await makeImportStore();
  const { summary, problems } = await run({ orders: fixture("o05-semicolon.csv") });
  expect(problems).toEqual([]);
  expect(summary).toMatchObject({ rowsRead: 3, added: 2, linesRead: 3 });
  expect(await prisma().order.findFirst({ where: { storeId, name: "#1001" } })).toMatchObject({
    email: "ada@shop.example",
  });
});

test("the truth values of a German spreadsheet are read", async () => {
  const { storeId, run } = await makeImportStore();
  expect((await run({ customers: fixture("c13-bool-german.csv") })).problems).toEqual([]);
  expect(await customersOf(storeId)).toMatchObject([
    { taxExempt: false, consents: [{ channel: "email", granted: true }, { channel: "sms" }] },
  ]);
});

test("an order whose columns are repeated on each line is one order", async () => {
  const { storeId, run } = await makeImportStore();
  const { summary, problems } = await run({ orders: fixture("o01-repeat-all.csv") });
  expect(problems).toEqual([]);
  expect(summary).toMatchObject({ rowsRead: 3, added: 2, linesRead: 3 });
  const orders = await prisma().order.findMany({
    where: { storeId },
    orderBy: { name: "asc" },
    include: { lines: true },
  });
  expect(orders.map(({ name, lines }) => [name, lines.map((line) => line.name).sort()])).toEqual([
    ["#1001", ["Cup", "Mug"]],
    ["#1002", ["Mug"]],
  ]);
  const again = await run({ orders: fixture("o01-repeat-all.csv") });
  expect(again.summary).toMatchObject({ unchanged: 2 });
});

test("where an order's first line cannot be read, its repeated lines make no order", async () => {
  const { storeId, run } = await makeImportStore();
  const { problems } = await run({
    orders: ordersFile([
      orderRow({ Currency: "Euro" }),
      orderRow({ "Lineitem name": "Cup" }),
      orderRow({ Name: "#2", Id: "2" }),
    ]),
  });
  expect(problems.map(({ line }) => line)).toEqual([2, 3]);
  expect(await prisma().order.count({ where: { storeId } })).toBe(1);
});

test("an imported time keeps its offset, also near midnight", async () => {
  const { storeId, run } = await makeImportStore();
  await run({ orders: fixture("o14-near-midnight.csv") });
  expect(await prisma().order.findMany({ where: { storeId }, orderBy: { name: "asc" } })).toMatchObject([
    {
      placedAt: new Date("2026-02-28T23:30:00Z"),
      placedAtOffsetMinutes: 60,
      paidAtOffsetMinutes: 60,
      fulfilledAt: null,
      fulfilledAtOffsetMinutes: null,
    },
    { placedAt: new Date("2026-03-29T07:30:00Z"), placedAtOffsetMinutes: -480, paidAtOffsetMinutes: null },
  ]);
});
