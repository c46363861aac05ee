import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { findByEmail } from "@/lib/customer/get-customer";
import { customerOfRecord } from "@/lib/customer/record-names";
import { searchCustomers } from "@/lib/customer/search-customers";
import { prisma } from "@/lib/database";
import { listOwnRequests } from "@/lib/request/list-own-requests";
import { matchRecords } from "@/lib/source/records/match-records";
import { recordsSource } from "@/lib/source/records/records-source";
import type { Subject } from "@/lib/source/source";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { customersOf, makeRequest } from "@/test/factories/request";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

let storeId: string;
let run: Awaited<ReturnType<typeof makeImportStore>>["run"];

beforeEach(async () => {
  ({ storeId, run } = await makeImportStore());
});

const order = (cells: Record<string, string>) => ordersFile([orderRow(cells)]);
const customers = () =>
  prisma().customer.findMany({
    where: { storeId },
    orderBy: { createdAt: "asc" },
    select: { email: true, kind: true },
  });
const found = async (search: string) => (await searchCustomers({ storeId, search, cursor: undefined })).rows;

async function collect(section: "profile" | "orders" | "requests" | "emails", subject: Omit<Subject, "storeId">) {
  const rows: Record<string, unknown>[] = [];
  const whole = { storeId, ...subject };
  const { pages, count } = recordsSource.collectors[section];
  for await (const page of pages(whole, new AbortController().signal)) rows.push(...page);
  expect(await count(whole)).toBe(rows.length);
  return rows;
}

/** What an address gets that its holder proved. */
async function provedBy(emailNormalized: string) {
  const proved = { emailNormalized, provedAt: new Date() };
  const matches = await matchRecords({ storeId, platformIds: [], emails: [proved], phones: [], records: [] });
  const [own] = matches.filter(({ reason }) => reason === "address");
  const customerId = customerOfRecord(own?.record ?? "");
  const rows = await collect("orders", { customerIds: customerId ? [customerId] : [], emails: [emailNormalized] });
  return { customerId, orders: rows.map(({ name }) => name) };
}

test("an order's address was corrected: nothing stays under the wrong one, and a request of it loses the customer", async () => {
  await run({ orders: order({ Email: "tyop@a.example" }) });
  const guest = await prisma().customer.findFirstOrThrow({ where: { storeId } });
  const belongs = { customerId: guest.id, customerName: "Ann Ames", email: "tyop@a.example", matchCount: 1 };
  const { id } = await makeRequest(storeId, belongs);
  await makeRequest(storeId, { ...belongs, state: "answered" });
  await run({ orders: order({ Email: "typo@a.example" }) });
  expect(await customers()).toEqual([{ email: "typo@a.example", kind: "guest" }]);
  expect(await provedBy("tyop@a.example")).toEqual({ customerId: undefined, orders: [] });
  expect((await provedBy("typo@a.example")).orders).toEqual(["#1"]);
  for (const request of await prisma().request.findMany({ where: { storeId } })) {
    expect(await customersOf(storeId, request.id)).toEqual([]);
    expect(request).toMatchObject({ customerName: null, matchCount: 0 });
    expect(request.searchText).not.toContain("ann");
  }
  const events = await prisma().event.findMany({ where: { storeId } });
  expect(events).toMatchObject([{ type: "customer_unlinked", requestId: id, data: { customerId: guest.id } }]);
});

test("a guest is what the newest order under the address says, and so are their requests", async () => {
  const other = { Name: "#2", Id: "2", "Created at": "2026-05-02 03:04:05 +0100", "Billing Name": "Bea Bell" };
  await run({ orders: ordersFile([orderRow({}), orderRow(other)]) });
  const guest = await prisma().customer.findFirstOrThrow({ where: { storeId } });
  expect(guest.firstName).toBe("Bea Bell");
  await makeRequest(storeId, { customerId: guest.id, customerName: "Bea Bell" });
  await run({ orders: order({ ...other, Email: "bea@a.example" }) });
  const left = await prisma().customer.findUniqueOrThrow({ where: { storeId_id: { storeId, id: guest.id } } });
  expect(left).toMatchObject({ email: "ann@a.example", firstName: "Ann Ames" });
  expect(left.searchText).not.toContain("bea");
  expect(await prisma().request.findFirst({ where: { storeId } })).toMatchObject({ customerName: "Ann Ames" });
  expect((await found("bea bell")).map(({ email }) => email)).toEqual(["bea@a.example"]);
});

const OLD = "nora.old@shop.example";
const NEW = "nora.new@shop.example";
const nora = (email: string) => ["7300000000001", "Nora", "Newmail", email];
const stranger = ["7300000000002", "Other", "Person", OLD];
const norasOrder = order({ Name: "#3201", Id: "54", Email: OLD, "Billing Name": "Nora Newmail" });

