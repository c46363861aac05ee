import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { enqueue } from "@/lib/queue/enqueue";
import { redactionSchema } from "@/lib/section/redaction";
import { listRedactions } from "./list-redactions";
import { lockOriginal } from "./lock-original";

/**
 * Queues a copy of a reviewed export that leaves out what was redacted, in the caller's transaction. It is built from the
 * export's own rows; the job `start-delivery` runs when it is ready or has failed.
 * @returns the copy, or the export itself where nothing was redacted.
 * @throws UserError "exportGone" where the store has no such export, it is a copy itself, or it has expired.
 */
export async function orderReviewedCopy(
  transaction: Transaction,
  { storeId, exportId, actor }: { storeId: string; exportId: string; actor: Actor },
): Promise<{ exportId: string }> {
  const original = await lockOriginal(transaction, { storeId, exportId });
  const redactions = await listRedactions({ storeId, exportId }, transaction);
  if (redactions.length === 0) return { exportId };
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
