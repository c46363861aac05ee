import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { CustomerSource } from "@/lib/source/source";
import type { Store } from "@/lib/store/find-store";
import { makeConsent, makeCustomer } from "@/test/factories/customer";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { applyObjection } from "./apply-objection";

withTestDatabase();

let store: Store;
let address: string;
const { signal } = new AbortController();

beforeEach(async () => {
  store = await makeStore();
  address = `guest-${randomUUID()}@mail.example`;
});

async function makePerson(email = address) {
  const { id } = await makeCustomer(store.id, { email, emailNormalized: email });
  await makeConsent(store.id, id, { at: new Date("2026-01-01") });
  await makeConsent(store.id, id, { channel: "sms", at: new Date("2026-01-01") });
  return id;
}
const inForce = async (customerId: string) => {
  const rows = await prisma().consent.findMany({ where: { storeId: store.id, customerId }, orderBy: { at: "asc" } });
  return Object.fromEntries(rows.map(({ channel, granted, source }) => [channel, `${granted} ${source}`]));
};
const events = async () => {
  const rows = await prisma().event.findMany({ where: { storeId: store.id }, orderBy: { id: "asc" } });
  return rows.map(({ type, data }) => [type, data]);
};
const GIVEN = { email: "true checkout", sms: "true checkout" };

test("an opt-out withdraws the consents of exactly the stated address, once, and nobody else's", async () => {
  const [own, other] = [await makePerson(), await makePerson(`x${address}`)];
  const stated = { email: address, emailNormalized: address, emailVerified: false, state: "open" } as const;
  const { id: requestId } = await makeRequest(store.id, { type: "opt_out", ...stated });
  const target = { storeId: store.id, requestId };
  await Promise.all([applyObjection(target, signal, []), applyObjection(target, signal, [])]);
  expect(await inForce(own)).toEqual({ email: "false opt_out", sms: "false opt_out" });
  expect(await inForce(other)).toEqual(GIVEN);
  expect(await events()).toEqual([["consents_withdrawn", { consents: 2 }]]);
});

test("an objection waits for its proof, and holds in no other store", async () => {
  const own = await makePerson();
  const elsewhere = await makeStore();
  const { id: there } = await makeCustomer(elsewhere.id, { email: address, emailNormalized: address });
  await makeConsent(elsewhere.id, there);
  const stated = { email: address, emailNormalized: address, emailVerified: false, state: "open" } as const;
  const { id: requestId } = await makeRequest(store.id, { type: "objection", ...stated });
  const target = { storeId: store.id, requestId };
  await applyObjection(target, signal, []);
  expect(await inForce(own)).toEqual(GIVEN);
  await prisma().request.updateMany({ where: { storeId: store.id }, data: { emailVerified: true } });
  await applyObjection({ ...target, storeId: elsewhere.id }, signal, []);
  await applyObjection(target, signal, []);
  expect(await inForce(own)).toEqual({ email: "false objection", sms: "false objection" });
  expect(await prisma().consent.count({ where: { storeId: elsewhere.id, granted: false } })).toBe(0);
  expect(await events()).toEqual([
    ["consents_withdrawn", { consents: 0 }],
    ["consents_withdrawn", { consents: 2 }],
  ]);
});

test("no other request, and none that is closed, withdraws anything", async () => {
  const own = await makePerson();
  const proved = { email: address, emailNormalized: address, emailVerified: true } as const;
  for (const fields of [{ type: "erasure" }, { type: "objection", state: "answered" }] as const) {
    const { id: requestId } = await makeRequest(store.id, { state: "open", ...proved, ...fields });
    await applyObjection({ storeId: store.id, requestId }, signal, []);
  }
  expect(await inForce(own)).toEqual(GIVEN);
});

test("each linked record of a connection that is switched on is passed on once; what failed is tried again", async () => {
  const proved = { email: address, emailNormalized: address, emailVerified: true, state: "open" } as const;
  const { id: requestId } = await makeRequest(store.id, { type: "objection", ...proved });
  const target = { storeId: store.id, requestId };
  const link = { ...target, label: "Ines", actorKind: "system", state: "accepted" } as const;
  await prisma().requestRecord.createMany({
    data: ["connection-1", "connection-2", "connection-3"].map((source) => ({
      ...{ ...link, source, record: "7", reason: "address" },
    })),
  });
  const asked: unknown[] = [];
  let isDown = true;
  const source = (name: string, object: boolean, answer: () => Promise<{ state: "done"; note?: string }>) =>
    ({
      ...{ name, can: { erase: false, object } },
      object: (who: unknown, what: unknown) => {
        asked.push([name, who, what]);
        return answer();
      },
    }) as unknown as CustomerSource;
  const sources = [
    source("connection-1", true, async () => ({ state: "done", note: "SUBSCRIBED before" })),
    source("connection-2", true, async () => {
      if (isDown) throw new OutboundError("timeout");
      return { state: "done" };
    }),
    source("connection-3", false, async () => ({ state: "done" })),
  ];
  const steps = async () => {
    const rows = await prisma().objectionStep.findMany({ where: { storeId: store.id }, orderBy: { source: "asc" } });
    return rows.map(({ source: name, state, note }) => [name, state, note]);
  };
  expect(await applyObjection(target, signal, sources)).toBe(false);
  expect(await steps()).toEqual([
    ["connection-1", "done", "SUBSCRIBED before"],
    ["connection-2", "failed", "timeout"],
  ]);
  expect(asked[0]).toEqual([
    "connection-1",
    expect.objectContaining({ storeId: store.id, record: "7", emails: [address], isLinkedById: false }),
    { marketing: true, sale: false },
  ]);
  isDown = false;
  expect(await applyObjection(target, signal, sources)).toBe(true);
  expect(await steps()).toEqual([
    ["connection-1", "done", "SUBSCRIBED before"],
    ["connection-2", "done", null],
  ]);
  expect(asked).toHaveLength(3);
});