test.each([
  ["orders first", [{ customers: [nora(OLD)] }, { orders: norasOrder }, { customers: [nora(NEW)] }]],
  ["orders after the change", [{ customers: [nora(OLD)] }, { customers: [nora(NEW)] }, { orders: norasOrder }]],
  [
    "orders before and after",
    [
      { customers: [nora(OLD)], orders: norasOrder },
      { customers: [nora(NEW)], orders: norasOrder },
    ],
  ],
])(
  "an account that changes its address keeps its orders, and who takes the address gets none: %s",
  async (_, files) => {
    const all = [...files, { orders: norasOrder }, { customers: [nora(NEW), stranger] }, { orders: norasOrder }];
    for (const { customers: rows, orders } of all as { customers?: string[][]; orders?: string }[])
      await run({ customers: rows && customersFile(rows), orders });
    const account = await prisma().customer.findFirstOrThrow({ where: { storeId, email: NEW } });
    expect(await customers()).toEqual([
      { email: NEW, kind: "account" },
      { email: OLD, kind: "account" },
    ]);
    expect(await provedBy(NEW)).toEqual({ customerId: account.id, orders: ["#3201"] });
    expect((await provedBy(OLD)).orders).toEqual([]);
    // An account whose address nobody vouched for gets what its platform ties to it, and no more.
    expect(await collect("orders", { customerIds: [account.id], emails: [] })).toEqual([]);
    expect((await found("#3201")).map(({ id }) => id)).toEqual([account.id]);
    expect((await found(OLD)).map(({ firstName, orderCount }) => [firstName, orderCount])).toEqual([["Other", 0]]);
    expect((await findByEmail(storeId, OLD)).map(({ firstName }) => firstName)).toEqual(["Other"]);
    const [profile] = await collect("profile", { customerIds: [account.id], emails: [NEW] });
    expect(profile?.attributes).toMatchObject({ "Former email addresses": expect.stringContaining(`${OLD} (until 2`) });
    const [former, ...others] = await prisma().formerAddress.findMany({ where: { storeId } });
    expect(others).toEqual([]);
    expect(former).toMatchObject({ customerId: account.id, email: OLD });
    expect(former && former.knownFrom <= former.confirmedUntil && former.confirmedUntil < former.replacedAt).toBe(true);
  },
);

test("an order placed after the address changed hands is the new holder's, and one in between is nobody's", async () => {
  await run({ customers: customersFile([nora(OLD)]) });
  const confirmed = new Date("2026-02-01");
  await prisma().customer.updateMany({ where: { storeId }, data: { createdAt: confirmed, inFileAt: confirmed } });
  await run({ customers: customersFile([nora(NEW), stranger]) });
  await prisma().formerAddress.updateMany({ where: { storeId }, data: { replacedAt: new Date("2026-03-01") } });
  await prisma().customer.updateMany({ where: { storeId, email: OLD }, data: { createdAt: new Date("2026-03-01") } });
  const placed = (name: string, day: string) =>
    orderRow({ Name: name, Id: name, Email: OLD, "Created at": `${day} 09:00:00 +0000` });
  await run({
    orders: ordersFile([placed("#1", "2026-01-15"), placed("#2", "2026-02-15"), placed("#3", "2026-03-15")]),
  });
  expect((await provedBy(NEW)).orders).toEqual(["#1"]);
  expect((await provedBy(OLD)).orders).toEqual(["#3"]);
  expect(await found("#2")).toEqual([]);
});

test("two accounts share an address: the orders stay under it when one of them leaves", async () => {
  const both = [nora(OLD), stranger];
  await run({ customers: customersFile(both), orders: norasOrder });
  await run({ customers: customersFile([nora(NEW), stranger]) });
  expect((await provedBy(OLD)).orders).toEqual(["#3201"]);
});

test("an order tied to a former address that turns out to be another's goes there", async () => {
  await run({ customers: customersFile([nora(OLD)]), orders: norasOrder });
  await run({ customers: customersFile([nora(NEW)]) });
  await run({ orders: order({ Name: "#3201", Id: "54", Email: "eva@a.example" }) });
  expect((await provedBy(NEW)).orders).toEqual([]);
  expect((await provedBy("eva@a.example")).orders).toEqual(["#3201"]);
});

test("requests and emails from before an address changed hands are the former holder's", async () => {
  await run({ customers: customersFile([nora(OLD)]) });
  const { reference } = await makeRequest(storeId, { email: OLD, personKey: `email:${OLD}`, state: "answered" });
  await prisma().email.create({
    data: {
      ...{ storeId, id: randomUUID(), audience: "customer", template: "sign-in", locale: "en" },
      ...{ to: OLD, toNormalized: OLD, subject: "Your link" },
    },
  });
  await prisma().customer.updateMany({ where: { storeId }, data: { inFileAt: new Date() } });
  await run({ customers: customersFile([nora(NEW), stranger]) });
  const [holder, former] = await Promise.all(
    [OLD, NEW].map(async (email) => ({ customerIds: [(await provedBy(email)).customerId], emails: [email] })),
  );
  expect(await collect("requests", holder as Subject)).toEqual([]);
  expect(await collect("emails", holder as Subject)).toEqual([]);
  expect((await collect("requests", former as Subject)).map((row) => row.reference)).toEqual([reference]);
  expect(await collect("emails", former as Subject)).toHaveLength(1);
  const session = { email: OLD, emailNormalized: OLD, emailVerified: true, platformCustomerId: undefined };
  expect(await listOwnRequests(storeId, session)).toEqual([]);
});

test("a domain is one, in Unicode, in ASCII and in capitals: import, match, search whole and in part", async () => {
  await run({
    orders: ordersFile([
      orderRow({ Name: "#1", Id: "1", Email: "Info@bücher.example" }),
      orderRow({ Name: "#2", Id: "2", Email: "info@xn--bcher-kva.example" }),
      orderRow({ Name: "#3", Id: "3", Email: "INFO@BÜCHER。example" }),
    ]),
  });
  const typed = ["info@bücher.example", "INFO@XN--BCHER-KVA.example", "info@bu\u0308cher.example"];
  for (const search of [...typed, "bücher", "@buecher.example", "xn--bcher", "info@bücher"])
    expect([search, (await found(search)).map(({ orderCount }) => orderCount)]).toEqual([search, [3]]);
  expect((await provedBy("info@xn--bcher-kva.example")).orders).toEqual(["#1", "#2", "#3"]);
  await run({ customers: customersFile([["1", "Ada", "B", "info@xn--bcher-kva.example"]]) });
  expect(await customers()).toMatchObject([{ kind: "account" }]);
  for (const search of ["bücher", "xn--bcher"]) expect(await found(search)).toHaveLength(1);
});
