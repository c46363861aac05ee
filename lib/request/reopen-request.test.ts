import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { eventTypesOf, makeRequest, readRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { answerRequest, refuseRequest } from "./close-request";
import { findNewerRequest, reopenRequest } from "./reopen-request";

withTestDatabase();

const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;
const settle = async () => {};
let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const reopen = (requestId: string, store = storeId) =>
  outcome(reopenRequest({ storeId: store, requestId, actor }, settle));
const read = (id: string) => readRequest(storeId, id);
const asOf = (days: number) => new Date(Date.now() - days * 86_400_000);

async function answered(fields: Parameters<typeof makeRequest>[1] = {}) {
  const { id } = await makeRequest(storeId, fields);
  await answerRequest({ storeId, requestId: id, actor, answer: "withdrawn", note: "By phone" }, settle);
  return id;
}

async function refused() {
  const { id } = await makeRequest(storeId);
  await refuseRequest({ storeId, requestId: id, actor, reason: "Asked for yesterday." }, settle);
  return id;
}

test.each<[string, () => Promise<string>, string]>([
  ["answered without a delivery", () => answered(), "request_answered"],
  ["refused", refused, "request_refused"],
])("a request that was %s is reopened as it was, with its due date", async (_, close, closing) => {
  const id = await close();
  const { dueAt } = await read(id);
  expect(await reopen(id)).toBe("done");
  const cleared = { closedAt: null, answer: null, answerNote: null, refusalReason: null };
  expect(await read(id)).toMatchObject({ state: "open", dueAt, ...cleared });
  expect(await eventTypesOf(storeId, id)).toEqual([closing, "request_reopened"]);
  expect(await reopen(id)).toBe("notReopenable");
});

test("a delivered one is reopened too, for 30 days from the day it was closed", async () => {
  const [recent, old] = await Promise.all(
    [29, 31].map((days) => makeRequest(storeId, { state: "answered", closedAt: asOf(days) })),
  );
  expect(await reopen(recent?.id ?? "")).toBe("done");
  expect(await reopen(old?.id ?? "")).toBe("notReopenable");
});

test("what is open, cancelled, unverified, unknown or another store's is not reopened", async () => {
  const others = await Promise.all([
    makeRequest(storeId),
    makeRequest(storeId, { state: "unverified" }),
    makeRequest(storeId, { state: "cancelled", closedAt: asOf(1) }),
  ]);
  for (const { id } of others) expect(await reopen(id)).toBe("notReopenable");
  expect(await reopen(uuidv7())).toBe("notReopenable");
  expect(await reopen(await answered(), (await makeStore()).id)).toBe("notReopenable");
});

test("where its deliveries cannot be settled, it stays closed", async () => {
  const id = await refused();
  const failing = reopenRequest({ storeId, requestId: id, actor }, async () => {
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect((await read(id)).state).toBe("refused");
});

test("where the person has made another request since, that one is named and this one stays closed", async () => {
  const id = await answered({ personKey: "email:ada@mail.example" });
  const newer = await makeRequest(storeId, { personKey: "email:ada@mail.example" });
  expect(await findNewerRequest(await read(id))).toMatchObject({ id: newer.id });
  expect(await reopen(id)).toBe("newerRequest");
  expect((await read(id)).state).toBe("answered");
});

test("of two merchants who reopen it at once, one does", async () => {
  const id = await refused();
  expect((await Promise.all([reopen(id), reopen(id)])).sort()).toEqual(["done", "notReopenable"]);
  expect(await prisma().event.count({ where: { storeId, requestId: id, type: "request_reopened" } })).toBe(1);
});
