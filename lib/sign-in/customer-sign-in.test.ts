import { randomUUID } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { beforeEach, expect, test } from "vitest";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { sendSignInLink } from "@/lib/notification/send-sign-in-link";
import type { Store } from "@/lib/store/find-store";
import { createHandoffSecret } from "@/lib/store/handoff-secret";
import { createToken } from "@/lib/token";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { mintSignInLink } from "./mint-sign-in-link";
import { signInByHandoff, verifyHandoff } from "./sign-in-by-handoff";
import { findSignInLink, signInByLink } from "./sign-in-by-link";

withTestDatabase();

let store: Store;

beforeEach(async () => {
  store = await makeStore();
});

async function secretOf({ id }: Store) {
  const { handoffSecret } = await prisma().store.findUniqueOrThrow({ where: { id } });
  return unwrapSecret(handoffSecret ?? "", `store:${id}:handoff`);
}

const now = () => Math.floor(Date.now() / 1000);
const claimed = () => ({
  ...{ sub: "8104", email: "Ada@Mail.example", email_verified: true as unknown, jti: randomUUID() },
  ...{ iat: now(), exp: now() + 300 },
});
const ada = { email: "Ada@Mail.example", emailNormalized: "ada@mail.example" };

async function handoff(changes: Record<string, unknown> = {}, by: Store = store, alg = "HS256") {
  const payload = { ...claimed(), ...changes };
  const key = alg === "HS256" ? await secretOf(by) : Buffer.concat([await secretOf(by), await secretOf(by)]);
  return await new SignJWT(payload).setProtectedHeader({ alg }).sign(key);
}

/** The events of customers' sign-ins in the store's history. */
const signIns = async () =>
  (await prisma().event.findMany({ where: { storeId: store.id, type: "customer_signed_in" } })).map(({ data }) => data);

test("a store's hand-off signs its customer in, once", async () => {
  const token = await handoff();
  const identity = { ...ada, emailVerified: true, platformCustomerId: "8104" };
  expect((await verifyHandoff(store.id, token))?.identity).toEqual(identity);
  expect((await verifyHandoff(store.id, token))?.identity).toEqual(identity);
  expect(await signInByHandoff(store.id, token)).toEqual(identity);
  expect(await signInByHandoff(store.id, token)).toBeUndefined();
  expect(await verifyHandoff(store.id, token)).toBeUndefined();
});

test("a hand-off's subject means the ids of the source that the store's owner picked", async () => {
  await prisma().store.updateMany({ where: { id: store.id }, data: { handoffSource: "0193-a-connection" } });
  const identity = { platformCustomerId: "8104", platformSource: "0193-a-connection" };
  expect(await signInByHandoff(store.id, await handoff())).toMatchObject(identity);
});

test("a hand-off used twice at once signs in once", async () => {
  const token = await handoff();
  const done = await Promise.all([1, 2, 3].map(() => signInByHandoff(store.id, token)));
  expect(await signIns()).toEqual([{ by: "handoff" }]);
  expect(done.filter(Boolean)).toHaveLength(1);
});

test("the use of a hand-off is remembered until it can no longer be accepted", async () => {
  const exp = now() + 60;
  await signInByHandoff(store.id, await handoff({ exp }));
  const [used] = await prisma().usedHandoff.findMany({ where: { storeId: store.id } });
  expect(used?.expiresAt.getTime()).toBeGreaterThanOrEqual((exp + 30) * 1000);
});

test.each(["true", 1, false, null, undefined])("an email_verified of %j is no proof", async (email_verified) => {
  const token = await handoff({ email_verified });
  expect((await verifyHandoff(store.id, token))?.identity.emailVerified).toBe(false);
});

test.each([
  ["without a subject", () => ({ sub: undefined })],
  ["with an empty subject", () => ({ sub: "" })],
  ["with a number for its subject", () => ({ sub: 8104 })],
  ["without an address", () => ({ email: undefined })],
  ["with an address that is none", () => ({ email: "not an address" })],
  ["with NUL in its subject", () => ({ sub: "8104\u0000" })],
  ["with NUL in its address", () => ({ email: "ada\u0000@mail.example" })],
  ["with NUL in its jti", () => ({ jti: "a\u0000b" })],
  ["with half a letter in its subject", () => ({ sub: "8104\ud800" })],
  ["with half a letter in its address", () => ({ email: "ada\udc00@mail.example" })],
  ["with half a letter in its jti", () => ({ jti: "a\ud800b" })],
  ["without a jti", () => ({ jti: undefined })],
  ["without an expiry", () => ({ exp: undefined })],
  ["without a time of issue", () => ({ iat: undefined })],
  ["that has expired", () => ({ iat: now() - 200, exp: now() - 31 })],
  ["that lives for longer than five minutes", () => ({ exp: now() + 301 })],
  ["issued long ago", () => ({ iat: now() - 3600, exp: now() - 3300 })],
  ["issued in the future", () => ({ iat: now() + 60, exp: now() + 120 })],
])("a hand-off %s is refused", async (_what, changes) => {
  expect(await verifyHandoff(store.id, await handoff(changes()))).toBeUndefined();
});

