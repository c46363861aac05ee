import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { countTry } from "@/lib/http/rate-limit";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Store } from "@/lib/store/find-store";
import { findVerification } from "@/lib/verification/find-verification";
import { mintVerification } from "@/lib/verification/mint-verification";
import { makeCustomer } from "@/test/factories/customer";
import { eventTypesOf, makeRequest, matchAll, readRequest, submitAsGuest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { listOwnRequests } from "./list-own-requests";
import { submitSignedInRequest } from "./submit-signed-in-request";

withTestDatabase();

let store: Store;
let address: string;
let verified: CustomerIdentity;
let unproved: CustomerIdentity;

beforeEach(async () => {
  store = await makeStore();
  address = `customer-${randomUUID()}@mail.example`;
  verified = { email: address, emailNormalized: address, emailVerified: true, platformCustomerId: undefined };
  unproved = { ...verified, emailVerified: false, platformCustomerId: "squatter" };
});

const ask = (identity: CustomerIdentity, rateLimitKey: string = randomUUID()) =>
  submitSignedInRequest({ store, type: "export", identity, locale: "en", rateLimitKey });
const askAsGuest = () => submitAsGuest(store, address);
/** The requests, once the searches for their records have ended. */
async function requests() {
  await matchAll(store.id);
  const rows = await prisma().request.findMany({ where: { storeId: store.id }, orderBy: { id: "asc" } });
  return await Promise.all(rows.map(({ id }) => readRequest(store.id, id)));
}
const events = async () => (await eventTypesOf(store.id)).filter((type) => type !== "subject_matched");

test("one press makes a request that is open at once and belongs to the customer", async () => {
  const account = await makeCustomer(store.id, { email: address, emailNormalized: address, firstName: "Ines" });
  const { reference, made } = await ask(verified);
  expect(made).toBe(true);
  const [request, ...others] = await requests();
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    ...{ reference, source: "signed_in", state: "open", personKey: `email:${address}`, email: address },
    ...{ emailVerified: true, verifiedAt: expect.any(Date) },
    ...{ customerId: account.id, customerName: "Ines", matchCount: 1 },
  });
  expect(await events()).toEqual(["request_made"]);
});

test("two presses at once make one request, and both get its reference", async () => {
  const told = await Promise.all([ask(verified), ask(verified)]);
  const [request, ...others] = await requests();
  expect(others).toEqual([]);
  expect(told.map(({ reference }) => reference)).toEqual([request?.reference, request?.reference]);
  expect(told.filter(({ made }) => made)).toHaveLength(1);
});

test("an earlier request of the same person that nobody verified is verified by it, and its links end", async () => {
  await askAsGuest();
  const [waiting] = await requests();
  const token = (await mintVerification(store.id, waiting?.id ?? "")) ?? "";
  expect(await ask(verified)).toMatchObject({ reference: waiting?.reference, made: true });
  expect(await requests()).toMatchObject([{ id: waiting?.id, state: "open", source: "guest", emailVerified: true }]);
  expect((await findVerification(store.id, token)).status).toBe("verified");
  expect(await events()).toEqual(["request_made", "request_verified"]);
});

test("an open request is not made twice; its email is sent again as often as the inbox's limit allows", async () => {
  for (let round = 0; round < 6; round++) await ask(verified);
  expect(await requests()).toHaveLength(1);
  expect(await events()).toEqual(["request_made", ...Array(3).fill("request_repeated")]);
});

test("an account whose address nobody vouches for is known by its id, and blocks nobody", async () => {
  const owner = await makeCustomer(store.id, { email: address, emailNormalized: address });
  const squatter = await makeCustomer(store.id, { platformId: "squatter", email: address, emailNormalized: address });
  await askAsGuest();
  await ask(unproved);
  const [guests, squatters] = await requests();
  expect(guests).toMatchObject({ state: "unverified", personKey: `email:${address}` });
  expect(squatters).toMatchObject({
    state: "open",
    personKey: "platform:squatter",
    emailVerified: false,
    customerId: squatter.id,
  });
  expect(squatters?.customerId).not.toBe(owner.id);
});

test("an account that the store no longer holds is never matched by an address that nobody vouches for", async () => {
  await makeCustomer(store.id, { kind: "guest", email: address, emailNormalized: address });
  await ask(unproved);
  expect(await requests()).toMatchObject([{ customerId: null, matchCount: 0 }]);
});

test("a hand-off with a verified address is matched by its account first", async () => {
  await makeCustomer(store.id, { email: address, emailNormalized: address });
  const own = await makeCustomer(store.id, { platformId: "own", email: address, emailNormalized: address });
  await ask({ ...verified, platformCustomerId: "own" });
  expect(await requests()).toMatchObject([{ customerId: own.id, matchCount: 1, personKey: `email:${address}` }]);
});

test("an id of another source is another person: it gets no record, joins no request and sees none", async () => {
  await makeCustomer(store.id, { platformId: "squatter" });
  const elsewhere = { ...unproved, platformSource: "0193-a-connection" };
  await ask(unproved);
  expect((await ask(elsewhere)).made).toBe(true);
  const [own, others] = await requests();
  expect(own).toMatchObject({ personKey: "platform:squatter", platformSource: null, customerId: expect.any(String) });
  expect(others).toMatchObject({ personKey: "platform:0193-a-connection:squatter", customerId: null });
  const references = async (identity: CustomerIdentity) =>
    (await listOwnRequests(store.id, identity)).map(({ reference }) => reference);
  expect(await references(unproved)).toEqual([own?.reference]);
  expect(await references(elsewhere)).toEqual([others?.reference]);
});

test("a stored key that names the imported records is the same person's as one that names no source", async () => {
  await makeRequest(store.id, { source: "signed_in", personKey: "platform:dossier-database:squatter" });
  expect((await ask(unproved)).made).toBe(false);
});

test("a stranger who registered under an address cannot flood its inbox", async () => {
  for (let round = 0; round < 3; round++) await countTry("mailByInbox", address);
  expect(await outcome(ask(unproved))).toBe("rateLimited");
  expect(await outcome(ask(verified))).toBe("done");
});

test("one network address may only ask so often", async () => {
  const rateLimitKey = randomUUID();
  for (let round = 0; round < 120; round++) await countTry("publicFormByAddress", rateLimitKey);
  expect(await outcome(ask(verified, rateLimitKey))).toBe("rateLimited");
  expect(await requests()).toEqual([]);
});

test("customers see their own requests, and none of another's or of another store's", async () => {
  await ask(unproved);
  await ask(verified);
  const other = await makeStore();
  const references = async (storeId: string, identity: CustomerIdentity) =>
    (await listOwnRequests(storeId, identity)).map(({ reference }) => reference);
  const [squatters, owners] = (await requests()).map(({ reference }) => reference);
  expect(await references(store.id, verified)).toEqual([owners]);
  expect(await references(store.id, unproved)).toEqual([squatters]);
  expect(await references(other.id, verified)).toEqual([]);
  expect(await references(store.id, { ...verified, emailNormalized: "else@mail.example" })).toEqual([]);
});
