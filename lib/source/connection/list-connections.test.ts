import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { createSigningSecret } from "@/lib/source/web-service/sign";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { listConnections } from "./list-connections";

withTestDatabase();

const now = new Date("2026-11-30T12:00:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const checked = { description: { protocol: 1, name: "Desk", sections: ["profile"] } };
const failed = { lastError: "timeout", lastErrorAt: minutes(-1) };

test.each([
  ["connecting", "nobody has checked it", {}],
  ["connecting", "no check has succeeded", { state: "failing", ...failed }],
  ["healthy", "it answers", checked],
  ["healthy", "it was left alone until now", { ...checked, retryAt: now }],
  ["paused", "it asks for time", { ...checked, retryAt: minutes(1) }],
  ["paused", "it failed too often", { ...checked, ...failed, state: "failing", retryAt: minutes(1) }],
  ["failing", "its last call failed", { ...checked, ...failed, state: "failing" }],
  ["revoked", "it refuses the secret", { ...checked, state: "revoked" }],
  ["revoked", "it refuses the secret and is left alone", { ...checked, state: "revoked", retryAt: minutes(1) }],
  ["disconnected", "the store ended it", { ...checked, state: "disconnected" }],
] as const)("a connection is %s where %s", async (status, _why, fields) => {
  const { id: storeId } = await makeStore();
  await makeConnection(storeId, fields);
  expect(await listConnections(storeId, now)).toMatchObject([{ number: 1, status }]);
});

test("a failure is listed until the system answers again", async () => {
  const { storeId, number } = await makeConnection((await makeStore()).id, { ...checked, ...failed });
  const listed = async () => (await listConnections(storeId, now))[0];
  const answeredAt = async (lastContactAt: Date) =>
    prisma().connection.updateMany({ where: { storeId, number }, data: { lastContactAt } });
  await answeredAt(minutes(-2));
  expect(await listed()).toMatchObject({ failure: { code: "timeout", at: minutes(-1) }, lastContactAt: minutes(-2) });
  await answeredAt(now);
  expect(await listed()).toMatchObject({ failure: null, lastContactAt: now });
});

test("a failure is remembered with what was asked for, also when the system has answered since", async () => {
  const lastContactAt = minutes(0);
  const fields = { ...checked, ...failed, lastErrorCall: "collect orders", lastContactAt };
  const { storeId } = await makeConnection((await makeStore()).id, fields);
  expect(await listConnections(storeId, now)).toMatchObject([
    { failure: null, lastFailure: { code: "timeout", at: minutes(-1), call: "collect orders" } },
  ]);
});

test("what a source gives is listed, and until when a replaced secret is good", async () => {
  const { id: storeId } = await makeStore();
  const column = { name: "subject", type: "text", title: { en: "Subject" } };
  const tickets = { key: "tickets", title: { en: "Tickets" }, columns: [column] };
  const description = { protocol: 1, name: "Desk", sections: ["profile"], ownSections: [tickets] };
  const [secret, former] = [createSigningSecret(), createSigningSecret()];
  const until = (count: number) => ({ secret, former: { secret: former, until: minutes(count).toISOString() } });
  await makeConnection(storeId, { description, credentials: until(1) });
  await makeConnection(storeId, { kind: "shopify", address: "https://a.myshopify.com", credentials: until(1) });
  await makeConnection(storeId, { credentials: until(-1) });
  await makeConnection(storeId, { state: "disconnected", description });
  const listed = await listConnections(storeId, now);
  expect(listed.map(({ formerUntil }) => formerUntil)).toEqual([minutes(1), null, null, null]);
  expect(listed[0]?.sections).toMatchObject(["profile", { key: "tickets" }]);
  expect(listed[3]?.sections).toEqual([]);
  expect(JSON.stringify(listed)).not.toContain(secret);
  expect(JSON.stringify(listed)).not.toContain(former);
});

test("ended ones come last, other stores' not at all, and no credentials are listed", async () => {
  const { id: storeId } = await makeStore();
  await makeConnection(storeId, { name: "One", state: "disconnected" });
  await makeConnection(storeId, { name: "Two", retryAt: minutes(5) });
  await makeConnection((await makeStore()).id);
  const listed = await listConnections(storeId, now);
  expect(listed.map(({ name, pausedUntil }) => [name, pausedUntil])).toEqual([
    ["Two", minutes(5)],
    ["One", null],
  ]);
  expect(JSON.stringify(listed)).not.toContain("credentials");
});
