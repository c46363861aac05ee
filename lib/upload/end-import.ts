import type { Transaction } from "@/lib/database";
import type { ImportState } from "@/prisma/generated/client";
import type { ImportKey } from "./uploaded-file";

/** The states of an import that has not ended. */
export const unfinishedStates = ["uploading", "checking", "ready", "queued", "importing"] as const;

/**
 * Ends an import in the caller's transaction: the uploaded bytes and their key are deleted. Of an upload that was broken
 * off nothing stays.
 * @param from the states in which it may end.
 * @returns whether it did.
 */
export async function endImport(
  transaction: Transaction,
  { storeId, importId }: ImportKey,
  from: readonly ImportState[],
  state: "finished" | "failed" | "discarded" | "expired",
  { failure, attempt }: { failure?: string; attempt?: number } = {},
): Promise<boolean> {
  const [ended] = await transaction.import.updateManyAndReturn({
    where: { storeId, id: importId, state: { in: [...from] }, ...(attempt !== undefined && { attempts: attempt }) },
    data: { state, wrappedKey: null, endedAt: new Date(), ...(failure && { failure }) },
    select: { startedAt: true },
  });
  if (!ended) return false;
  // After the row is locked: an upload that is just writing chunks has either committed them, or finds itself ended.
  await transaction.exportChunk.deleteMany({ where: { storeId, exportId: importId } });
  if (from.length === 1 && from[0] === "uploading")
    await transaction.import.deleteMany({ where: { storeId, id: importId } });
  return true;
}
