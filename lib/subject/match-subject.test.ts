import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { customerRecord, orderRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { jobs } from "@/lib/queue/jobs";
import { recordsSource } from "@/lib/source/records/records-source";
import type { CustomerSource } from "@/lib/source/source";
import { makeAddress, makeCustomer, makeOrder } from "@/test/factories/customer";
import { makeRequest, matchAll, readRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { acceptProposal, rejectRecord } from "./decide-record";
import { matchSubject } from "./match-subject";
import { matchSubjectJob } from "./match-subject.job";
import { type Identity, startMatching } from "./start-matching";
import { readLastSearch } from "./subject-of-request";

withTestDatabase();

let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const EMAIL = "ada@mail.example";
const account = (fields: Parameters<typeof makeCustomer>[1] = {}, store = storeId) => makeCustomer(store, fields);
const under = (email: string) => ({ email, emailNormalized: email });
const proved = (value = EMAIL): Identity => ({ kind: "email", value, issuer: "customer", proof: "link" });
const platformId = (value: string, source = RECORDS_SOURCE): Identity => ({
  ...{ kind: "platform_id", source, value, issuer: "handoff", proof: "handoff" },
});

async function startFor(identities: Identity[], fields: Parameters<typeof makeRequest>[1] = {}) {
  const { id: requestId } = await makeRequest(storeId, { ...under(EMAIL), ...fields });
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }, identities));
  return requestId;
}

/** The records of a new request, each as "state reason record", once the search for them has ended. */
async function matched(identities: Identity[], fields: Parameters<typeof makeRequest>[1] = {}) {
  const requestId = await startFor(identities, fields);
  await matchAll(storeId);
  return await recordsOf(requestId);
}

async function recordsOf(requestId: string) {
  const rows = await prisma().requestRecord.findMany({ where: { storeId, requestId } });
  return rows.map(({ state, reason, record }) => `${state} ${reason} ${record}`).toSorted();
}

async function giveUp(customerId: string, email: string, replacedAt: Date) {
  const dates = { knownFrom: new Date(0), confirmedUntil: new Date(replacedAt.getTime() - 1), replacedAt };
  const former = { storeId, id: uuidv7(), customerId, ...under(email), ...dates };
  await prisma().formerAddress.create({ data: former });
}

test("the one record whose present address is proved is linked, with its name; another store's and an unproved one's are not", async () => {
  const own = await account({ ...under(EMAIL), firstName: "Ada", lastName: "Byron" });
  await account(under(EMAIL), (await makeStore()).id);
  const requestId = await startFor([proved()]);
  await matchAll(storeId);
  expect(await recordsOf(requestId)).toEqual([`accepted address ${customerRecord(own.id)}`]);
  const request = await readRequest(storeId, requestId);
  expect(request).toMatchObject({ customerName: "Ada Byron", matchCount: 1, matchingSince: null });
  expect(request.searchText).toContain("byron");
  expect(await matched([{ ...proved(), proof: null }])).toEqual([]);
});

test("several records of one proved address are proposed: they may be a household's", async () => {
  const [one, other] = [await account(under(EMAIL)), await account(under(EMAIL))];
  const expected = [one, other].map(({ id }) => `proposed address ${customerRecord(id)}`);
  expect(await matched([proved()])).toEqual(expected.toSorted());
});

test("an account is linked by its id in the source that its issuer names, and by the same id of another source nobody", async () => {
  const own = await account({ ...under("own@mail.example"), platformId: "7" });
  const byAddress = await account(under(EMAIL));
  const known = [platformId("7"), { ...proved(), issuer: "handoff", proof: "handoff" } as Identity];
  expect(await matched(known)).toEqual([
    `accepted account ${customerRecord(own.id)}`,
    `proposed address ${customerRecord(byAddress.id)}`,
  ]);
  expect(await matched([platformId("7", "0193-shopify")])).toEqual([]);
  expect(await matched([{ ...platformId("7"), proof: null }])).toEqual([]);
});

test("a former address is proposed, and the stranger who has it now gets nothing by an earlier proof", async () => {
  const former = await account(under("new@mail.example"));
  await giveUp(former.id, EMAIL, new Date(Date.now() + 60_000));
  await account(under(EMAIL));
  expect(await matched([proved()])).toEqual([`proposed former_address ${customerRecord(former.id)}`]);
});

