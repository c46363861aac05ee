import { listMissing } from "@/lib/customer/list-missing";
import { prisma } from "@/lib/database";
import { OperatorError } from "@/lib/error";
import { type CheckedFile, checkFile } from "./check-file";
import { fileOnDisk } from "./import-file";
import { keepProblem, takeCommandTurn } from "./import-turn";
import { normalizeRecords } from "./normalize-records";
import { noteFullFile } from "./note-full-file";
import { type FileSummary, type Problem, processFile } from "./process-file";
import { writeCustomers } from "./write-customers";
import { writeOrders } from "./write-orders";

/** Receives the progress of an import. */
export interface ImportReporter {
  /** Another import of the store is running: this one waits for it. */
  waiting?(): void;
  fileStarted(name: string, sizeBytes: number): void;
  bytesRead(bytes: number): void;
  problem(problem: Problem): void;
  fileEnded(summary: FileSummary): void;
}

/**
 * Imports Shopify's exports into a store, customers first. Rows that are already stored are updated where
 * the file differs, and nothing is stored twice. Imports of one store take turns.
 * @throws OperatorError when the store is unknown or a file is not such an export: nothing is stored then.
 */
export async function importFiles(
  source: { storeSlug: string; customers?: string; orders?: string },
  reporter: ImportReporter,
): Promise<FileSummary[]> {
  if (!source.customers && !source.orders) throw new OperatorError("Give --customers FILE, --orders FILE, or both.");
  const store = await prisma().store.findUnique({ where: { slug: source.storeSlug }, select: { id: true } });
  if (!store) throw new OperatorError(`There is no store with the slug ${source.storeSlug}.`);
  const files: CheckedFile[] = [];
  const refusals: string[] = [];
  for (const kind of ["customers", "orders"] as const) {
    const file = source[kind];
    if (!file) continue;
    try {
      files.push(await checkFile(kind, await fileOnDisk(file)));
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      refusals.push(error.message);
    }
  }
  if (refusals.length > 0) throw new OperatorError(`${refusals.join(" ")} Nothing was imported.`);
  const turn = await takeCommandTurn(store.id, files, () => reporter.waiting?.());
  const summaries: FileSummary[] = [];
  try {
    // Rows of the release before are compared by their old forms, so they are converted first.
    await normalizeRecords(store.id);
    for (const [index, file] of files.entries()) {
      reporter.fileStarted(file.name, file.sizeBytes);
      const problems: Problem[] = [];
      const keeping = {
        ...reporter,
        problem: (problem: Problem) => {
          keepProblem(problems, problem);
          reporter.problem(problem);
        },
      };
      const summary = await processFile(file, keeping, (batch) =>
        batch.kind === "customers"
          ? writeCustomers(store.id, batch.drafts, turn.at)
          : writeOrders(store.id, batch.drafts, turn.at),
      );
      if (await noteFullFile(prisma(), store.id, summary, turn.at))
        summary.missing = await listMissing(store.id, MAX_LISTED);
      await turn.keep(index, summary, problems);
      reporter.fileEnded(summary);
      summaries.push(summary);
    }
  } catch (error) {
    await turn.end("failed");
    throw error;
  }
  await turn.end("finished");
  return summaries;
}

/** Of accounts that a file no longer holds, a report lists the first; the dashboard has the others. */
const MAX_LISTED = 20;
