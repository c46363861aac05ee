import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { answerRequest, refuseRequest } from "@/lib/request/close-request";
import { reopenRequest } from "@/lib/request/reopen-request";
import { withdrawRequest } from "@/lib/request/withdraw-request";
import { rejectRecord } from "@/lib/subject/decide-record";
import { makeDelivery, readDelivery, type TestDelivery } from "@/test/factories/delivery";
import { readRequest } from "@/test/factories/request";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { requireNoDelivery, revokeDeliveries, revokeRejected } from "./expire-deliveries";
import { showDelivery } from "./show-delivery";

withTestDatabase();

const target = ({ storeId, requestId, actor }: TestDelivery) => ({ storeId, requestId, actor });
const refuse = (live: TestDelivery) =>
  refuseRequest({ ...target(live), reason: "Asked for yesterday." }, revokeDeliveries("refused"));
const reopen = (live: TestDelivery) => reopenRequest(target(live), revokeDeliveries("reopened"));
const revocation = async (live: TestDelivery) =>
  (await readDelivery(live)).events.find(({ type }) => type === "delivery_revoked");

test("refusing revokes a live link at once, and reopening does not bring it back", async () => {
  const live = await makeDelivery();
  await refuse(live);
  expect(await readDelivery(live)).toMatchObject({ delivery: { state: "revoked" }, request: { state: "refused" } });
  const by = { actorKind: "merchant", actorId: live.actor.id };
  expect(await revocation(live)).toMatchObject({ ...by, data: { deliveryId: live.deliveryId, reason: "refused" } });
  await reopen(live);
  expect(await readDelivery(live)).toMatchObject({ delivery: { state: "revoked" }, request: { state: "open" } });
});

test("withdrawing revokes a live link at once", async () => {
  const live = await makeDelivery();
  const { storeId, requestId, email } = live;
  const identity = { email, emailNormalized: email, emailVerified: true, platformCustomerId: undefined };
  await withdrawRequest({ storeId, requestId, identity }, revokeDeliveries("withdrawn"));
  expect(await readDelivery(live)).toMatchObject({ delivery: { state: "revoked" }, request: { state: "cancelled" } });
  const by = { actorKind: "customer", data: { deliveryId: live.deliveryId, reason: "withdrawn" } };
  expect(await revocation(live)).toMatchObject(by);
});

test("a link that another release left behind when it refused does not come back either", async () => {
  const live = await makeDelivery();
  await refuseRequest({ ...target(live), reason: "Asked for yesterday." }, async () => {});
  expect((await readDelivery(live)).delivery.state).toBe("live");
  await reopen(live);
  expect((await readDelivery(live)).delivery.state).toBe("revoked");
  expect((await revocation(live))?.data).toMatchObject({ reason: "reopened" });
});

/** A linked record of a live source, that the delivered export holds, or another. */
async function link({ storeId, requestId, exportId }: TestDelivery, record: string, isHeld: boolean) {
  const one = { source: "connection-1", record };
  await prisma().requestRecord.create({
    data: { storeId, requestId, ...one, state: "accepted", reason: "same_phone", actorKind: "system" },
  });
  if (isHeld)
    await prisma().export.updateMany({
      where: { storeId, id: exportId },
      data: { records: [{ ...one, label: "Another", reason: "same_phone" }] },
    });
  return { storeId, requestId, ...one };
}

test("a live link is revoked once staff say that a record in it is not the person's; for another record it stays", async () => {
  const live = await makeDelivery();
  const [held, other] = [await link(live, "43", true), await link(live, "44", false)];
  await rejectRecord({ ...other, actor: live.actor }, revokeRejected);
  expect((await readDelivery(live)).delivery.state).toBe("live");
  await Promise.all([1, 2].map(() => rejectRecord({ ...held, actor: live.actor }, revokeRejected)));
  expect(await readDelivery(live)).toMatchObject({ delivery: { state: "revoked" }, request: { state: "open" } });
  const by = { actorKind: "merchant", actorId: live.actor.id };
  expect(await revocation(live)).toMatchObject({ ...by, data: { reason: "record_rejected" } });
  const { storeId, deliveryId } = live;
  const shown = await showDelivery({ storeId, deliveryId, cookie: undefined, identity: null });
  expect(shown.status).toBe("revoked");
});

test("one whose time was over expires, as it would have by itself", async () => {
  const live = await makeDelivery();
  const { storeId, deliveryId: id } = live;
  const past = new Date(Date.now() - 1000);
  await prisma().delivery.update({ where: { storeId_id: { storeId, id } }, data: { expiresAt: past } });
  await refuse(live);
  expect((await readDelivery(live)).delivery.state).toBe("expired");
  expect(await revocation(live)).toBeUndefined();
});

test("a request is not answered another way while its delivery is under way", async () => {
  const live = await makeDelivery();
  const { storeId, requestId, deliveryId: id } = live;
  const answer = () => outcome(answerRequest({ ...target(live), answer: "elsewhere" }, requireNoDelivery));
  expect(await answer()).toBe("deliveryUnderWay");
  expect((await readRequest(storeId, requestId)).state).toBe("open");
  const past = new Date(Date.now() - 1000);
  await prisma().delivery.update({ where: { storeId_id: { storeId, id } }, data: { expiresAt: past } });
  expect(await answer()).toBe("done");
});

test("reopened, a delivered request has no link that opens any more", async () => {
  const live = await makeDelivery();
  const { storeId, requestId, deliveryId: id } = live;
  await prisma().delivery.update({ where: { storeId_id: { storeId, id } }, data: { deliveredAt: new Date() } });
  const where = { storeId_id: { storeId, id: requestId } };
  await prisma().request.update({ where, data: { state: "answered", closedAt: new Date() } });
  await reopen(live);
  expect((await readDelivery(live)).delivery.state).toBe("revoked");
  const shown = await showDelivery({ storeId, deliveryId: id, cookie: undefined, identity: null });
  expect(shown.status).toBe("revoked");
});
