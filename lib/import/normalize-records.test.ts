import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { isAbout } from "@/lib/customer/record-names";
import { searchCustomers } from "@/lib/customer/search-customers";
import { database, prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { listOwnRequests } from "@/lib/request/list-own-requests";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { normalizeRecords } from "./normalize-records";
import { enqueueNormalization } from "./normalize-records.job";

withTestDatabase();

/** As the release before stored it, and as it is stored now. */
const BEFORE = "ada@müller.example";
const NOW = "ada@xn--mller-kva.example";

let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  await prisma().recordNormalization.create({ data: { storeId } });
});

test("every row's address, key and search text gets the form that is used now", async () => {
  const customer = await makeCustomer(storeId, { firstName: "Ada", lastName: "Müller", emailNormalized: BEFORE });
  await prisma().address.create({
    data: { storeId, id: uuidv7(), customerId: customer.id, platformId: "default", city: "Köln", postalCode: "50 667" },
  });
  const guest = await makeCustomer(storeId, { kind: "guest", emailNormalized: "ben@müller.example" });
  const old = await makeOrder(storeId, { emailNormalized: "ben@müller.example", shippingAddress: { city: "Bonn" } });
  const placedAt = new Date(Date.now() - 86_400_000);
  await makeOrder(storeId, { emailNormalized: "ben@müller.example", shippingAddress: { city: "Ulm" }, placedAt });
  const request = await makeRequest(storeId, { email: BEFORE, personKey: `email:${BEFORE}`, searchText: "before" });
  await prisma().email.create({
    data: {
      ...{ storeId, id: uuidv7(), audience: "customer", template: "x", locale: "en", to: BEFORE, toNormalized: BEFORE },
    },
  });

  await normalizeRecords(storeId);

  const find = (id: string) => prisma().customer.findUniqueOrThrow({ where: { storeId_id: { storeId, id } } });
  expect(await find(customer.id)).toMatchObject({ emailNormalized: NOW, updatedAt: customer.updatedAt });
  for (const word of ["mueller", "koln", "koeln", "50667"])
    expect((await find(customer.id)).searchText).toContain(word);
  expect((await find(guest.id)).searchText).toContain("bonn");
  expect((await find(guest.id)).searchText).not.toContain("ulm");
  const order = await prisma().order.findUniqueOrThrow({ where: { storeId_id: { storeId, id: old } } });
  expect(order.emailNormalized).toBe("ben@xn--mller-kva.example");
  expect(await prisma().request.findFirst({ where: { storeId } })).toMatchObject({
    emailNormalized: NOW,
    personKey: `email:${NOW}`,
    searchText: expect.stringContaining(request.reference.toLowerCase()),
  });
  expect(await prisma().email.findFirst({ where: { storeId } })).toMatchObject({ to: BEFORE, toNormalized: NOW });
});

test("of two guests who become alike the older stays, with the requests and orders of both", async () => {
  const older = await makeCustomer(storeId, {
    kind: "guest",
    emailNormalized: BEFORE,
    createdAt: new Date("2020-01-01"),
  });
  const newer = await makeCustomer(storeId, { kind: "guest", emailNormalized: NOW });
  await makeOrder(storeId, { customerId: newer.id });
  await makeRequest(storeId, { email: "x@mail.example", customerId: newer.id });
  await normalizeRecords(storeId);
  const left = await prisma().customer.findMany({ where: { storeId }, select: { id: true, emailNormalized: true } });
  expect(left).toEqual([{ id: older.id, emailNormalized: NOW }]);
  expect(await prisma().order.count({ where: { storeId, customerId: older.id } })).toBe(1);
  expect(await prisma().request.count({ where: { storeId, ...isAbout(storeId, older.id) } })).toBe(1);
});

test("a guest whose address turns out to be an account's becomes the account", async () => {
  const account = await makeCustomer(storeId, { emailNormalized: NOW });
  await makeCustomer(storeId, { kind: "guest", emailNormalized: BEFORE });
  await normalizeRecords(storeId);
  expect(await prisma().customer.findMany({ where: { storeId } })).toMatchObject([{ id: account.id }]);
});

test("of two live requests that become alike the newer keeps its key until it is closed", async () => {
  const fullWidth = "ada@ｍüller.example";
  const older = await makeRequest(storeId, { email: BEFORE, personKey: `email:${BEFORE}` });
  const newer = await makeRequest(storeId, { email: fullWidth, personKey: `email:${fullWidth}` });
  const closed = await makeRequest(storeId, { email: BEFORE, personKey: `email:${BEFORE}x`, state: "answered" });
  await normalizeRecords(storeId);
  const keys = await prisma().request.findMany({ where: { storeId }, orderBy: { id: "asc" } });
  expect(keys.map(({ id, personKey }) => [id, personKey])).toEqual([
    [older.id, `email:${NOW}`],
    [newer.id, `email:${fullWidth}`],
    [closed.id, `email:${NOW.replace("example", "examplex")}`],
  ]);
  // Both are the person's own.
  const identity = { email: NOW, emailNormalized: NOW, emailVerified: true, platformCustomerId: undefined };
  expect(await listOwnRequests(storeId, identity)).toHaveLength(3);
});

test("a run that is killed half-way goes on where it stopped, and a finished one does nothing more", async () => {
  const count = 2500;
  const texts = Array.from({ length: count }, (_, index) => `Person${index}`);
  await prisma().customer.createMany({
    data: texts.map((firstName) => ({
      ...{ storeId, id: uuidv7(), kind: "account" as const, firstName, searchText: "before", createdAt: new Date() },
    })),
  });
  const left = () => prisma().customer.count({ where: { storeId, searchText: "before" } });
  const killed = new AbortController();
  killed.abort();
  // Each run ends after one batch: the first of them has the orders, of which there are none.
  const seen: number[] = [];
  for (let run = 0; run < 4; run++) {
    await expect(normalizeRecords(storeId, killed.signal)).rejects.toThrow("abort");
    seen.push(await left());
  }
  expect(seen).toEqual([count, 1500, 500, 0]);
  expect(await prisma().recordNormalization.findUnique({ where: { storeId } })).toMatchObject({ stage: "requests" });

  await normalizeRecords(storeId);
  await prisma().customer.updateMany({ where: { storeId }, data: { searchText: "before" } });
  await normalizeRecords(storeId);
  expect(await left()).toBe(count);
});

test("the start enqueues the job for stores that need it, and until it ends both forms are found", async () => {
  await makeCustomer(storeId, { firstName: "Ada", email: BEFORE, emailNormalized: BEFORE });
  await database().query("UPDATE record_normalization SET finished_at = now() WHERE store_id <> $1", [storeId]);
  await enqueueNormalization();
  const jobs = await queue().fetch<{ storeId: string }>("normalize-records", { batchSize: 10 });
  expect(jobs.map(({ data }) => data)).toEqual([{ storeId }]);
  const found = async (search: string) => (await searchCustomers({ storeId, search, cursor: undefined })).rows.length;
  for (let run = 0; run < 2; run++) {
    for (const typed of [BEFORE, NOW]) expect([typed, await found(typed)]).toEqual([typed, 1]);
    await normalizeRecords(storeId);
  }
  await enqueueNormalization();
  expect(await queue().fetch("normalize-records")).toEqual([]);
});
