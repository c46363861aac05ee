import { randomBytes } from "node:crypto";
import { recordEvent } from "@/lib/audit/record-event";
import { wrapSecret } from "@/lib/crypto";
import { databaseSource } from "@/lib/customer/database-source/database-source";
import { type CustomerSource, type Section, type Subject, sections } from "@/lib/customer/source";
import { subjectOfRequest } from "@/lib/customer/subject-of-request";
import { prisma } from "@/lib/database";
import type { Prisma } from "@/prisma/generated/client";
import type { SourceResult } from "./archive-facts";
import { archiveSize } from "./archive-zip";
import { deleteBytes } from "./delete-bytes";
import { keyPurpose } from "./export-key";
import { writeArchive } from "./write-archive";

/** An export that is to be built, by its key. */
export interface ExportKey {
  storeId: string;
  exportId: string;
}

/**
 * Collects, packs and encrypts an export, and makes it ready. Does nothing where it is not queued or
 * collecting; a build that was cut off starts anew, under a new key. No transaction spans it.
 * @param signal stops it between two pages; the next run starts anew.
 * @throws when nothing at all could be read, or the database is away.
 */
export async function buildExport(
  target: ExportKey,
  signal: AbortSignal,
  source: CustomerSource = databaseSource,
): Promise<void> {
  const begun = await begin(target);
  if (!begun) return;
  const { key, wrappedKey, request, store, startedAt } = begun;
  const subject = await subjectOfRequest(request);
  const rowsExpected = await countRows(source, subject);
  const progress = reportProgress(target, wrappedKey, rowsExpected);
  const sources = await writeArchive({
    ...target,
    key,
    subject,
    source,
    signal,
    progress,
    facts: {
      reference: request.reference,
      email: request.email,
      locale: request.locale,
      store: { name: store.name, contact: store.contactEmail },
      requestedAt: request.createdAt.toISOString(),
      generatedAt: startedAt.toISOString(),
    },
  });
  if (sources.every((result) => result.failed)) throw new Error("no section could be read");
  await finish(target, wrappedKey, request.id, sources, store.exportLifetimeDays);
}

async function begin({ storeId, exportId }: ExportKey) {
  const found = await prisma().export.findUnique({
    where: { storeId_id: { storeId, id: exportId } },
    select: { state: true, request: true },
  });
  const store = await prisma().store.findUnique({
    where: { id: storeId },
    select: { name: true, contactEmail: true, exportLifetimeDays: true },
  });
  if (!found || !store || !AT_WORK.includes(found.state as (typeof AT_WORK)[number])) return;
  const key = randomBytes(32);
  const wrappedKey = wrapSecret(key, keyPurpose(storeId, exportId));
  const startedAt = new Date();
  const taken = await prisma().$transaction(async (transaction) => {
    await deleteBytes(transaction, { storeId, exportId });
    await transaction.exportFile.deleteMany({ where: { storeId, exportId } });
    return await transaction.export.updateMany({
      where: { storeId, id: exportId, state: { in: [...AT_WORK] } },
      data: {
        state: "collecting",
        wrappedKey,
        startedAt,
        section: null,
        rowsCollected: 0,
        rowsExpected: null,
        sources: [],
        attempts: { increment: 1 },
      },
    });
  });
  return taken.count === 1 ? { key, wrappedKey, startedAt, request: found.request, store } : undefined;
}

const AT_WORK = ["queued", "collecting"] as const;

/** How many rows there are to collect; undefined where it cannot be told. */
async function countRows(source: CustomerSource, subject: Subject): Promise<number | undefined> {
  try {
    const counts = await Promise.all(sections.map((section) => source.collectors[section].count(subject)));
    return counts.reduce((sum, count) => sum + count, 0);
  } catch {
    return undefined;
  }
}

/** Writes the progress at most four times a second, and stops a build that another has taken over. */
function reportProgress({ storeId, exportId }: ExportKey, wrappedKey: string, rowsExpected: number | undefined) {
  let reportedAt = 0;
  return async (section: Section, rowsCollected: number) => {
    if (Date.now() - reportedAt < 250) return;
    reportedAt = Date.now();
    const { count } = await prisma().export.updateMany({
      where: { storeId, id: exportId, wrappedKey },
      data: { section, rowsCollected, rowsExpected },
    });
    if (count === 0) throw new Error("another build has taken this export over");
  };
}

/** The wrapped key names this build: of two that ran, the one that began last makes it ready. */
async function finish(
  { storeId, exportId }: ExportKey,
  wrappedKey: string,
  requestId: string,
  sources: SourceResult[],
  lifetimeDays: number,
) {
  const rows = sources.reduce((sum, result) => sum + result.rows, 0);
  const readyAt = new Date();
  await prisma().$transaction(async (transaction) => {
    const files = await transaction.exportFile.findMany({ where: { storeId, exportId } });
    const { count } = await transaction.export.updateMany({
      where: { storeId, id: exportId, state: "collecting", wrappedKey },
      data: {
        state: "ready",
        section: null,
        rowsCollected: rows,
        rowsExpected: rows,
        sources: sources as unknown as Prisma.InputJsonValue,
        sizeBytes: archiveSize(files),
        readyAt,
        expiresAt: new Date(readyAt.getTime() + lifetimeDays * 24 * 3600 * 1000),
      },
    });
    if (count === 0) throw new Error("another build has taken this export over");
    await recordEvent(transaction, {
      storeId,
      requestId,
      type: "export_ready",
      actor: { kind: "system" },
      data: { exportId },
    });
  });
}