test("a clock that is slightly off is tolerated", async () => {
  expect(await verifyHandoff(store.id, await handoff({ iat: now() + 20, exp: now() + 300 }))).toBeDefined();
  expect(await verifyHandoff(store.id, await handoff({ iat: now() - 300, exp: now() - 20 }))).toBeDefined();
});

test("another store's token, another algorithm, a missing signature and an altered one are refused", async () => {
  const other = await makeStore();
  const signed = await handoff();
  const [header, , signature] = signed.split(".");
  const forged = Buffer.from(JSON.stringify({ ...claimed(), sub: "1" })).toString("base64url");
  const tokens = [
    await handoff({}, other),
    await handoff({}, store, "HS512"),
    new UnsecuredJWT(claimed()).encode(),
    `${header}.${forged}.${signature}`,
    `${signed}x`,
    "",
    "x",
    "a.b.c",
    "x".repeat(100_000),
  ];
  for (const token of tokens) expect(await signInByHandoff(store.id, token)).toBeUndefined();
  expect(await signInByHandoff(other.id, signed)).toBeUndefined();
  expect(await prisma().usedHandoff.count({ where: { storeId: store.id } })).toBe(0);
  expect(await signInByHandoff(store.id, signed)).toBeDefined();
});

test("a new secret invalidates what the old one signed, and a store without one cannot hand anyone over", async () => {
  const token = await handoff();
  await createHandoffSecret(store.id, { kind: "system" });
  expect(await verifyHandoff(store.id, token)).toBeUndefined();
  const fresh = await handoff();
  expect(await verifyHandoff(store.id, fresh)).toBeDefined();
  await prisma().store.update({ where: { id: store.id }, data: { handoffSecret: null } });
  expect(await verifyHandoff(store.id, fresh)).toBeUndefined();
});

test("an emailed link signs in once and proves the address; opening it does not use it up", async () => {
  const token = await mintSignInLink(store.id, " Ada@Mail.example ");
  expect(await findSignInLink(store.id, token)).toEqual(ada);
  const done = await Promise.all([1, 2, 3].map(() => signInByLink(store.id, token)));
  expect(await signIns()).toEqual([{ by: "link" }]);
  expect(done.filter(Boolean)).toEqual([{ ...ada, emailVerified: true, platformCustomerId: undefined }]);
  expect(await findSignInLink(store.id, token)).toBeUndefined();
});

test("expired, unknown and other stores' links sign nobody in", async () => {
  const other = await makeStore();
  const token = await mintSignInLink(store.id, "ada@mail.example");
  expect(await signInByLink(other.id, token)).toBeUndefined();
  for (const unknown of [createToken(), "x", ""]) expect(await signInByLink(store.id, unknown)).toBeUndefined();
  const expiresAt = new Date(Date.now() - 1);
  await prisma().signInToken.updateMany({ where: { storeId: store.id }, data: { expiresAt } });
  expect(await signInByLink(store.id, token)).toBeUndefined();
});

test("a link is sent to any address, and to one inbox three times an hour, across stores", async () => {
  const address = `reader-${randomUUID()}@mail.example`;
  const other = await makeStore();
  const ask = (storeId: string, email = address) =>
    outcome(sendSignInLink({ storeId, email: readEmailAddress(email), locale: "de", rateLimitKey: randomUUID() }));
  expect(await ask(store.id)).toBe("done");
  expect(await ask(other.id)).toBe("done");
  expect(await ask(store.id, address.toUpperCase())).toBe("done");
  expect(await ask(store.id)).toBe("rateLimited");
  const emails = await prisma().email.findMany({ where: { toNormalized: address } });
  expect(emails).toHaveLength(3);
  expect(emails[0]).toMatchObject({ template: "sign-in-link", audience: "customer", locale: "de", requestId: null });
});

test("a replaced secret signs customers in as long as its owner chose, and no former one does", async () => {
  const actor = { kind: "system" } as const;
  const [first, second] = [await handoff(), await createHandoffSecret(store.id, actor, 24).then(() => handoff())];
  expect(await verifyHandoff(store.id, first)).toBeDefined();
  expect(await verifyHandoff(store.id, second)).toBeDefined();

  const ended = { formerHandoffUntil: new Date(Date.now() - 1) };
  await prisma().store.update({ where: { id: store.id }, data: ended, select: { id: true } });
  expect(await verifyHandoff(store.id, first)).toBeUndefined();

  await createHandoffSecret(store.id, actor, 24);
  expect(await verifyHandoff(store.id, first)).toBeUndefined();
  expect(await verifyHandoff(store.id, second)).toBeDefined();

  await createHandoffSecret(store.id, actor);
  expect(await verifyHandoff(store.id, second)).toBeUndefined();
});
