import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Store } from "@/lib/store/find-store";
import { eventTypesOf, makeRequest, readRequest, submitAsGuest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { findWithdrawable, withdrawRequest } from "./withdraw-request";

withTestDatabase();

let store: Store;
let identity: CustomerIdentity;

beforeEach(async () => {
  store = await makeStore();
  const email = `customer-${randomUUID()}@mail.example`;
  identity = { email, emailNormalized: email, emailVerified: true, platformCustomerId: undefined };
});

const own = (fields = {}) =>
  makeRequest(store.id, { email: identity.email, personKey: `email:${identity.emailNormalized}`, ...fields });
const withdraw = (requestId: string, who = identity, storeId = store.id) =>
  outcome(withdrawRequest({ storeId, requestId, identity: who }, async () => {}));

test("a customer withdraws their own request, once, and may make another", async () => {
  const { id } = await own();
  expect(await findWithdrawable({ storeId: store.id, requestId: id, identity })).toMatchObject({ id });
  expect(await Promise.all([withdraw(id), withdraw(id)])).toEqual(expect.arrayContaining(["done", "alreadyClosed"]));
  expect(await readRequest(store.id, id)).toMatchObject({ state: "cancelled", closedAt: expect.any(Date) });
  expect(await eventTypesOf(store.id, id)).toEqual(["request_cancelled"]);
  expect(await findWithdrawable({ storeId: store.id, requestId: id, identity })).toBeNull();
  await submitAsGuest(store, identity.email ?? "");
  expect(await prisma().request.count({ where: { storeId: store.id, state: "unverified" } })).toBe(1);
});

test("nobody withdraws another's request, or a closed one", async () => {
  const { id } = await own();
  const stranger = { ...identity, email: "s@mail.example", emailNormalized: "s@mail.example" };
  const unproved = { ...identity, emailVerified: false, platformCustomerId: "squatter" };
  for (const who of [stranger, unproved]) {
    expect(await withdraw(id, who)).toBe("alreadyClosed");
    expect(await findWithdrawable({ storeId: store.id, requestId: id, identity: who })).toBeNull();
  }
  expect(await withdraw(id, identity, (await makeStore()).id)).toBe("alreadyClosed");
  expect(await withdraw("not an id")).toBe("alreadyClosed");
  const closed = await own({ state: "answered", closedAt: new Date() });
  expect(await withdraw(closed.id)).toBe("alreadyClosed");
  expect(await readRequest(store.id, id)).toMatchObject({ state: "open" });
  expect(await eventTypesOf(store.id)).toEqual([]);
});
