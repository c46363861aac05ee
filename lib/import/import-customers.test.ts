import { expect, onTestFinished, test } from "vitest";
import { searchCustomers } from "@/lib/customer/search-customers";
import { prisma } from "@/lib/database";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const ann = [
  "'7001",
  "Ann",
  "Ames",
  "Ann@A.example",
  "yes",
  "'030-12",
  "",
  '"vip, vip ,wholesale"',
  "Berlin",
  "'01234",
  "9.90",
];

async function customersOf(storeId: string) {
  return await prisma().customer.findMany({
    where: { storeId },
    orderBy: { createdAt: "asc" },
    include: { addresses: true, consents: { orderBy: { at: "asc" } } },
  });
}

test("the statements of a batch are sent one after another", async () => {
  const { run } = await makeImportStore();
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  await run({ customers: customersFile([ann]) });
  await run({ customers: customersFile([ann]) });
  // The PostgreSQL driver warns, once a process, of a query that is sent while another is running on its connection.
  expect(warnings).toEqual([]);
});

test("a row becomes a customer with an address, a choice and what has no field of its own", async () => {
  const { storeId, run } = await makeImportStore();
  const { summary, problems } = await run({ customers: customersFile([ann]) });
  expect(problems).toEqual([]);
  expect(summary).toMatchObject({ rowsRead: 1, rowsSkipped: 0, added: 1, changed: 0, unchanged: 0 });
  const [customer] = await customersOf(storeId);
  expect(customer).toMatchObject({
    kind: "account",
    platformId: "7001",
    email: "Ann@A.example",
    emailNormalized: "ann@a.example",
    emailMailable: true,
    phone: "030-12",
    tags: ["vip", "wholesale"],
    attributes: { "Total Spent": "9.90" },
    addresses: [{ platformId: "default", isDefault: true, city: "Berlin", postalCode: "01234" }],
    consents: [{ channel: "email", granted: true, source: "shopify-import" }],
  });
  expect(customer?.searchText).toContain("ann ames");
  expect(customer?.searchText).toContain("03012");
});

test("a byte order mark, CRLF, blank lines and line breaks in cells are read, and lines are counted as editors do", async () => {
  const { storeId, run } = await makeImportStore();
  const rows = [
    ["1", "Two", "Lines", "a@a.example", "no", "", '"first\r\nsecond, ""quoted"""'],
    ["2"],
    ["3", "C", "C", "c@c.example"],
  ];
  const text = customersFile(rows, "\r\n")
    .replace("\r\n3,", "\r\n\r\n\r\n3,")
    .replace("c@c.example,", "c@c.example,maybe");
  const { summary, problems } = await run({ customers: `\uFEFF${text}` });
  expect(problems).toMatchObject([{ file: "customers.csv", line: 7, column: "Accepts Email Marketing" }]);
  expect(summary).toMatchObject({ rowsRead: 3, rowsSkipped: 1, added: 2 });
  expect((await customersOf(storeId)).map(({ note }) => note)).toContain('first\r\nsecond, "quoted"');
});

test("an odd address is kept as written and never makes a row bad", async () => {
  const { storeId, run } = await makeImportStore();
  const odd = [
    "val2@val2 .example",
    "stanisław.wójcik@x.example",
    "no at sign",
    "a@b@c",
    `${"x".repeat(50_000)}@y.example`,
  ];
  const { summary } = await run({
    customers: customersFile(odd.map((email, index) => [`${index + 1}`, "A", "B", email])),
  });
  expect(summary).toMatchObject({ added: 5, rowsSkipped: 0 });
  const rows = await customersOf(storeId);
  expect(new Set(rows.map(({ email }) => email))).toEqual(new Set(odd));
  expect(rows.filter(({ emailMailable }) => emailMailable).map(({ email }) => email)).toEqual([odd[1]]);
});

test("formulas, markup, NUL bytes and a cell of a megabyte are kept as data", async () => {
  const { storeId, run } = await makeImportStore();
  const long = "y".repeat(1024 * 1024);
  const { summary } = await run({
    customers: customersFile([
      ["1", "<script>alert(1)</script>", "'=1+1", "a@a.example", "no", "", '"=HYPERLINK(""https://x.example"")"'],
      ["2", "N\0ul", "'t Hooft", "b@b.example", "no", "", long],
    ]),
  });
  expect(summary).toMatchObject({ added: 2, rowsSkipped: 0 });
  const rows = await prisma().customer.findMany({ where: { storeId }, orderBy: { platformId: "asc" } });
  expect(rows[0]).toMatchObject({
    firstName: "<script>alert(1)</script>",
    lastName: "=1+1",
    note: '=HYPERLINK("https://x.example")',
  });
  expect(rows[1]).toMatchObject({ firstName: "Nul", lastName: "'t Hooft", note: long });
});

