import { randomBytes } from "node:crypto";
import type { Build } from "@/lib/archive/chunk-store";
import { type ExportKey, keyPurpose } from "@/lib/archive/export-key";
import type { Original } from "@/lib/archive/reviewed-rows";
import { strippedSecretSchema } from "@/lib/archive/strip-secrets";
import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { defaultLocale, isLocale } from "@/lib/locale";
import { redactionSchema } from "@/lib/section/redaction";
import { storedOwnSections } from "@/lib/source/own-descriptor";
import { sourcesOf } from "@/lib/source/registry";
import { matchSubject } from "@/lib/subject/match-subject";
import { reopenSearch } from "@/lib/subject/start-matching";
import { type StoredRecord, storedSearches, storedSources } from "./stored-sources";

/** A run of an export's job that has begun, the request that it is for, and what its archive is made from. */
export type BegunBuild = NonNullable<Awaited<ReturnType<typeof beginBuild>>>;

/**
 * Begins a run of an export's job: the bytes of an earlier run are deleted, a fresh key is made, and the attempt is
 * counted, so that a run still in progress elsewhere notices that it was taken over. The search for the
 * person's records is ended first, and live sources are asked for each export.
 * @returns undefined where the export is not queued or collecting. `original` is what a reviewed copy is made from.
 */
export async function beginBuild({ storeId, exportId }: ExportKey, signal: AbortSignal) {
  const key = randomBytes(32);
  const startedAt = new Date();
  const taken = await takeExport({ storeId, exportId }, wrapSecret(key, keyPurpose({ storeId, exportId })), startedAt);
  if (!taken) return undefined;
  const { attempts: attempt, requestId, reviewOfId, retryOfId, redactions } = taken;
  const build: Build = { storeId, exportId, attempt, key };
  const original = reviewOfId ? await findOriginal(storeId, reviewOfId, redactions) : undefined;
  // An export holds what a search finds, also without a source that does not answer.
  if (!original) {
    if (await isToSearch(storeId, retryOfId)) await reopenSearch({ storeId, requestId });
    await matchSubject({ storeId, requestId }, signal, { goWithout: true });
  }
  const request = await findRequest(storeId, requestId);
  return { build, startedAt, request, records: await findRecords(storeId, requestId), original, retryOfId };
}

/**
 * Whether the person's records are looked for once more: live sources may hold others by now, or were connected since. Where
 * an earlier export is tried again, only if a source had not said for it whose records it has.
 */
async function isToSearch(storeId: string, retryOfId: string | null): Promise<boolean> {
  if (!retryOfId) return (await sourcesOf({ storeId })).length > 1;
  const earlier = await prisma().export.findUnique({
    where: { storeId_id: { storeId, id: retryOfId } },
    select: { searches: true },
  });
  return storedSearches.parse(earlier?.searches ?? []).some(({ notSearched }) => notSearched === "unanswered");
}

async function takeExport({ storeId, exportId }: ExportKey, wrappedKey: string, startedAt: Date) {
  return await prisma().$transaction(async (transaction) => {
    // It waits for chunks that an earlier run is just writing, which writes none after it: see chunk-store.ts.
    const [taken] = await transaction.export.updateManyAndReturn({
      where: { storeId, id: exportId, state: { in: ["queued", "collecting"] } },
      data: {
        ...{
          state: "collecting",
          wrappedKey,
          startedAt,
          attempts: { increment: 1 },
          sources: [],
          searches: [],
          ownSections: [],
        },
        ...{ section: null, rowsCollected: 0, rowsExpected: null },
      },
      select: { attempts: true, requestId: true, reviewOfId: true, retryOfId: true, redactions: true },
    });
    if (taken && taken.attempts > 1) await transaction.exportChunk.deleteMany({ where: { storeId, exportId } });
    return taken;
  });
}

/** The request with what its archive says of it and of its store. */
async function findRequest(storeId: string, id: string) {
  const request = await prisma().request.findUniqueOrThrow({ where: { storeId_id: { storeId, id } } });
  const store = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: { name: true, contactEmail: true, exportRetentionDays: true, retentionMonths: true, timeZone: true },
  });
  const locale = isLocale(request.locale) ? request.locale : defaultLocale;
  return { ...request, locale, store };
}

/** The records that it is made from, as they are called now. */
async function findRecords(storeId: string, requestId: string): Promise<StoredRecord[]> {
  return await prisma().requestRecord.findMany({
    where: { storeId, requestId, state: "accepted" },
    orderBy: [{ at: "asc" }, { record: "asc" }],
    select: { source: true, record: true, label: true, reason: true },
  });
}

/** The original, with what the copy leaves out; reading its rows will show whether its bytes are still there. */
async function findOriginal(storeId: string, exportId: string, redactions: unknown): Promise<Original> {
  const { sources, searches, leftOut, ownSections } = await prisma().export.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: exportId } },
    select: { sources: true, searches: true, leftOut: true, ownSections: true },
  });
  return {
    storeId,
    exportId,
    sources: storedSources.parse(sources),
    searches: storedSearches.parse(searches),
    ownSections: storedOwnSections.parse(ownSections),
    leftOut: strippedSecretSchema.array().parse(leftOut),
    redactions: redactionSchema.array().parse(redactions),
  };
}
