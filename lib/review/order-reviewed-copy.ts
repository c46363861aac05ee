import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { enqueue } from "@/lib/queue/enqueue";
import { redactionSchema } from "@/lib/section/redaction";
import type { Store } from "@/prisma/generated/client";
import { listRedactions } from "./list-redactions";
import { lockOriginal } from "./lock-original";

/** When a store last confirmed its information about the data, and that about sections of connections' own; null for never. */
export type ConfirmedInformation = Pick<Store, "informationConfirmedAt" | "ownTextsConfirmedAt">;

/** Whether the store has confirmed its information about the data after an export was begun, which holds an earlier one. */
export function isOutdated(startedAt: Date | null, confirmed: ConfirmedInformation): boolean {
  const times = [confirmed.informationConfirmedAt, confirmed.ownTextsConfirmedAt];
  return startedAt !== null && times.some((at) => at !== null && startedAt < at);
}

/**
 * Queues a copy of a reviewed export that leaves out what was redacted, in the caller's transaction. It is built from the
 * export's own rows, with the store's present information about them; the job `start-delivery` runs when it is ready or
 * has failed.
 * @param outdated whether that information has changed since the export was built.
 * @returns the copy, or the export itself where nothing was redacted and nothing is outdated.
 * @throws UserError "exportGone" where the store has no such export, it is a copy itself, or it has expired.
 */
export async function orderReviewedCopy(
  transaction: Transaction,
  { storeId, exportId, actor, outdated }: { storeId: string; exportId: string; actor: Actor; outdated?: boolean },
): Promise<{ exportId: string }> {
  const original = await lockOriginal(transaction, { storeId, exportId });
  const redactions = await listRedactions({ storeId, exportId }, transaction);
  if (redactions.length === 0 && !outdated) return { exportId };
  const copyId = uuidv7();
  await transaction.export.create({
    data: {
      storeId,
      id: copyId,
      requestId: original.requestId,
      reviewOfId: exportId,
      requestedById: actor.kind === "merchant" ? actor.id : null,
      // The schema drops who redacted it and when, which a copy does not keep.
      redactions: redactions.map((redaction) => redactionSchema.parse(redaction)),
    },
    select: { id: true },
  });
  await enqueue(transaction, "build-export", { storeId, exportId: copyId });
  return { exportId: copyId };
}
