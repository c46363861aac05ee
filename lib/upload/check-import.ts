import { prisma } from "@/lib/database";
import { type CheckedFile, checkFile, detectKind } from "@/lib/import/check-file";
import { keepProblem, toStored } from "@/lib/import/import-turn";
import { normalizeRecords } from "@/lib/import/normalize-records";
import { type Batch, type Problem, processFile } from "@/lib/import/process-file";
import { FileError, type Reason } from "@/lib/import/reasons";
import { compareCustomers } from "@/lib/import/write-customers";
import { compareOrders } from "@/lib/import/write-orders";
import type { Prisma } from "@/prisma/generated/client";
import { type ImportKey, toReading, uploadedFile } from "./uploaded-file";

/** The files cannot be imported, for these reasons. */
export class RefusedFilesError extends Error {
  constructor(readonly reasons: Reason[]) {
    super("refused");
  }
}

/**
 * Finds out what an uploaded import would change, and stores nothing of its files: each is checked, read, compared and
 * counted. Then an owner decides. A second run starts over.
 * @throws RefusedFilesError where a file is not such an export, or both are of one kind.
 */
export async function checkImport(target: ImportKey, signal: AbortSignal): Promise<void> {
  const { storeId, importId } = target;
  const found = await prisma().import.findFirst({
    where: { storeId, id: importId, state: "checking" },
    select: { wrappedKey: true, files: { orderBy: { number: "asc" } } },
  });
  if (!found?.wrappedKey) return;
  const owner = { ...target, wrappedKey: found.wrappedKey };
  // Rows of the release before are compared by their old forms, so they are converted first.
  await normalizeRecords(storeId, signal);
  const files: { number: number; checked: CheckedFile }[] = [];
  const refusals: Reason[] = [];
  for (const stored of found.files) {
    const file = uploadedFile(owner, stored);
    try {
      const checked = await checkFile(await detectKind(file), file);
      files.push({ number: stored.number, checked });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      refusals.push(error.reason);
    }
    signal.throwIfAborted();
  }
  if (refusals.length > 0) throw new RefusedFilesError(refusals);
  const [first, second] = files;
  if (first && second && first.checked.kind === second.checked.kind)
    throw new RefusedFilesError([{ code: "sameKind", values: { kind: first.checked.kind } }]);
  let missing: number | null = null;
  for (const { number, checked } of files) {
    const file = { storeId, importId, number };
    const keep = (data: Prisma.ImportFileUpdateManyMutationInput) =>
      prisma().importFile.updateMany({ where: file, data: { ...data, kind: checked.kind } });
    const problems: Problem[] = [];
    let bytesRead = 0;
    let keptAt = Date.now();
    await keep({ reading: toReading(checked), bytesRead: 0n });
    const reporter = {
      bytesRead: (bytes: number) => {
        bytesRead = bytes;
      },
      problem: (problem: Problem) => keepProblem(problems, problem),
    };
    const {
      kind: _,
      name: __,
      ...counts
    } = await processFile(checked, reporter, async (batch) => {
      signal.throwIfAborted();
      if (Date.now() - keptAt > KEEP_EVERY_MS) {
        keptAt = Date.now();
        await keep({ bytesRead: BigInt(bytesRead) });
      }
      return await compare(storeId, batch);
    });
    await keep({ ...counts, bytesRead: BigInt(checked.sizeBytes), problems: problems.map(toStored) });
    if (checked.kind === "customers" && counts.rowsSkipped === 0) {
      const accounts = await prisma().customer.count({ where: { storeId, kind: "account" } });
      missing = Math.max(0, accounts - counts.changed - counts.unchanged);
    }
  }
  await prisma().import.updateMany({
    where: { storeId, id: importId, state: "checking" },
    data: { state: "ready", missing },
  });
}

const KEEP_EVERY_MS = 1000;

async function compare(storeId: string, batch: Batch) {
  const { written } =
    batch.kind === "customers"
      ? await compareCustomers(prisma(), storeId, batch.drafts)
      : await compareOrders(prisma(), storeId, batch.drafts);
  return written;
}
