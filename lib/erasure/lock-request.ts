import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { ErasurePlan } from "@/prisma/generated/client";

/** A request of a store. */
export interface ErasureTarget {
  storeId: string;
  requestId: string;
}

/**
 * Locks an open request for the caller's transaction: an approval, a withdrawal and the start of an erasure, of which one
 * comes first, all lock its row.
 * @returns its plan; null where its erasure is not approved.
 * @throws UserError "invalid" where the store has no such erasure, "alreadyClosed".
 */
export async function lockErasure(transaction: Transaction, target: ErasureTarget): Promise<ErasurePlan | null> {
  const request = await lockRequest(transaction, target);
  if (request?.type !== "erasure") throw new UserError("invalid");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  return await findPlan(transaction, target);
}

/** As `lockErasure`, for what happens by itself. @returns null where the request was closed or its approval taken back. */
export async function lockOpenPlan(transaction: Transaction, target: ErasureTarget): Promise<ErasurePlan | null> {
  const request = await lockRequest(transaction, target);
  return request?.state === "open" ? await findPlan(transaction, target) : null;
}

async function lockRequest(transaction: Transaction, { storeId, requestId }: ErasureTarget) {
  // Raw, since Prisma has no locks.
  const rows = await transaction.$queryRaw<{ state: string; type: string }[]>`
    SELECT state::text, type::text FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR UPDATE`;
  return rows[0];
}

async function findPlan(transaction: Transaction, { storeId, requestId }: ErasureTarget) {
  return await transaction.erasurePlan.findUnique({ where: { storeId_requestId: { storeId, requestId } } });
}

/**
 * Ends an approved erasure, in the transaction that closes its request: while it waits nothing of it has happened, and its
 * plan is deleted. Does nothing where there is none.
 * @throws UserError "erasureStarted" once it has started: it cannot be undone.
 */
export async function endErasure(transaction: Transaction, { storeId, requestId }: ErasureTarget): Promise<void> {
  const gone = await transaction.erasurePlan.deleteMany({ where: { storeId, requestId, state: "waiting" } });
  if (gone.count > 0) return;
  const started = await transaction.erasurePlan.count({ where: { storeId, requestId } });
  if (started > 0) throw new UserError("erasureStarted");
}
