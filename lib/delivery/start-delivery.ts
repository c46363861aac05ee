import type { Transaction } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { currentState } from "@/lib/expiry";
import { moveDelivery } from "./delivery-status";
import { completeDelivery } from "./end-delivery";
import type { LockedDelivery } from "./lock-delivery";
import { methods } from "./methods/registry";

/**
 * Starts a delivery in the transaction that locked it: the one place where one goes live. One that its merchant has
 * carried out is completed at once; while the reviewed copy is being built it waits for the job `start-delivery`;
 * without an archive it fails. From here on it runs until it expires, and the delivered export is kept as long.
 * @param actor who started it, for the history.
 */
export async function startDelivery(
  transaction: Transaction,
  delivery: LockedDelivery,
  actor: Actor,
): Promise<"live" | "preparing" | "completed" | "failed"> {
  const { storeId, id, requestId, exportId, method, publicKey } = delivery;
  const { start, completedBy } = methods[method];
  if (completedBy === "choice") {
    await completeDelivery(transaction, delivery, "handOver", actor);
    return "completed";
  }
  const archive = exportId ? await lockExport(transaction, storeId, exportId) : null;
  if (archive?.state === "queued" || archive?.state === "collecting") {
    const waiting = { storeId, id, state: "awaiting_approval" } as const;
    await transaction.delivery.updateMany({ where: waiting, data: { state: "preparing" } });
    return "preparing";
  }
  const now = new Date();
  if (!exportId || !archive?.expiresAt || currentState(archive, now) !== "ready") {
    await moveDelivery(transaction, delivery, "fail", { actor: { kind: "system" } });
    return "failed";
  }
  const { expiresAt, email, tooLarge } = start(
    { sizeBytes: archive.sizeBytes ?? 0n, expiresAt: archive.expiresAt, publicKey },
    now,
  );
  const encrypted = email === "encrypted";
  await moveDelivery(transaction, delivery, "goLive", {
    actor,
    // An encrypted email counts as one of the downloads.
    changes: { startedAt: now, expiresAt, ...(encrypted && { downloads: 1 }) },
    data: { exportId, method, encrypted, ...(tooLarge && { tooLarge }) },
  });
  if (Array.isArray(archive.redactions) && archive.redactions.length > 0)
    await recordEvent(transaction, { storeId, requestId, type: "delivery_withheld", actor, data: { deliveryId: id } });
  await transaction.export.updateMany({
    where: { storeId, id: exportId, state: "ready", expiresAt: { lt: expiresAt } },
    data: { expiresAt },
  });
  return "live";
}

/**
 * Locked, so that a copy that is becoming ready either enqueues its job after this transaction or is ready in it. Raw,
 * since Prisma has no locks.
 */
async function lockExport(transaction: Transaction, storeId: string, id: string) {
  await transaction.$queryRaw`
    SELECT 1 FROM export WHERE store_id = ${storeId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return await transaction.export.findUnique({
    where: { storeId_id: { storeId, id } },
    select: { state: true, expiresAt: true, sizeBytes: true, redactions: true },
  });
}
