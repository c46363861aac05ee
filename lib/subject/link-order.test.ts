import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { recordsSource } from "@/lib/source/records/records-source";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { rejectRecord } from "./decide-record";
import { linkOrder } from "./link-order";
import { subjectOfRequest } from "./subject-of-request";

withTestDatabase();

let storeId: string;
const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const link = (requestId: string, orderId: string, store = storeId) =>
  linkOrder({ storeId: store, requestId, orderId, reason: "same_phone", actor });

async function collected(requestId: string, store = storeId) {
  const where = { storeId_id: { storeId: store, id: requestId } };
  const subject = await subjectOfRequest(await prisma().request.findUniqueOrThrow({ where }));
  const names: string[] = [];
  const { pages, count } = recordsSource.collectors.orders;
  for await (const page of pages(subject, new AbortController().signal)) names.push(...page.map(({ name }) => name));
  expect(await count(subject)).toBe(names.length);
  return names;
}

test("an order without an email address is collected once it is linked, in order with the others, and no longer after", async () => {
  const { id: customerId } = await makeCustomer(storeId);
  const email = "own@mail.example";
  const request = await makeRequest(storeId, { customerId, email, emailVerified: true });
  const day = (number: number) => new Date(Date.UTC(2026, 0, number));
  await makeOrder(storeId, { customerId, name: "#1", placedAt: day(1) });
  const orderId = await makeOrder(storeId, { name: "#2", placedAt: day(2) });
  await makeOrder(storeId, { email, emailNormalized: email, name: "#3", placedAt: day(3) });
  await makeOrder(storeId, { name: "#nobody's", placedAt: day(2) });
  expect(await collected(request.id)).toEqual(["#1", "#3"]);
  await link(request.id, orderId);
  await link(request.id, orderId);
  expect(await collected(request.id)).toEqual(["#1", "#2", "#3"]);
  const data = { source: "dossier-database", record: `order:${orderId}` };
  expect(await prisma().requestRecord.findMany({ where: { storeId, reason: "same_phone" } })).toMatchObject([
    { requestId: request.id, ...data, reason: "same_phone", actorName: "Ada Owner" },
  ]);
  await rejectRecord({ storeId, requestId: request.id, ...data, actor }, async () => {});
  await rejectRecord({ storeId, requestId: request.id, ...data, actor }, async () => {});
  expect(await collected(request.id)).toEqual(["#1", "#3"]);
  const events = await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } });
  expect(events).toMatchObject([
    { type: "record_linked", actorName: "Ada Owner", data: { ...data, reason: "same_phone" } },
    { type: "record_unlinked", data },
  ]);
});

test("an account's order, another store's, and a request that is closed or being exported are refused", async () => {
  const { id } = await makeRequest(storeId);
  const { id: customerId } = await makeCustomer(storeId, { email: "a@a.example", emailNormalized: "a@a.example" });
  const free = await makeOrder(storeId);
  expect(await outcome(link(id, await makeOrder(storeId, { customerId })))).toBe("orderOfAnother");
  expect(await outcome(link(id, await makeOrder(storeId, { emailNormalized: "a@a.example" })))).toBe("orderOfAnother");
  const { id: other } = await makeStore();
  expect(await outcome(link(id, await makeOrder(other)))).toBe("invalid");
  expect(await outcome(link(id, free, other))).toBe("invalid");
  expect(await outcome(link(id, "no-id"))).toBe("invalid");
  const closed = await makeRequest(storeId, { state: "refused" });
  expect(await outcome(link(closed.id, free))).toBe("alreadyClosed");
  await prisma().export.create({ data: { storeId, id: uuidv7(), requestId: id, state: "collecting" } });
  expect(await outcome(link(id, free))).toBe("exportRunning");
  expect(await prisma().requestRecord.count({ where: { storeId } })).toBe(0);
});

test("a link ends when a newer file says whose the order is, and an account's order is never collected by one", async () => {
  const { storeId: store, run } = await makeImportStore();
  const order = (Email: string) => ordersFile([orderRow({ Email })]);
  await run({ orders: order("") });
  const { id: orderId } = await prisma().order.findFirstOrThrow({ where: { storeId: store } });
  const { id } = await makeRequest(store);
  await link(id, orderId, store);
  await run({ orders: order("") });
  expect(await collected(id, store)).toEqual(["#1"]);
  const { id: customerId } = await makeCustomer(store);
  await prisma().order.updateMany({ where: { storeId: store }, data: { customerId } });
  expect(await collected(id, store)).toEqual([]);
  await prisma().order.updateMany({ where: { storeId: store }, data: { customerId: null } });
  await run({ orders: order("eva@a.example") });
  expect(await prisma().requestRecord.count({ where: { storeId: store } })).toBe(0);
  expect(await prisma().event.findMany({ where: { storeId: store }, orderBy: { id: "asc" } })).toMatchObject([
    { type: "record_linked" },
    { type: "record_unlinked", actorKind: "system" },
  ]);
});
