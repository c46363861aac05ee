import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { answerRequest, refuseRequest } from "./close-request";
import { findNewerRequest, reopenRequest } from "./reopen-request";

withTestDatabase();

const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;
let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const reopen = (requestId: string, store = storeId) => outcome(reopenRequest({ storeId: store, requestId, actor }));
const read = (id: string) => prisma().request.findUniqueOrThrow({ where: { storeId_id: { storeId, id } } });

async function answered(fields: Parameters<typeof makeRequest>[1] = {}) {
  const { id } = await makeRequest(storeId, fields);
  await answerRequest({ storeId, requestId: id, actor, answer: "withdrawn", note: "By phone" });
  return id;
}

test("a request that was answered without a delivery is reopened as it was, with its due date", async () => {
  const id = await answered();
  const { dueAt } = await read(id);
  await reopenRequest({ storeId, requestId: id, actor });
  expect(await read(id)).toMatchObject({ state: "open", closedAt: null, answer: null, answerNote: null, dueAt });
  const events = await prisma().event.findMany({ where: { storeId, requestId: id }, orderBy: { id: "asc" } });
  expect(events.map(({ type }) => type)).toEqual(["request_answered", "request_reopened"]);
  expect(await reopen(id)).toBe("notReopenable");
});

test("what was delivered, refused, closed a month ago or is another store's is not reopened", async () => {
  const old = await answered();
  const closedAt = new Date(Date.now() - 31 * 86_400_000);
  await prisma().request.update({ where: { storeId_id: { storeId, id: old } }, data: { closedAt } });
  const { id: refused } = await makeRequest(storeId);
  await refuseRequest({ storeId, requestId: refused, actor, reason: "Asked for yesterday." });
  const { id: delivered } = await makeRequest(storeId, { state: "answered" });
  for (const id of [old, refused, delivered, uuidv7()]) expect(await reopen(id)).toBe("notReopenable");
  expect(await reopen(await answered(), (await makeStore()).id)).toBe("notReopenable");
});

test("where the person has made another request since, that one is named and this one stays closed", async () => {
  const id = await answered({ personKey: "email:ada@mail.example" });
  const newer = await makeRequest(storeId, { personKey: "email:ada@mail.example" });
  expect(await findNewerRequest(await read(id))).toMatchObject({ id: newer.id });
  expect(await reopen(id)).toBe("newerRequest");
  expect((await read(id)).state).toBe("answered");
});
