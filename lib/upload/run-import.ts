import { setTimeout as pause } from "node:timers/promises";
import { TakenOverError } from "@/lib/archive/chunk-store";
import { database, prisma, type Transaction } from "@/lib/database";
import { isUniqueViolation } from "@/lib/error";
import type { Written } from "@/lib/import/compare-batch";
import { failKilledImports, keepProblem, toStored } from "@/lib/import/import-turn";
import { noteFullFile } from "@/lib/import/note-full-file";
import {
  type Batch,
  erasedProblem,
  type FileSummary,
  isErasedProblem,
  type Problem,
  processFile,
} from "@/lib/import/process-file";
import { writeCustomers } from "@/lib/import/write-customers";
import { writeOrders } from "@/lib/import/write-orders";
import type { ImportFile } from "@/prisma/generated/client";
import { endImport } from "./end-import";
import { type ImportKey, uploadedFile, withReading } from "./uploaded-file";

/**
 * Imports the checked files of an import, customers first, and ends it. Each batch commits with its counts, so that a
 * run that was killed is continued by the next after its last batch.
 * @returns false where another import of the store is running: its turn comes later.
 * @throws TakenOverError when another run of the job has taken the import over.
 */
export async function runImport(target: ImportKey, signal: AbortSignal): Promise<boolean> {
  const run = await takeTurn(target);
  if (run === "later") return false;
  if (!run) return true;
  const ordered = run.files.toSorted((one, other) => (one.kind ?? "").localeCompare(other.kind ?? ""));
  for (const stored of ordered) await importFile(run, stored, signal);
  await prisma().$transaction(async (transaction) => {
    if (!(await endImport(transaction, target, ["importing"], "finished", { attempt: run.attempt })))
      throw new TakenOverError("another run imports these files");
  });
  return true;
}

/**
 * The embedded database has one connection, and a page needs it several times: between two batches pages and the queue
 * get as long as a batch took.
 */
const MAX_PAUSE_MS = 2000;

interface Run extends ImportKey {
  wrappedKey: string;
  attempt: number;
  /** When the first run began: what all of its rows are dated with. */
  at: Date;
  /** The shop that the files are of; null where nobody said. */
  origin: string | null;
  files: ImportFile[];
}

/** @returns undefined where the import neither waits nor is in progress. */
async function takeTurn(target: ImportKey): Promise<Run | "later" | undefined> {
  const { storeId, importId } = target;
  await failKilledImports(storeId);
  try {
    return await prisma().$transaction(async (transaction) => {
      const [taken] = await transaction.import.updateManyAndReturn({
        where: { storeId, id: importId, state: { in: ["queued", "importing"] } },
        data: { state: "importing", attempts: { increment: 1 }, seenAt: new Date() },
        select: { attempts: true, wrappedKey: true, startedAt: true, origin: true },
      });
      if (!taken?.wrappedKey) return undefined;
      const at = taken.startedAt ?? new Date();
      if (!taken.startedAt) {
        await transaction.import.updateMany({ where: { storeId, id: importId }, data: { startedAt: at } });
        // What the check counted.
        await transaction.importFile.updateMany({ where: { storeId, importId }, data: NOTHING });
      }
      const files = await transaction.importFile.findMany({ where: { storeId, importId } });
      return { ...target, wrappedKey: taken.wrappedKey, attempt: taken.attempts, at, origin: taken.origin, files };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return "later";
    throw error;
  }
}

const NOTHING = {
  ...{ bytesRead: 0n, rowsRead: 0, rowsSkipped: 0, linesRead: 0, problems: [] },
  ...{ added: 0, changed: 0, unchanged: 0, guestsAdded: 0, erased: 0, corrected: 0 },
};

async function importFile(run: Run, stored: ImportFile, signal: AbortSignal): Promise<void> {
  const { storeId, importId, at, origin } = run;
  const file = withReading(uploadedFile(run, stored), stored.reading);
  // What was stored before, or left out: the file is read from its beginning, and as many are passed over.
  const { added, changed, unchanged, guestsAdded, erased, corrected } = stored;
  const counts = { added, changed, unchanged, guestsAdded, erased, corrected };
  let toSkip = added + changed + unchanged + erased;
  let bytesRead = 0;
  const before = (stored.problems as unknown as Problem[]).filter(isErasedProblem);
  const problems = before.map(({ line }) => erasedProblem(stored.name, line));
  const keep = async (transaction: Transaction, { rowsRead, rowsSkipped, linesRead }: FileSummary) => {
    const { count } = await transaction.import.updateMany({
      where: { storeId, id: importId, state: "importing", attempts: run.attempt },
      data: { seenAt: new Date() },
    });
    if (count === 0) throw new TakenOverError("another run imports these files");
    await transaction.importFile.updateMany({
      where: { storeId, importId, number: stored.number },
      data: {
        ...{ ...counts, bytesRead: BigInt(bytesRead), rowsRead, rowsSkipped, linesRead },
        problems: problems.map(toStored),
      },
    });
  };
  const reporter = {
    bytesRead: (bytes: number) => {
      bytesRead = bytes;
    },
    // Those of erased people are kept with their batch.
    problem: (problem: Problem) => {
      if (!isErasedProblem(problem)) keepProblem(problems, problem);
    },
  };
  const summary = await processFile(file, reporter, async (whole, read) => {
    signal.throwIfAborted();
    const batch = { ...whole, drafts: whole.drafts.slice(toSkip) } as Batch;
    toSkip -= whole.drafts.length - batch.drafts.length;
    const onWritten = async (transaction: Transaction, written: Written & { guestsAdded?: number }) => {
      counts.added += written.added;
      counts.changed += written.changed;
      counts.unchanged += written.unchanged;
      counts.guestsAdded += written.guestsAdded ?? 0;
      counts.corrected += written.corrected;
      counts.erased += written.erasedLines.length;
      for (const line of written.erasedLines) keepProblem(problems, erasedProblem(stored.name, line));
      await keep(transaction, read);
    };
    if (batch.drafts.length === 0) return { added: 0, changed: 0, unchanged: 0, erasedLines: [], corrected: 0 };
    const begunAt = performance.now();
    const written =
      batch.kind === "customers"
        ? await writeCustomers(storeId, batch.drafts, at, onWritten, origin)
        : await writeOrders(storeId, batch.drafts, at, onWritten, origin);
    if (database().embedded) await pause(Math.min(performance.now() - begunAt, MAX_PAUSE_MS));
    return written;
  });
  bytesRead = file.sizeBytes;
  await prisma().$transaction(async (transaction) => {
    await keep(transaction, summary);
    await noteFullFile(transaction, storeId, summary, at);
  });
}