test("the stranger who proves an address that they took over is linked to their own record alone", async () => {
  const former = await account(under("new@mail.example"));
  await giveUp(former.id, EMAIL, new Date(Date.now() - 60_000));
  const stranger = await account(under(EMAIL));
  expect(await matched([proved()])).toEqual([
    `accepted address ${customerRecord(stranger.id)}`,
    `proposed former_address ${customerRecord(former.id)}`,
  ]);
});

test("what shares a phone number, or a name and a postal code, with the person is proposed", async () => {
  const names = { firstName: "Ada", lastName: "Byron", searchText: "ada byron 50667" };
  const own = await account({ ...under(EMAIL), ...names, phone: "+49 221 1234567" });
  await makeAddress(storeId, own.id, { postalCode: "50667", country: "DE" });
  const byPhone = await account({ ...under("second@mail.example"), phone: "0221 1234567" });
  const byName = await account({ ...under("third@mail.example"), ...names });
  await makeAddress(storeId, byName.id, { postalCode: "50 667" });
  const namesake = await account({ ...under("fourth@mail.example"), ...names });
  await makeAddress(storeId, namesake.id, { postalCode: "50668" });
  const phoned = await makeOrder(storeId, { phone: "0221 1234567", phoneNormalized: "492211234567" });
  const named = await makeOrder(storeId, {
    ...{ searchText: "ada byron 50667", billingAddress: { name: "Ada BYRON", postalCode: "50667" } },
  });
  await makeOrder(storeId, { searchText: "ada byron 50667", billingAddress: { name: "Ada Byron", postalCode: "1" } });
  await makeOrder(storeId, { customerId: namesake.id, phoneNormalized: "492211234567" });
  expect(await matched([proved()])).toEqual(
    [
      `accepted address ${customerRecord(own.id)}`,
      `proposed same_phone ${customerRecord(byPhone.id)}`,
      `proposed same_phone ${orderRecord(phoned)}`,
      `proposed name_postal_code ${customerRecord(byName.id)}`,
      `proposed name_postal_code ${orderRecord(named)}`,
    ].toSorted(),
  );
});

test("an address that staff entered proposes its record; what a customer only typed proposes nothing", async () => {
  const own = await account(under(EMAIL));
  const entered: Identity = { kind: "email", value: EMAIL, issuer: "staff", proof: "staff" };
  expect(await matched([entered])).toEqual([`proposed stated_address ${customerRecord(own.id)}`]);
});

test("at most 20 records are proposed", async () => {
  for (let number = 0; number < 15; number++) await makeOrder(storeId, { phoneNormalized: "492211234567" });
  for (let number = 0; number < 15; number++) await account({ phone: "+49 221 1234567" });
  const found = await matched([{ kind: "phone", value: "0049 221 1234567", issuer: "staff", proof: null }]);
  expect(found).toHaveLength(20);
});

test("what staff rejected is not proposed again, and what they linked stays", async () => {
  const own = await account({ ...under(EMAIL), phone: "+49 221 1234567" });
  const order = await makeOrder(storeId, { phoneNormalized: "492211234567" });
  const requestId = await startFor([proved()]);
  await matchAll(storeId);
  const actor = await makeMember(storeId, "staff", "Ben Staff");
  const key = { storeId, requestId, source: RECORDS_SOURCE, record: orderRecord(order), actor };
  await rejectRecord(key, async () => {});
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }));
  await matchAll(storeId);
  expect(await recordsOf(requestId)).toEqual(
    [`accepted address ${customerRecord(own.id)}`, `rejected same_phone ${orderRecord(order)}`].toSorted(),
  );
  // Decided already.
  await acceptProposal(key);
  expect(await recordsOf(requestId)).toContain(`rejected same_phone ${orderRecord(order)}`);
});

test("a later proof adds no record to those that staff chose: it is proposed", async () => {
  const [chosen, other] = [await account(), await account(under(EMAIL))];
  const requestId = await startFor([proved()], { customerId: chosen.id });
  await matchAll(storeId);
  expect(await recordsOf(requestId)).toContain(`proposed address ${customerRecord(other.id)}`);
});

