import { prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { failExport } from "./fail-export";

// Longer than any pause between two tries of the job.
const QUIET_MINUTES = 15;

/**
 * Fails exports whose job is over without a word: its process was killed at every try. Without
 * this such an export would stand in the way of a new one for ever.
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
