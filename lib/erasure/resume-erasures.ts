import { prisma } from "@/lib/database";
import { expired } from "@/lib/expiry";
import { enqueue } from "@/lib/queue/enqueue";
import { waitingOwn } from "./own-steps";
import { reduceErased } from "./reduce-request";

const BATCH = 100;
/** After which nobody works on a step any more: its job was lost. */
const LOST_MINUTES = 20;

/**
 * Goes on, in all stores, with erasures whose job is gone: those that are due and have not started, those that stopped
 * between two steps, and those whose request still holds the person after the last letter.
 */
export async function resumeErasures(now = new Date()): Promise<void> {
  const lost = new Date(now.getTime() - LOST_MINUTES * 60_000);
  const due = await prisma().erasurePlan.findMany({
    where: {
      OR: [
        { state: "waiting", startsAt: expired(now) },
        { state: "running", startedAt: expired(lost), steps: { some: waitingOwn } },
      ],
    },
    orderBy: { startsAt: "asc" },
    take: BATCH,
    select: { storeId: true, requestId: true },
  });
  for (const target of due) await prisma().$transaction((transaction) => enqueue(transaction, "run-erasure", target));
  const told = await prisma().erasurePlan.findMany({
    where: { state: "finished", reducedAt: null },
    take: BATCH,
    select: { storeId: true, requestId: true },
  });
  for (const target of told) await reduceErased(target, now);
}