test("a second run changes what differs, adds nothing twice and keeps the history of choices", async () => {
  const { storeId, run } = await makeImportStore();
  const ben = ["7002", "Ben", "Bo", "ben@b.example", "no"];
  await run({ customers: customersFile([ann, ben]) });
  const [before] = await customersOf(storeId);
  expect((await run({ customers: customersFile([ann, ben]) })).summary).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 2,
  });
  const moved = ann.with(4, "no").with(8, "").with(9, "").with(2, "Adams");
  expect((await run({ customers: customersFile([moved, ben]) })).summary).toMatchObject({
    added: 0,
    changed: 1,
    unchanged: 1,
  });
  const [after] = await prisma().customer.findMany({
    where: { storeId, platformId: "7001" },
    include: { addresses: true, consents: { orderBy: { at: "asc" } } },
  });
  expect(after).toMatchObject({ id: before?.id, createdAt: before?.createdAt, lastName: "Adams", addresses: [] });
  expect(after?.consents.map(({ granted }) => granted)).toEqual([true, false]);
});

test("without ids customers are known by their address, and ids that come later are taken on", async () => {
  const { storeId, run } = await makeImportStore();
  await run({ customers: customersFile([["", "Ann", "Ames", "ann@a.example"]]) });
  expect((await run({ customers: customersFile([["", "Anne", "Ames", "ANN@a.example"]]) })).summary).toMatchObject({
    changed: 1,
  });
  expect((await run({ customers: customersFile([["9", "Anne", "Ames", "ann@a.example"]]) })).summary).toMatchObject({
    changed: 1,
  });
  expect((await run({ customers: customersFile([["", "Anne", "Ames", "ann@a.example"]]) })).summary).toMatchObject({
    unchanged: 1,
  });
  expect(await customersOf(storeId)).toMatchObject([{ platformId: "9", firstName: "Anne" }]);
});

test("two accounts may share an address; a repeated id is reported and the first row counts", async () => {
  const { storeId, run } = await makeImportStore();
  const file = customersFile([
    ["1", "A", "", "x@x.example"],
    ["2", "B", "", "x@x.example"],
    ["1", "C", "", "y@x.example"],
    [""],
  ]);
  const { summary, problems } = await run({ customers: file });
  expect(summary).toMatchObject({ rowsRead: 4, added: 2, rowsSkipped: 2 });
  expect(problems.map(({ line }) => line)).toEqual([4, 5]);
  expect((await run({ customers: file })).summary).toMatchObject({ unchanged: 2, rowsSkipped: 2 });
  expect((await customersOf(storeId)).map(({ firstName }) => firstName).sort()).toEqual(["A", "B"]);
});

test("who ordered as a guest and has an account now is one customer", async () => {
  const { storeId, run } = await makeImportStore();
  const orders = ordersFile([orderRow({})]);
  expect((await run({ orders })).summary).toMatchObject({ added: 1, guestsAdded: 1 });
  expect(await customersOf(storeId)).toMatchObject([{ kind: "guest", firstName: "Ann Ames", email: "ann@a.example" }]);
  expect((await run({ orders })).summary).toMatchObject({ unchanged: 1, guestsAdded: 0 });
  await run({ customers: customersFile([ann]), orders });
  expect(await customersOf(storeId)).toMatchObject([{ kind: "account", platformId: "7001" }]);
});

test("an account is found by the town and postal code of its address, as the newest file has it", async () => {
  const { storeId, run } = await makeImportStore();
  const row = (city: string, zip: string) => [
    "7",
    "Ana",
    "Lima",
    "ana@mail.example",
    "yes",
    "",
    "",
    "",
    city,
    zip,
    "0",
  ];
  const find = async (search: string) => (await searchCustomers({ storeId, search, cursor: undefined })).rows.length;
  await run({ customers: customersFile([row("Göteborg", "'411 06")]) });
  expect([await find("goeteborg"), await find("41106"), await find("ana 411")]).toEqual([1, 1, 1]);
  await run({ customers: customersFile([row("Lund", "'222 21")]) });
  expect([await find("göteborg"), await find("lund 222")]).toEqual([0, 1]);
});
