import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import type { Store } from "@/lib/store/find-store";
import { makeCustomer } from "@/test/factories/customer";
import { eventTypesOf, readRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { cancelUnverified, confirmVerification } from "./confirm-verification";
import { findVerification } from "./find-verification";
import { mintVerification } from "./mint-verification";
import { requestVerification, verificationRequestedAt } from "./request-verification";

withTestDatabase();

let store: Store;
let actor: Awaited<ReturnType<typeof makeMerchant>>;

beforeEach(async () => {
  store = await makeStore();
  actor = await makeMerchant();
});

/** A request that the store's staff made: nobody has proved its address. */
async function staffRequest(email: string | null = `maria-${crypto.randomUUID()}@mail.example`) {
  const customer = await makeCustomer(store.id, { email, emailNormalized: email });
  const { requestId } = await requestCustomerExport({ storeId: store.id, customerId: customer.id, actor });
  return { storeId: store.id, requestId, actor, customerId: customer.id };
}

/** Such a request whose customer was sent a link. */
async function askedToVerify() {
  const target = await staffRequest();
  await requestVerification(target);
  return { ...target, token: (await mintVerification(store.id, target.requestId)) ?? "" };
}

const only = (requestId: string) => readRequest(store.id, requestId);

test("the customer proves the address by the link, and the request stays theirs and open", async () => {
  const { token, customerId, ...target } = await askedToVerify();
  const { requestId } = target;
  expect((await findVerification(store.id, token)).status).toBe("live");
  expect(await only(requestId)).toMatchObject({ emailVerified: false });
  const done = await Promise.all([1, 2].map(() => confirmVerification(store.id, token)));
  expect(done.filter(Boolean)).toHaveLength(1);
  expect(await only(requestId)).toMatchObject({ state: "open", emailVerified: true, customerId });
  expect((await eventTypesOf(store.id, requestId)).slice(-2)).toEqual(["verification_requested", "address_verified"]);
  expect((await findVerification(store.id, token)).status).toBe("verified");
  expect(await mintVerification(store.id, requestId)).toBeUndefined();
  expect(await outcome(requestVerification(target))).toBe("invalid");
});

test("a request knows when its customer was last asked to verify", async () => {
  const { storeId, requestId } = await staffRequest();
  expect(await verificationRequestedAt({ storeId, requestId })).toBeUndefined();
  const { requestId: asked } = await askedToVerify();
  expect(await verificationRequestedAt({ storeId, requestId: asked })).toBeInstanceOf(Date);
  const other = await makeStore();
  expect(await verificationRequestedAt({ storeId: other.id, requestId: asked })).toBeUndefined();
});

test("nobody can cancel the store's own request by its link", async () => {
  const { requestId, token } = await askedToVerify();
  expect(await cancelUnverified(store.id, token)).toBe(false);
  expect(await only(requestId)).toMatchObject({ state: "open" });
});

test("an inbox gets three an hour; another store's request and one without an address get none", async () => {
  const target = await staffRequest();
  for (let sent = 0; sent < 3; sent++) await requestVerification(target);
  expect(await outcome(requestVerification(target))).toBe("rateLimited");
  const other = await makeStore();
  expect(await outcome(requestVerification({ ...target, storeId: other.id }))).toBe("invalid");
  expect(await outcome(requestVerification(await staffRequest(null)))).toBe("invalid");
  expect(await outcome(requestVerification(await staffRequest("not an address")))).toBe("invalid");
  expect(await outcome(requestVerification({ ...target, requestId: "x" }))).toBe("invalid");
});

test("a request that was refused in the meantime can no longer be verified", async () => {
  const { requestId, token } = await askedToVerify();
  await prisma().request.updateMany({ where: { storeId: store.id, id: requestId }, data: { state: "refused" } });
  expect(await confirmVerification(store.id, token)).toBeUndefined();
  expect(await only(requestId)).toMatchObject({ emailVerified: false });
});
