import { type Build, TakenOverError } from "@/lib/archive/chunk-store";
import { prisma } from "@/lib/database";
import type { Section } from "@/lib/section/sections";

// Often enough to look live, seldom enough to cost nothing.
const PAUSE_MS = 250;

/**
 * Writes how far a build is, at most four times a second. One that is done sooner writes nothing, and
 * nothing is counted for it.
 * @param countRows how many rows there are to collect, where it can be told.
 * @throws TakenOverError, from what it returns, when another run of the job has begun the export anew.
 */
export function progressReporter({ storeId, exportId, attempt }: Build, countRows: () => Promise<number | undefined>) {
  let reportedAt = performance.now();
  let counted: Promise<number | undefined> | undefined;
  return async (section: Section, rowsCollected: number): Promise<void> => {
    const now = performance.now();
    if (now - reportedAt < PAUSE_MS) return;
    reportedAt = now;
    counted ??= countRows();
    const rowsExpected = await counted;
    const { count } = await prisma().export.updateMany({
      where: { storeId, id: exportId, attempts: attempt, state: "collecting" },
      data: { section, rowsCollected, rowsExpected },
    });
    if (count === 0) throw new TakenOverError("another run builds this export");
  };
}
