import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { confirmedBy } from "@/lib/store/information-settings";
import type { Prisma } from "@/prisma/generated/client";
import { deliver, readDeliveryRow } from "@/test/factories/delivery";
import { makeReadyExport, readExport } from "@/test/factories/export";
import { makeRequest } from "@/test/factories/request";
import { makeMember } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { approveDelivery } from "./approve-delivery";
import { informationStatus } from "./information-status";
import { listDeliveries } from "./list-deliveries";

withTestDatabase();

/** A ready export of a store whose owner has not confirmed the information that comes with each copy. */
async function makeUnconfirmed() {
  const ready = await makeReadyExport();
  await prisma().store.update({ where: { id: ready.storeId }, data: { informationConfirmedAt: null } });
  return ready;
}

test("no first archive is delivered before an owner confirms the information that comes with it", async () => {
  const ready = await makeUnconfirmed();
  for (const method of ["link", "encrypted_email", "password_zip"] as const)
    expect(await outcome(deliver(ready, { method })), method).toBe("informationUnconfirmed");
  expect(await listDeliveries(ready)).toEqual([]);

  // What is delivered without Dossier's archive is the store's own affair, and does not count as a first delivery.
  const { id: requestId } = await makeRequest(ready.storeId);
  expect(await outcome(deliver({ ...ready, requestId }, { method: "outside" }))).toBe("done");
  expect(await outcome(deliver(ready))).toBe("informationUnconfirmed");

  await prisma().store.update({ where: { id: ready.storeId }, data: confirmedBy(ready.actor) });
  // What was built of drafts is built again, of what was confirmed.
  expect(await deliver(ready)).toMatchObject({ state: "preparing" });
  const [delivery] = await listDeliveries(ready);
  expect(await readExport({ storeId: ready.storeId, exportId: delivery?.exportId ?? "" })).toMatchObject({
    reviewOfId: ready.exportId,
  });
});

test("a store that delivered before may go on with drafts", async () => {
  const ready = await makeUnconfirmed();
  const { id: requestId } = await makeRequest(ready.storeId);
  await makeDeliveryRow(ready, { requestId, startedAt: new Date(), state: "expired" });
  expect(await informationStatus(ready.storeId)).toBe("draft");
  expect(await deliver(ready)).toMatchObject({ state: "live" });
});

test("nobody approves a first delivery of drafts", async () => {
  const ready = await makeUnconfirmed();
  const { storeId } = ready;
  const deliveryId = await makeDeliveryRow(ready, { exportId: ready.exportId, state: "awaiting_approval" });
  const approve = async () => await outcome(approveDelivery({ storeId, deliveryId, actor: await makeMember(storeId) }));
  expect(await approve()).toBe("informationUnconfirmed");
  expect(await readDeliveryRow(storeId, deliveryId)).toMatchObject({ state: "awaiting_approval", approvedById: null });
  await prisma().store.update({ where: { id: storeId }, data: { informationConfirmedAt: new Date() } });
  expect(await approve()).toBe("done");
});

/** A delivery as an earlier release made it. @returns its id. */
async function makeDeliveryRow(
  { storeId, requestId }: { storeId: string; requestId: string },
  fields: Partial<Prisma.DeliveryUncheckedCreateInput>,
) {
  const id = uuidv7();
  const chosen = { method: "link", state: "live", createdById: uuidv7(), createdByName: "Ben Staff" } as const;
  await prisma().delivery.create({ data: { storeId, id, requestId, ...chosen, ...fields } });
  return id;
}
