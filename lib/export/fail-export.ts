import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { metrics } from "@/lib/observability/metrics";
import { enqueue } from "@/lib/queue/enqueue";
import { queue } from "@/lib/queue/queue";

/**
 * Ends an export that could not be built: its bytes and its key are deleted, and an event of the request records it. For
 * a reviewed copy, the delivery that waits for it fails instead.
 */
export async function failExport({ storeId, exportId }: ExportKey): Promise<void> {
  const ended = await prisma().$transaction(async (transaction) => {
    const [failed] = await transaction.export.updateManyAndReturn({
      where: { storeId, id: exportId, state: { in: ["queued", "collecting"] } },
      data: { state: "failed", section: null, wrappedKey: null },
      select: { requestId: true, reviewOfId: true },
    });
    if (!failed) return false;
    await transaction.exportChunk.deleteMany({ where: { storeId, exportId } });
    const event = { storeId, requestId: failed.requestId, type: "export_failed", data: { exportId } } as const;
    if (failed.reviewOfId) await enqueue(transaction, "start-delivery", { storeId, exportId });
    else await recordEvent(transaction, { ...event, actor: { kind: "system" } });
    return true;
  });
  if (ended) metrics().exports.inc({ result: "failed" });
}

// Longer than any pause between two tries of the job.
const QUIET_MINUTES = 15;

/**
 * Fails exports whose job has disappeared: its process was killed at every try. Otherwise such an export would block
 * every new one for good.
 * @returns how many there were.
 */
export async function failAbandonedExports(now = new Date()): Promise<number> {
  const quiet = await prisma().export.findMany({
    where: {
      state: { in: ["queued", "collecting"] },
      createdAt: { lt: new Date(now.getTime() - QUIET_MINUTES * 60_000) },
    },
    select: { storeId: true, id: true },
    take: 500,
  });
  let abandoned = 0;
  for (const { storeId, id: exportId } of quiet) {
    const jobs = await queue().findJobs("build-export", { data: { exportId } });
    if (jobs.some(({ state }) => ["created", "retry", "active"].includes(state))) continue;
    await failExport({ storeId, exportId });
    abandoned += 1;
  }
  return abandoned;
}
