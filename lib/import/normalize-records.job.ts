import { prisma } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { normalizeRecords } from "./normalize-records";

/** Converts the rows of a store that the release before stored. A second run finds nothing to do. */
export async function normalizeRecordsJob({ storeId }: JobData<"normalize-records">, { signal }: JobContext) {
  await normalizeRecords(storeId, signal);
}

/** Enqueues the job for each store that still has such rows. */
export async function enqueueNormalization(): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const unfinished = await transaction.recordNormalization.findMany({
      where: { finishedAt: null },
      select: { storeId: true },
    });
    for (const { storeId } of unfinished) await enqueue(transaction, "normalize-records", { storeId });
  });
}
