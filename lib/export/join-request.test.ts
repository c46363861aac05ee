import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { isAbout } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { subjectOfRequest } from "@/lib/subject/subject-of-request";
import { makeCustomer } from "@/test/factories/customer";
import { makeExportRow } from "@/test/factories/export";
import { eventTypesOf, makeRequest, readRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { requestCustomerExport } from "./request-customer-export";

withTestDatabase();

let storeId: string;
let actor: Awaited<ReturnType<typeof makeMerchant>>;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  actor = await makeMerchant("Ada Owner");
});

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const account = (email: string) =>
  makeCustomer(storeId, { email, emailNormalized: readEmailAddress(email).normalized, lastName: "Byron" });
const press = (customerId: string) => requestCustomerExport({ storeId, customerId, actor });
const proved = (email: string, fields: Parameters<typeof makeRequest>[1] = {}) =>
  makeRequest(storeId, { email, emailVerified: true, verifiedAt: day(5), createdAt: day(5), ...fields });
const requestCount = () => prisma().request.count({ where: { storeId } });

/** An address that an account had in files of the days 1 to 10, and not in that of day 20. */
async function giveUp(customerId: string, emailNormalized: string) {
  const dates = { knownFrom: day(1), confirmedUntil: day(10), replacedAt: day(20) };
  const former = { storeId, id: uuidv7(), customerId, email: emailNormalized, emailNormalized, ...dates };
  await prisma().formerAddress.create({ data: former });
}

test("a customer's verified request is joined with its proof, and no second one is made", async () => {
  const { id: customerId } = await account("ada@mail.example");
  const request = await proved("ada@mail.example", { customerId, matchCount: 1 });
  expect(await press(customerId)).toMatchObject({ started: true, requestId: request.id, joined: request.reference });
  expect(await requestCount()).toBe(1);
  expect(await readRequest(storeId, request.id)).toMatchObject({ emailVerified: true, source: "guest", customerId });
  expect(await eventTypesOf(storeId)).toEqual(["export_requested"]);
});

test("a verified request that nobody was matched to is linked to the record, as an event with its reason", async () => {
  const { id: customerId } = await account("Ada@BÜCHER.example");
  await account("ada@bücher.example");
  const request = await proved("ada@xn--bcher-kva.example", { matchCount: 2 });
  expect(await press(customerId)).toMatchObject({ requestId: request.id, joined: request.reference });
  expect(await readRequest(storeId, request.id)).toMatchObject({ customerId, customerName: "Byron" });
  const record = `customer:${customerId}`;
  expect(await prisma().requestRecord.findMany({ where: { storeId } })).toMatchObject([
    { requestId: request.id, record, reason: "address", actorName: "Ada Owner" },
  ]);
  expect(await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } })).toMatchObject([
    { type: "customer_linked", data: { customerId, reason: "address" }, actorName: "Ada Owner" },
    { type: "export_requested" },
  ]);
});

test("nothing is joined of a stranger, of another customer, of another store, or what is closed", async () => {
  const { id: customerId } = await account("ada@mail.example");
  const { id: another } = await account("ben@mail.example");
  const typed = { state: "unverified", emailVerified: false, verifiedAt: null } as const;
  await proved("ada@mail.example", typed);
  await proved("ada@mail.example", { source: "signed_in", emailVerified: false, platformCustomerId: "registered" });
  await proved("ada@mail.example", { customerId: another });
  await proved("ada@mail.example", { state: "answered" });
  const { id: otherStore } = await makeStore();
  await makeRequest(otherStore, { email: "ada@mail.example", emailVerified: true, verifiedAt: day(5) });
  const made = await press(customerId);
  expect(made.joined).toBeUndefined();
  expect(await readRequest(storeId, made.requestId)).toMatchObject({ source: "staff", emailVerified: false });
  expect(await requestCount()).toBe(5);
});

test("of several the verified one is joined, the one due first", async () => {
  const { id: customerId } = await account("ada@mail.example");
  await makeRequest(storeId, { source: "staff", customerId, emailVerified: false, dueAt: day(2) });
  await proved("ada@mail.example", { dueAt: day(9) });
  const oldest = await proved("ada@mail.example", { dueAt: day(8), customerId });
  expect((await press(customerId)).requestId).toBe(oldest.id);
});

test("an account that the store signed in is proved too, though its address is not", async () => {
  const { id: customerId } = await account("ada@mail.example");
  const signedIn = { source: "signed_in", emailVerified: false, platformCustomerId: "7", customerId } as const;
  const request = await proved("typed@mail.example", signedIn);
  expect((await press(customerId)).joined).toBe(request.reference);
});

test("a former address joins what was proved while the account had it, and a stranger who took it gets nothing", async () => {
  const { id: customerId } = await account("new@mail.example");
  const { id: stranger } = await account("old@mail.example");
  await giveUp(customerId, "old@mail.example");
  const before = await proved("old@mail.example", { verifiedAt: day(9) });
  // Between two files the address changed hands: nobody can tell whose it was.
  await proved("old@mail.example", { verifiedAt: day(15), dueAt: day(1) });
  expect((await press(stranger)).joined).toBeUndefined();
  expect((await press(customerId)).joined).toBe(before.reference);
  const own = await readRequest(storeId, before.id);
  // What the stranger orders under the old address now is not collected for the account.
  expect((await subjectOfRequest(own)).emails).toEqual(["new@mail.example"]);
  const after = await proved("old@mail.example", { verifiedAt: day(25) });
  await prisma().request.updateMany({
    where: { storeId, ...isAbout(storeId, stranger) },
    data: { state: "answered" },
  });
  expect((await press(stranger)).joined).toBe(after.reference);
});

test("of a request matched automatically, nothing is collected under an address that the account has given up", async () => {
  const { id: customerId } = await account("new@mail.example");
  const request = await proved("old@mail.example", { verifiedAt: day(9), customerId, matchCount: 1 });
  const subject = () => subjectOfRequest(request);
  expect((await subject()).emails).toEqual(["old@mail.example"]);
  await giveUp(customerId, "old@mail.example");
  expect(await subject()).toMatchObject({ customerIds: [customerId], emails: [] });
});

test("an export that is running without the record is waited for; one with it is the answer to a second press", async () => {
  const { id: customerId } = await account("ada@mail.example");
  const request = await proved("ada@mail.example");
  const exportId = await makeExportRow(storeId, request.id, { state: "collecting" });
  expect(await outcome(press(customerId))).toBe("exportRunning");
  await prisma().export.updateMany({ where: { storeId }, data: { state: "ready" } });
  const [one, other] = await Promise.all([press(customerId), press(customerId)]);
  expect([one.started, other.started].sort()).toEqual([false, true]);
  expect(one.exportId).toBe(other.exportId);
  expect(one.exportId).not.toBe(exportId);
  expect(await requestCount()).toBe(1);
});

test("of several open requests the chosen one is answered, and none of another customer's", async () => {
  const { id: customerId } = await account("ada@mail.example");
  const { id: another } = await account("bo@mail.example");
  const [first, second] = [await proved("ada@mail.example"), await proved("ada@mail.example", { dueAt: day(9000) })];
  const others = await proved("bo@mail.example", { customerId: another });
  const choose = (requestId: string) => requestCustomerExport({ storeId, customerId, requestId, actor });
  expect((await choose(others.id)).joined).toBe(first.reference);
  expect((await choose(second.id)).joined).toBe(second.reference);
});