test("of two runs at once one ends the search, and one that began before something became known leaves it", async () => {
  await account(under(EMAIL));
  const requestId = await startFor([proved()]);
  const run = (sources?: CustomerSource[]) =>
    matchSubject({ storeId, requestId }, new AbortController().signal, sources && { sources });
  await Promise.all([run(), run()]);
  await run();
  const ends = () => prisma().event.count({ where: { storeId, requestId, type: "subject_matched" } });
  expect(await ends()).toBe(1);
  // While it looks, more becomes known.
  const again = () => prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }));
  await again();
  const slow: CustomerSource = {
    ...recordsSource,
    match: async () => {
      await prisma().request.updateMany({ where: { storeId }, data: { matchingSince: new Date(0) } });
      return [];
    },
  };
  await run([slow]);
  expect(await ends()).toBe(1);
  expect((await readRequest(storeId, requestId)).matchingSince).toEqual(new Date(0));
});

test("a worker that is killed before the end leaves nothing, and the next run does it all", async () => {
  const own = await account(under(EMAIL));
  const requestId = await startFor([proved()]);
  const killed: CustomerSource = { ...recordsSource, match: () => Promise.reject(new Error("killed")) };
  await expect(
    matchSubject({ storeId, requestId }, new AbortController().signal, { sources: [killed] }),
  ).rejects.toThrow("killed");
  expect(await recordsOf(requestId)).toEqual([]);
  const context = { signal: new AbortController().signal, retryCount: 1, lastTry: false };
  await matchSubjectJob(jobs["match-subject"].data.parse({ storeId, requestId }), context);
  expect(await recordsOf(requestId)).toEqual([`accepted address ${customerRecord(own.id)}`]);
});

test("a source that never answers ends the search without it, and the history names it", async () => {
  const requestId = await startFor([proved()]);
  const silent: CustomerSource = { ...recordsSource, match: () => Promise.reject(new Error("silent")) };
  await matchSubject({ storeId, requestId }, new AbortController().signal, { goWithout: true, sources: [silent] });
  expect((await readRequest(storeId, requestId)).matchingSince).toBeNull();
  const event = await prisma().event.findFirstOrThrow({ where: { storeId, type: "subject_matched" } });
  expect(event.data).toEqual({ accepted: 0, proposed: 0, failed: [RECORDS_SOURCE] });
});

test("a source that did not answer is named no more once a further search has asked it, though that brings nothing new", async () => {
  await account(under(EMAIL));
  const requestId = await startFor([proved()]);
  const silent: CustomerSource = {
    ...recordsSource,
    name: "connection-1",
    match: () => Promise.reject(new Error("off")),
  };
  const answering: CustomerSource = { ...silent, match: async () => [] };
  const run = async (source: CustomerSource) => {
    await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }));
    const sources = [recordsSource, source];
    await matchSubject({ storeId, requestId }, new AbortController().signal, { goWithout: true, sources });
    return await readLastSearch(prisma(), { storeId, requestId });
  };
  expect(await run(silent)).toEqual({ accepted: 1, proposed: 0, failed: ["connection-1"] });
  expect(await run(answering)).toEqual({ accepted: 0, proposed: 0 });
  // That is no news.
  await run(answering);
  expect(await prisma().event.count({ where: { storeId, requestId, type: "subject_matched" } })).toBe(2);
});

test("a name that cannot be stored ends the search all the same, under the record's key", async () => {
  const requestId = await startFor([proved()]);
  const named = (record: string, label: string) => ({ record, label, reason: "address" as const });
  const matches = [named("42", "Ada\0"), named("43", "x".repeat(5000))];
  const shop: CustomerSource = { ...recordsSource, name: "connection-1", title: "Shop", match: async () => matches };
  await matchSubject({ storeId, requestId }, new AbortController().signal, { sources: [shop] });
  const rows = await prisma().requestRecord.findMany({ where: { storeId, requestId }, orderBy: { record: "asc" } });
  expect(rows.map(({ label }) => label)).toEqual(["42", "x".repeat(300)]);
});
