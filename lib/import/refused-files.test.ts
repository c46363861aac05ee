import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { withTestDatabase } from "@/test/harness/test-database";
import { importFiles } from "./import-files";

withTestDatabase();

const customers = customersFile([["1", "Ann", "Ames", "ann@a.example"]]);
const orders = ordersFile([orderRow({})]);

test("a file that is not such an export changes nothing and says what it lacks", async () => {
  const { storeId, run } = await makeImportStore();
  const refused: [Parameters<typeof run>[0], string][] = [
    [{ customers: orders, orders: customers }, 'lacks the columns "First Name"'],
    [{ customers: orders, orders: customers }, "give it as --orders"],
    [{ customers, orders: orders.replace("Lineitem price", "Price") }, 'lacks the column "Lineitem price"'],
    [{ customers: customers.replace("Email,", "E-mail,"), orders }, 'lacks the column "Email"'],
    [{ customers, orders: randomBytes(100_000) }, "is not Shopify's export of orders"],
    [{ customers, orders: `"${"x".repeat(9_000_000)}` }, "is not Shopify's export of orders"],
    [{ customers, orders: "" }, "is empty"],
    [{ customers: customers.replace("Note", "Phone") }, 'two columns named "Phone"'],
    [{ customers: `PK\u0003\u0004${"x".repeat(100)}` }, "is a ZIP archive or an Excel workbook"],
  ];
  for (const [files, message] of refused) await expect(run(files)).rejects.toThrow(message);
  expect(await prisma().customer.count({ where: { storeId } })).toBe(0);
  expect(await prisma().order.count({ where: { storeId } })).toBe(0);
});

const bytes = (name: string, letters: number[]) => {
  const [before = "", after = ""] = customers.split("Ames");
  return Buffer.concat([Buffer.from(before), Buffer.from(name), Buffer.from(letters), Buffer.from(after)]);
};

test.each([
  ["of an old Macintosh", bytes("K", [0x9a, 0x6c, 0x6e])],
  ["of windows-1251", bytes("", [0xc8, 0xe2, 0xe0, 0xed])],
  ["of windows-1250", bytes("Pawe", [0xb3])],
  ["of Shift JIS", bytes("", [0x8e, 0x52, 0x93, 0x63])],
  ["of two encodings", bytes("Am", [0xe9, 0x73, 0x20, 0xc3, 0xb6])],
])("letters %s are refused by their line, and never guessed", async (_, file) => {
  const { storeId, run } = await makeImportStore();
  await expect(run({ customers: file })).rejects.toThrow(
    /customers\.csv, line 2: not UTF-8.*CSV UTF-8.*Nothing was imported/,
  );
  expect(await prisma().customer.count({ where: { storeId } })).toBe(0);
});

test.each([
  ["o02-excel-dates.csv", /line 2, column "Created at": a spreadsheet has rewritten this date/],
  [
    "o04-excel-ids.csv",
    /line 2, column "Id": a spreadsheet has shortened this number; use the file as Shopify exported it/,
  ],
  ["o06-comma-decimals.csv", /line 2, column "Subtotal": a spreadsheet has rewritten this number/],
  ["o23-excel-date-12h-all.csv", /line 2, column "Created at"/],
])("%s is refused whole, in one sentence", async (name, message) => {
  const { storeId, run } = await makeImportStore();
  const content = readFileSync(path.join("test/fixtures/shopify-csv", name));
  await expect(run({ customers, orders: content })).rejects.toThrow(message);
  expect(await prisma().order.count({ where: { storeId } })).toBe(0);
  expect(await prisma().customer.count({ where: { storeId } })).toBe(0);
});

test.each([
  ...["12/03/2024 14:05", "12.03.24 14:05", "45363.5", "45363,5868", "2024-03-12", "2024-03-12 14:05:00"],
  ...["2024-03-12T14:05:00", "12-Mar-24", "Mar 12, 2024 2:05 PM", "12. März 2024", "2024年3月12日", "########"],
])("a date that a spreadsheet wrote as %s refuses the file, on whatever line it is", async (date) => {
  const { storeId, run } = await makeImportStore();
  const first = orderRow({});
  await expect(
    run({ orders: ordersFile([first, orderRow({ Name: "#2", Id: "2", "Created at": `"${date}"` })]) }),
  ).rejects.toThrow(/line 3, column "Created at"/);
  expect(await prisma().order.count({ where: { storeId } })).toBe(0);
});

test.each([
  ["Total", "12,50"],
  ["Total", "1.234,50"],
  ["Total", "1,234.50"],
  ["Total", "1'234.50"],
  ["Total", "€ 12"],
  ["Total", "12,50 €"],
  ["Total", "EUR 12.50"],
  ["Total", "$12.50"],
  ["Total", "1.2E+03"],
  ["Total", "(12.50)"],
  ["Total", "12.50-"],
  ["Lineitem price", "12,50"],
  ["Lineitem discount", "0,50"],
  ["Lineitem quantity", "1,00"],
  ["Name", "1.00E+05"],
  ["Id", "5E+12"],
  ["Id", "5,00000E+12"],
  ["Id", "5.000.000.000.001"],
])("in %s, what a spreadsheet wrote as %s refuses the file", async (column, cell) => {
  const { storeId, run } = await makeImportStore();
  const rows = [orderRow({}), orderRow({ Name: "#2", Id: "2", [column]: `"${cell}"` })];
  await expect(run({ orders: ordersFile(rows) })).rejects.toThrow(`line 3, column "${column}": a spreadsheet has`);
  expect(await prisma().order.count({ where: { storeId } })).toBe(0);
});

test.each([
  ["Customer ID", ["7.00E+12", "A", "B", "a@a.example"]],
  ["Phone", ["1", "A", "B", "a@a.example", "no", "4.91555E+11"]],
  ["Total Spent", ["1", "A", "B", "a@a.example", "no", "", "", "", "", "", '"1.234,50"']],
])("a rewritten %s refuses the customers' file", async (column, row) => {
  const { run } = await makeImportStore();
  await expect(run({ customers: customersFile([row]) })).rejects.toThrow(
    `line 2, column "${column}": a spreadsheet has`,
  );
});

test("no file, no store and no option have different messages", async () => {
  const { slug } = await makeImportStore();
  const reporter = { fileStarted() {}, bytesRead() {}, problem() {}, fileEnded() {} };
  await expect(importFiles({ storeSlug: slug, orders: "/nowhere.csv" }, reporter)).rejects.toThrow("no such file");
  await expect(importFiles({ storeSlug: slug, orders: "/tmp" }, reporter)).rejects.toThrow("is not a file");
  await expect(importFiles({ storeSlug: "nowhere", orders: "/tmp" }, reporter)).rejects.toThrow("no store");
  await expect(importFiles({ storeSlug: slug }, reporter)).rejects.toThrow("--customers FILE");
});
