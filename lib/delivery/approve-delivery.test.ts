import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { rejectRecord } from "@/lib/subject/decide-record";
import { deliver, readDeliveryRow } from "@/test/factories/delivery";
import { makeReadyExport } from "@/test/factories/export";
import { eventTypesOf } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { approveDelivery } from "./approve-delivery";
import { declineDelivery, revokeDelivery } from "./end-delivery";

withTestDatabase();

const stateOf = async (storeId: string, id: string) => (await readDeliveryRow(storeId, id)).state;

/** A ready export of a store that asks for a second person's approval. */
async function makeReadyForApproval() {
  const ready = await makeReadyExport();
  await prisma().store.update({ where: { id: ready.storeId }, data: { approvalRequired: true } });
  return ready;
}

test("another member of staff approves: not the one who chose it, a viewer or another store's member", async () => {
  const ready = await makeReadyForApproval();
  const { storeId, actor } = ready;
  const { deliveryId, state } = await deliver(ready);
  expect(state).toBe("awaiting_approval");
  await sendAll(storeId);
  expect(await mailsTo(ready.email)).toEqual([]);

  const approve = (by: typeof actor) => outcome(approveDelivery({ storeId, deliveryId, actor: by }));
  const elsewhere = await makeMember((await makeStore()).id, "owner");
  expect(await approve(actor)).toBe("approvalByAnother");
  expect(await approve(await makeMember(storeId, "viewer"))).toBe("forbidden");
  expect(await approve(elsewhere)).toBe("forbidden");
  expect(await outcome(approveDelivery({ storeId, deliveryId: uuidv7(), actor }))).toBe("forbidden");
  expect(await stateOf(storeId, deliveryId)).toBe("awaiting_approval");

  const [one, two] = [await makeMember(storeId, "staff", "Ben Staff"), await makeMember(storeId, "staff", "Cem Staff")];
  expect((await Promise.all([approve(one), approve(two)])).sort()).toEqual(["deliveryOver", "done"]);
  const approved = await readDeliveryRow(storeId, deliveryId);
  expect(approved).toMatchObject({ state: "live" });
  expect(["Ben Staff", "Cem Staff"]).toContain(approved.approvedByName);
  expect(await eventTypesOf(ready.storeId, ready.requestId)).toEqual([
    "delivery_created",
    "delivery_approved",
    "delivery_started",
  ]);
});

test("a delivery that is declined or revoked sends nothing, and another can be chosen", async () => {
  const ready = await makeReadyForApproval();
  const { storeId, actor } = ready;
  const { deliveryId } = await deliver(ready);
  await declineDelivery({ storeId, deliveryId, actor });
  expect(await stateOf(storeId, deliveryId)).toBe("declined");
  expect(await outcome(declineDelivery({ storeId, deliveryId, actor }))).toBe("deliveryOver");
  expect(await outcome(revokeDelivery({ storeId, deliveryId, actor }))).toBe("deliveryOver");

  const next = await deliver(ready);
  await revokeDelivery({ ...next, storeId, actor });
  // Nobody was sent a link, so no customer is told that it no longer works.
  const [revoked] = await prisma().event.findMany({ where: { storeId, type: "delivery_revoked" } });
  expect(revoked?.data).toEqual({ deliveryId: next.deliveryId });
  expect((await readDeliveryRow(storeId, next.deliveryId)).endedAt).toBeInstanceOf(Date);
  const { id: otherStore } = await makeStore();
  const last = await deliver(ready);
  expect(await outcome(revokeDelivery({ ...last, storeId: otherStore, actor }))).toBe("forbidden");
  expect(await stateOf(storeId, last.deliveryId)).toBe("awaiting_approval");
});

test("an export of a record that staff has rejected since is neither chosen nor approved", async () => {
  const ready = await makeReadyForApproval();
  const { storeId, requestId, exportId, actor } = ready;
  const link = { source: "connection-1", record: "43" };
  await prisma().requestRecord.create({
    data: { storeId, requestId, ...link, state: "accepted", reason: "same_phone", actorKind: "system" },
  });
  const records = [{ ...link, label: "Another", reason: "same_phone" }];
  await prisma().export.updateMany({ where: { storeId, id: exportId }, data: { records } });
  const { deliveryId } = await deliver(ready);
  // As a release did that left the delivery as it was.
  await rejectRecord({ storeId, requestId, ...link, actor }, async () => {});
  const by = await makeMember(storeId, "staff");
  expect(await outcome(approveDelivery({ storeId, deliveryId, actor: by }))).toBe("recordRejected");
  await declineDelivery({ storeId, deliveryId, actor });
  expect(await outcome(deliver(ready))).toBe("recordRejected");
});
