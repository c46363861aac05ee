import { prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { endImport } from "./end-import";

const LIFETIME_HOURS = 24;

/** When an upload's files are deleted at the latest. */
export function importExpiresAt(createdAt: Date): Date {
  return new Date(createdAt.getTime() + LIFETIME_HOURS * 3600_000);
}

/** Longer than any pause between two tries of a job. */
const QUIET_MINUTES = 15;

/**
 * Ends imports, of all stores, whose files have been here for a day, whatever their state, and those whose job has
 * disappeared: its process was killed at every try.
 * @returns how many ended.
 */
export async function expireImports(now = new Date()): Promise<number> {
  const due = await prisma().import.findMany({
    where: {
      state: { in: ["uploading", "checking", "ready", "queued", "importing"] },
      createdAt: { lt: new Date(now.getTime() - QUIET_MINUTES * 60_000) },
    },
    select: { storeId: true, id: true, state: true, createdAt: true, seenAt: true, startedById: true },
    take: 500,
  });
  let ended = 0;
  for (const { storeId, id: importId, state, createdAt, seenAt, startedById } of due) {
    const isOld = importExpiresAt(createdAt) < now;
    const isQuiet = seenAt.getTime() < now.getTime() - QUIET_MINUTES * 60_000;
    const hasFiles = startedById !== null;
    const isAbandoned =
      isQuiet && (hasFiles ? state !== "uploading" && state !== "ready" && !(await hasJob(importId)) : true);
    if (!(hasFiles && isOld) && !isAbandoned) continue;
    const outcome = state === "uploading" || state === "ready" ? "expired" : "failed";
    const target = { storeId, importId };
    if (await prisma().$transaction((transaction) => endImport(transaction, target, [state], outcome))) ended += 1;
  }
  return ended;
}

async function hasJob(importId: string): Promise<boolean> {
  for (const name of ["check-import", "run-import"] as const) {
    const jobs = await queue().findJobs(name, { data: { importId } });
    if (jobs.some(({ state }) => ["created", "retry", "active"].includes(state))) return true;
  }
  return false;
}
