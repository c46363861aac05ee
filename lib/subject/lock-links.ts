import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { ExportState } from "@/prisma/generated/client";

/**
 * Locks the records of an open request for the caller's transaction, so that no export of other records begins meanwhile.
 * @param unless the states of an export in which they may not change.
 * @throws UserError "invalid" for a request that is not the store's, "alreadyClosed", "exportRunning",
 * "erasurePlanned" once their erasure is approved.
 */
export async function lockLinks(
  transaction: Transaction,
  { storeId, requestId, unless }: { storeId: string; requestId: string; unless: readonly ExportState[] },
): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR UPDATE`;
  const request = await transaction.request.findFirst({
    where: { storeId, id: requestId },
    select: {
      state: true,
      erasurePlan: { select: { state: true } },
      exports: { where: { state: { in: [...unless] } }, take: 1, select: { id: true } },
    },
  });
  if (!request) throw new UserError("invalid");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  if (request.erasurePlan) throw new UserError("erasurePlanned");
  if (request.exports.length > 0) throw new UserError("exportRunning");
}

/** An export that is being made: what it collects is decided. */
export const RUNNING = ["queued", "collecting"] as const satisfies ExportState[];

/** The same, and one that is ready: it holds a record's data already. */
export const RUNNING_OR_READY = [...RUNNING, "ready"] as const satisfies ExportState[];
