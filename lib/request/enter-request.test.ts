import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { requestExport } from "@/lib/export/request-export";
import { queue } from "@/lib/queue/queue";
import { subjectOfRequest } from "@/lib/subject/subject-of-request";
import { makeCustomer } from "@/test/factories/customer";
import { eventTypesOf, makeRequest, matchAll, readRequest, submitAsGuest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { enterRequest } from "./enter-request";
import type { EnteredRequest } from "./entered-request";

withTestDatabase();

let store: Awaited<ReturnType<typeof makeStore>>;
let storeId: string;
let actor: Awaited<ReturnType<typeof makeMerchant>>;

beforeEach(async () => {
  store = await makeStore({ timeZone: "Europe/Berlin", responsePeriod: 1, responsePeriodUnit: "months" });
  storeId = store.id;
  actor = await makeMerchant("Ben Staff");
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const dateOf = (at: Date) => at.toLocaleDateString("sv", { timeZone: "Europe/Berlin" });
const enter = (fields: Partial<EnteredRequest> = {}) =>
  enterRequest({
    ...{ storeId, actor, type: "export", receivedOn: dateOf(daysAgo(0)), channel: "phone", name: "Ada Byron" },
    ...fields,
  });
const email = readEmailAddress("Ada@Mail.example");
const requestCount = () => prisma().request.count({ where: { storeId } });

test("the period counts from the day of receipt in the store's zone, and the event says how it came", async () => {
  const receivedOn = dateOf(daysAgo(20));
  const { requestId, joined } = await enter({ receivedOn, channel: "letter", note: "Two pages" });
  expect(joined).toBe(false);
  const request = await readRequest(storeId, requestId);
  expect(request).toMatchObject({
    ...{ personKey: `staff:${requestId}`, source: "staff", state: "open", customerName: "Ada Byron" },
    ...{ email: null, customerId: null, emailVerified: false, receivedBy: "letter", identityCheck: null },
  });
  expect(dateOf(request.createdAt)).toBe(receivedOn);
  const due = new Date(Date.UTC(Number(receivedOn.slice(0, 4)), Number(receivedOn.slice(5, 7)), 1));
  expect(request.dueAt.getTime()).toBeGreaterThan(due.getTime());
  expect(request.dueAt.getTime()).toBeLessThan(daysAgo(-13).getTime());
  expect(await prisma().event.findMany({ where: { storeId } })).toMatchObject([
    { type: "request_entered", actorName: "Ben Staff", data: { channel: "letter", receivedOn } },
  ]);
  expect(await prisma().note.findMany({ where: { storeId } })).toMatchObject([
    { requestId, text: "Two pages", authorId: actor.id },
  ]);
});

test("two people without an address are two requests, and so are two of one name", async () => {
  const [one, other] = [await enter(), await enter()];
  expect(one.requestId).not.toBe(other.requestId);
  expect(await requestCount()).toBe(2);
});

test("nothing is collected by an address that nobody proved, unless staff checked who the person is", async () => {
  const { id: customerId } = await makeCustomer(storeId, { email: email.address, emailNormalized: email.normalized });
  const { requestId } = await enter({ email });
  await matchAll(storeId);
  const request = await readRequest(storeId, requestId);
  expect(request).toMatchObject({ personKey: "email:ada@mail.example", customerId: null, matchCount: 0 });
  expect(await subjectOfRequest(request)).toMatchObject({ customerIds: [], emails: [] });
  expect(await outcome(requestExport({ storeId, requestId, actor }))).toBe("nothingToExport");
  const checked = { ...request, identityCheck: "called_back" } as const;
  expect(await subjectOfRequest(checked)).toMatchObject({ customerIds: [], emails: ["ada@mail.example"] });
  expect((await subjectOfRequest({ ...checked, source: "guest" })).emails).toEqual([]);
  const chosen = await enter({ customerId, email });
  expect(chosen).toMatchObject({ requestId, joined: true });
  expect(await readRequest(storeId, requestId)).toMatchObject({ customerId });
});

test("a checked identity is kept with the request, and its words only where the check needs them", async () => {
  const other = await enter({ identityCheck: "other", identityNote: "Met her" });
  expect(await readRequest(storeId, other.requestId)).toMatchObject({
    identityCheck: "other",
    identityNote: "Met her",
  });
  const seen = await enter({ identityCheck: "id_document", identityNote: "Passport" });
  expect(await readRequest(storeId, seen.requestId)).toMatchObject({
    identityCheck: "id_document",
    identityNote: null,
  });
});

test("a verified request under the address is joined, due by the earlier date", async () => {
  const made = await makeRequest(storeId, {
    ...{ email: "ada@mail.example", personKey: "email:ada@mail.example", dueAt: daysAgo(-25) },
  });
  const joined = await enter({ email, receivedOn: dateOf(daysAgo(20)), phone: "+49 30 1234567", country: "DE" });
  expect(joined).toEqual({ requestId: made.id, reference: made.reference, joined: true });
  const request = await readRequest(storeId, made.id);
  expect(request).toMatchObject({
    ...{ source: "guest", email: "ada@mail.example", emailVerified: true, receivedBy: "phone" },
    ...{ phone: "+49 30 1234567", country: "DE", customerName: "Ada Byron" },
  });
  expect(request.dueAt.getTime()).toBeLessThan(made.dueAt.getTime());
  await enter({ email });
  expect((await readRequest(storeId, made.id)).dueAt).toEqual(request.dueAt);
  expect(await requestCount()).toBe(1);
});

test("one that waits for its verification is open from then on, its address as unproved as before", async () => {
  await submitAsGuest(store, "ada@mail.example");
  const { requestId, joined } = await enter({ email });
  expect(joined).toBe(true);
  expect(await readRequest(storeId, requestId)).toMatchObject({
    ...{ source: "staff", state: "open", emailVerified: false, verifiedAt: null },
  });
  await submitAsGuest(store, "ada@mail.example");
  expect(await eventTypesOf(storeId)).toEqual(["request_made", "request_entered", "request_repeated"]);
});

test("a stranger's account under the address is not joined, nor is another store's request or a closed one", async () => {
  const unvouched = { source: "signed_in", emailVerified: false, personKey: "platform:1" } as const;
  await makeRequest(storeId, { email: "ada@mail.example", ...unvouched });
  await makeRequest(storeId, { email: "ada@mail.example", personKey: "email:ada@mail.example", state: "answered" });
  const { id: another } = await makeStore();
  await makeRequest(another, { email: "ada@mail.example", personKey: "email:ada@mail.example" });
  expect((await enter({ email })).joined).toBe(false);
});

test("the picked customer's open request is joined, and no other customer's", async () => {
  const { id: customerId } = await makeCustomer(storeId, { firstName: "Ada", lastName: "Byron" });
  const { id: otherId } = await makeCustomer(storeId, { lastName: "Other" });
  const first = await enter({ customerId, name: undefined });
  expect(await readRequest(storeId, first.requestId)).toMatchObject({
    ...{ personKey: `customer:${customerId}`, customerId, customerName: "Ada Byron", matchCount: 1 },
  });
  expect(await prisma().requestRecord.findMany({ where: { storeId } })).toMatchObject([
    { requestId: first.requestId, record: `customer:${customerId}`, reason: "chosen", actorName: "Ben Staff" },
  ]);
  expect(await enter({ customerId, email })).toMatchObject({ requestId: first.requestId, joined: true });
  expect((await readRequest(storeId, first.requestId)).email).toBe("Ada@Mail.example");
  expect(await outcome(enter({ customerId: otherId, email }))).toBe("requestOfAnother");
  const foreign = await makeCustomer((await makeStore()).id);
  expect(await outcome(enter({ customerId: foreign.id }))).toBe("invalid");
});

test("the picked customer's address is a clue for other sources, as unproved as staff wrote it down", async () => {
  const { id: customerId } = await makeCustomer(storeId, { email: email.address, emailNormalized: email.normalized });
  const clues = async (fields: Partial<EnteredRequest>) => {
    const { requestId } = await enter({ customerId, ...fields });
    const where = { storeId, requestId };
    return (await prisma().requestIdentity.findMany({ where })).map(({ value, proof }) => [value, proof]);
  };
  expect(await clues({ type: "information" })).toEqual([[email.normalized, null]]);
  expect(await clues({ type: "restriction", email, identityCheck: "id_document" })).toHaveLength(1);
});

test("of two members who enter it at once, one makes it and the other joins it", async () => {
  const entered = await Promise.all([enter({ email }), enter({ email }), enter({ email })]);
  expect(new Set(entered.map(({ requestId }) => requestId)).size).toBe(1);
  expect(entered.filter(({ joined }) => !joined)).toHaveLength(1);
});

test("a request of another type joins only its own, and what the customer of a correction said is kept", async () => {
  const customer = await makeCustomer(storeId, { email: email.address, emailNormalized: email.normalized });
  const copy = await enter({ customerId: customer.id });
  const correction = { wrong: "street", right: "avenue" };
  const first = await enter({ customerId: customer.id, type: "correction", correction });
  const again = await enter({ customerId: customer.id, type: "correction", correction: { wrong: "phone", right: "" } });
  expect(new Set([copy.requestId, first.requestId]).size).toBe(2);
  expect(again).toMatchObject({ requestId: first.requestId, joined: true });
  expect(await prisma().correction.findMany({ where: { storeId } })).toMatchObject([
    { requestId: first.requestId, wrong: "street\n\nphone", right: "avenue\n\n" },
  ]);
});

test("an objection that staff enter takes effect, also where it opens the one that waits for its verification", async () => {
  await prisma().offeredType.create({ data: { storeId, type: "objection" } });
  await submitAsGuest(store, email.address, { type: "objection" });
  const { requestId, joined } = await enter({ email, type: "objection" });
  expect(joined).toBe(true);
  const jobs = await queue().findJobs("apply-objection", { data: { storeId, requestId } });
  expect(jobs.length).toBeGreaterThan(0);
});
