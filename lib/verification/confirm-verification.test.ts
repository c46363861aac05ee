import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import type { Store } from "@/lib/store/find-store";
import { createToken } from "@/lib/token";
import { makeCustomer } from "@/test/factories/customer";
import { eventTypesOf, matchAll, readRequest, submitAsGuest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { cancelUnverified, confirmVerification } from "./confirm-verification";
import { findVerification } from "./find-verification";
import { mintVerification } from "./mint-verification";

withTestDatabase();

let store: Store;
let address: string;

beforeEach(async () => {
  store = await makeStore();
  address = `guest-${randomUUID()}@mail.example`;
});

async function ask(email = address) {
  await submitAsGuest(store, email);
  return (await only()).id;
}

async function link(requestId: string) {
  const token = await mintVerification(store.id, requestId);
  if (!token) throw new Error("no link was made");
  return token;
}

async function only() {
  const { id } = await prisma().request.findFirstOrThrow({ where: { storeId: store.id } });
  return await readRequest(store.id, id);
}
/** The only request, once the search for its records has ended. */
async function matched() {
  await matchAll(store.id);
  return await only();
}
const events = () => eventTypesOf(store.id);
const status = async (token: string, storeId = store.id) => (await findVerification(storeId, token)).status;

test("opening a link changes nothing; its button opens the request", async () => {
  const token = await link(await ask());
  const before = await only();
  expect(await status(token)).toBe("live");
  expect(await status(token)).toBe("live");
  expect(await only()).toEqual(before);
  expect(await confirmVerification(store.id, token)).toBe(before.reference);
  expect(await only()).toMatchObject({ state: "open", emailVerified: true, verifiedAt: expect.any(Date) });
  expect(await events()).toEqual(["request_made", "request_verified"]);
});

test("a link works once, and of two clicks at once one has an effect", async () => {
  const token = await link(await ask());
  const done = await Promise.all([1, 2, 3].map(() => confirmVerification(store.id, token)));
  expect(done.filter(Boolean)).toHaveLength(1);
  expect(await confirmVerification(store.id, token)).toBeUndefined();
  expect(await events()).toEqual(["request_made", "request_verified"]);
});

test("a used link shows what became of the request for a day, while it is open", async () => {
  const requestId = await ask();
  const token = await link(requestId);
  const reference = await confirmVerification(store.id, token);
  const found = await findVerification(store.id, token);
  expect(found).toMatchObject({ status: "verified", request: { id: requestId, reference, dueAt: expect.any(Date) } });
  const change = (data: { verifiedAt?: Date; state?: "open" | "answered" }) =>
    prisma().request.updateMany({ where: { storeId: store.id, id: requestId }, data });
  await change({ state: "answered" });
  expect(await findVerification(store.id, token)).toEqual({ status: "used" });
  await change({ state: "open", verifiedAt: new Date(Date.now() - 24 * 3_600_000) });
  expect(await findVerification(store.id, token)).toEqual({ status: "used" });
});

test("the victim's first link stays valid, and the first verification ends them all", async () => {
  const requestId = await ask();
  const first = await link(requestId);
  await ask(address.toUpperCase());
  const second = await link(requestId);
  expect(await status(first)).toBe("live");
  expect(await confirmVerification(store.id, first)).toMatch(/^DR-/);
  expect(await status(second)).toBe("verified");
  expect(await confirmVerification(store.id, second)).toBeUndefined();
  expect(await prisma().verification.count({ where: { storeId: store.id, usedAt: null } })).toBe(0);
});

test("expired, unknown and other stores' links verify nothing and say why", async () => {
  const token = await link(await ask());
  const other = await makeStore();
  expect(await status(token, other.id)).toBe("unknown");
  expect(await confirmVerification(other.id, token)).toBeUndefined();
  for (const unknown of [createToken(), "x", "", `${token}x`, token.slice(1)]) {
    expect(await findVerification(store.id, unknown)).toEqual({ status: "unknown" });
    expect(await confirmVerification(store.id, unknown)).toBeUndefined();
  }
  const expiresAt = new Date(Date.now() - 1);
  await prisma().verification.updateMany({ where: { storeId: store.id }, data: { expiresAt } });
  expect(await findVerification(store.id, token)).toEqual({ status: "expired" });
  expect(await confirmVerification(store.id, token)).toBeUndefined();
  expect(await only()).toMatchObject({ state: "unverified", emailVerified: false });
  expect(await events()).toEqual(["request_made"]);
});

test("someone who did not ask cancels the request and its links", async () => {
  const requestId = await ask();
  const [first, second] = [await link(requestId), await link(requestId)];
  expect(await cancelUnverified(store.id, first)).toBe(true);
  expect(await cancelUnverified(store.id, first)).toBe(false);
  expect(await status(second)).toBe("cancelled");
  expect(await confirmVerification(store.id, second)).toBeUndefined();
  expect(await only()).toMatchObject({ state: "cancelled", closedAt: expect.any(Date) });
  expect(await events()).toEqual(["request_made", "request_cancelled"]);
});

test("verifying and cancelling at once has one of the two effects", async () => {
  const requestId = await ask();
  const [first, second] = [await link(requestId), await link(requestId)];
  const [verified, cancelled] = await Promise.all([
    confirmVerification(store.id, first),
    cancelUnverified(store.id, second),
  ]);
  expect([verified, cancelled].filter(Boolean)).toHaveLength(1);
  expect((await only()).state).toBe(verified ? "open" : "cancelled");
});

test("a verified request cannot be cancelled by an older link", async () => {
  const requestId = await ask();
  const [first, second] = [await link(requestId), await link(requestId)];
  await confirmVerification(store.id, second);
  expect(await cancelUnverified(store.id, first)).toBe(false);
  expect((await only()).state).toBe("open");
});

test("the request belongs to the one account of the address, rather than to the guest", async () => {
  const email = { email: address, emailNormalized: address };
  await makeCustomer(store.id, { kind: "guest", ...email });
  const account = await makeCustomer(store.id, { ...email, firstName: "Zoë", lastName: "Straße" });
  await makeCustomer((await makeStore()).id, email);
  await confirmVerification(store.id, await link(await ask()));
  expect(await matched()).toMatchObject({ customerId: account.id, customerName: "Zoë Straße", matchCount: 1 });
  expect((await only()).searchText).toContain("zoe strasse");
});

test("a guest's own row is matched where there is no account", async () => {
  const guest = await makeCustomer(store.id, { kind: "guest", email: address, emailNormalized: address });
  await confirmVerification(store.id, await link(await ask()));
  expect(await matched()).toMatchObject({ customerId: guest.id, matchCount: 1 });
});

test("several accounts of one address are left to a merchant, and so is none", async () => {
  await makeCustomer(store.id, { email: address, emailNormalized: address });
  await makeCustomer(store.id, { email: address, emailNormalized: address });
  await confirmVerification(store.id, await link(await ask()));
  expect(await matched()).toMatchObject({ state: "open", customerId: null, customerName: null, matchCount: 2 });
});

test("an address that no customer has is verified too", async () => {
  await confirmVerification(store.id, await link(await ask()));
  expect(await matched()).toMatchObject({ state: "open", customerId: null, matchCount: 0 });
});
