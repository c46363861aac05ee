import type { Transaction } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { concludeDelivery } from "./conclude-delivery";
import { LARGEST_EMAILED_BYTES, linkEnd } from "./delivery-policy";
import { moveDelivery } from "./delivery-status";
import type { LockedDelivery } from "./lock-delivery";

/** What a delivery came to. */
type Started = "live" | "preparing" | "completed" | "failed";

/**
 * Sets a delivery on its way, in the transaction that locked it: the one place where one goes live.
 * What was handed over outside is completed at once; while the reviewed copy is at work it waits for
 * the job `start-delivery`; without an archive it fails. From here on the link's week runs, and the
 * delivered export lives as long.
 * @param actor who set it on its way, for the history.
 */
export async function startDelivery(
  transaction: Transaction,
  delivery: LockedDelivery,
  actor: Actor,
): Promise<Started> {
  const { storeId, id, requestId, exportId, method, publicKey } = delivery;
  const target = { storeId, requestId, deliveryId: id };
  if (method === "outside") {
    await concludeDelivery(transaction, target, "handOver", actor);
    return "completed";
  }
  const archive = exportId ? await lockExport(transaction, storeId, exportId) : undefined;
  if (archive && (archive.state === "queued" || archive.state === "collecting")) {
    await transaction.delivery.updateMany({
      where: { storeId, id, state: "awaiting_approval" },
      data: { state: "preparing" },
    });
    return "preparing";
  }
  const now = new Date();
  if (!exportId || archive?.state !== "ready" || !archive.expiresAt || archive.expiresAt <= now) {
    await moveDelivery(transaction, target, "fail", { actor: { kind: "system" } });
    return "failed";
  }
  const expiresAt = method === "password_zip" ? archive.expiresAt : linkEnd(now);
  const keyed = method === "encrypted_email" && publicKey !== null;
  const encrypted = keyed && Number(archive.sizeBytes) <= LARGEST_EMAILED_BYTES;
  await moveDelivery(transaction, target, "goLive", {
    actor,
    // An encrypted e-mail counts as one of the downloads.
    changes: { startedAt: now, expiresAt, ...(encrypted && { downloads: 1 }) },
    // Which e-mail it sends: the link, the encrypted copy, or none.
    data: { exportId, method, encrypted, ...(keyed && !encrypted && { tooLarge: true }) },
  });
  await transaction.export.updateMany({
    where: { storeId, id: exportId, state: "ready", expiresAt: { lt: expiresAt } },
    data: { expiresAt },
  });
  return "live";
}

/** Locked, so that a copy that is just becoming ready enqueues its job after this transaction, or is ready in it. */
async function lockExport(transaction: Transaction, storeId: string, exportId: string) {
  const [found] = await transaction.$queryRaw<{ state: string; expiresAt: Date | null; sizeBytes: bigint | null }[]>`
    SELECT state::text, expires_at AS "expiresAt", size_bytes AS "sizeBytes" FROM export
     WHERE store_id = ${storeId}::uuid AND id = ${exportId}::uuid FOR UPDATE`;
  return found;
}
