import type { ArchiveFacts } from "@/lib/archive/archive-facts";
import { type Build, openChunkStore, TakenOverError } from "@/lib/archive/chunk-store";
import { collectedRows } from "@/lib/archive/collect-section";
import type { ExportKey } from "@/lib/archive/export-key";
import { liveShopsFirst } from "@/lib/archive/given-rows";
import { reviewedFacts, reviewedRows } from "@/lib/archive/reviewed-rows";
import { writeArchive } from "@/lib/archive/write-archive";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { formatLocaleFor } from "@/lib/locale";
import { regimesOf } from "@/lib/request/regimes-of";
import type { Row } from "@/lib/section/descriptor";
import type { SectionTable } from "@/lib/section/section-table";
import type { SectionKey } from "@/lib/section/sections";
import { ownSectionsOf, readerOf, type StoredOwnSection, tableWith } from "@/lib/source/own-descriptor";
import { endedSources, sourcesOf } from "@/lib/source/registry";
import type { RowSource, Subject } from "@/lib/source/source";
import { readInformation } from "@/lib/store/information-settings";
import { readLogo } from "@/lib/store/logo";
import { subjectOfRequest } from "@/lib/subject/subject-of-request";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { countAdded } from "@/lib/upload/added-items";
import { addedSource, readAddedFile, unconnectedSources } from "@/lib/upload/added-source";
import { type BegunBuild, beginBuild } from "./begin-build";
import { readCarriedRedactions } from "./carry-redactions";
import { copyGoodSources } from "./copy-good-sources";
import { finishBuild } from "./finish-build";

/**
 * Collects, packs and encrypts an export, and makes it ready; a reviewed copy is built from its original's rows instead.
 * Does nothing where it is not queued or collecting; a build that was cut off starts over under a new key. No
 * transaction spans it.
 * @param signal stops it between two pages; the next run starts over.
 * @throws TakenOverError when another run of the job has taken the export over; UserError "exportGone" when a copy's
 * original is not there (any more), "nothingToExport" when nothing says whose data to collect; others when nothing at all could be read, or the database is away.
 */
export async function buildExport(target: ExportKey, signal: AbortSignal, sources?: RowSource[]): Promise<void> {
  signal.throwIfAborted();
  const begun = await beginBuild(target, signal);
  if (!begun) return;
  if (begun.original) await buildCopy(begun, begun.original, signal);
  else await buildOriginal(begun, signal, sources ?? (await sourcesOf(target)));
}

async function buildOriginal(begun: BegunBuild, signal: AbortSignal, sources: RowSource[]): Promise<void> {
  const { build, request } = begun;
  const { storeId, exportId } = build;
  const subject = await subjectOfRequest(request);
  const added = { storeId, requestId: request.id };
  const hasAdded = (await countAdded(added)) > 0;
  // It was started while their records were looked for, and nothing was found.
  if (!hasAdded && isNobody(subject)) throw new UserError("nothingToExport");
  const ended = await endedSources(subject, sources);
  const partly = await copyGoodSources(begun, liveShopsFirst(sources), subject.unsearched);
  const unconnected = await unconnectedSources(added);
  const all = [...partly.sources, ...ended, ...unconnected, ...(hasAdded ? [addedSource(added)] : [])];
  const table = await keepOwnSections(build, ownSectionsOf(all));
  const chunks = openChunkStore(build);
  const openFile = (row: Row) => readAddedFile(storeId, row);
  const { copied, leftOut } = partly;
  const masksUndisclosed = (await regimesOf(request)).some(({ regime }) => regime === "ccpa");
  const reading = { sources: all, table, subject, signal, exportId, openFile, copied, leftOut, masksUndisclosed };
  const rows = collectedRows(reading);
  const carried = await readCarriedRedactions(build, request.id, table, partly);
  const { sources: results, ...written } = await writeArchive({
    chunks,
    rows: carried?.watch(rows) ?? rows,
    facts: await archiveFacts(begun, table),
    progress: progressReporter(build, () => countRows(all, subject, table)),
  });
  if (results.every((result) => result.failure)) throw new Error("no section could be read");
  await finishBuild(begun, { chunks, ...written, sources: results, leftOut: rows.leftOut(), carried });
}

async function buildCopy(
  begun: BegunBuild,
  original: NonNullable<BegunBuild["original"]>,
  signal: AbortSignal,
): Promise<void> {
  const table = await keepOwnSections(begun.build, original.ownSections);
  const facts = await reviewedFacts(original, await archiveFacts(begun, table));
  const chunks = openChunkStore(begun.build);
  const rows = reviewedRows(original, facts, signal);
  try {
    const rowsExpected = original.sources.reduce((sum, result) => sum + result.rows, 0);
    const written = await writeArchive({
      chunks,
      rows,
      facts,
      progress: progressReporter(begun.build, async () => rowsExpected),
    });
    await finishBuild(begun, { chunks, ...written, leftOut: original.leftOut });
  } finally {
    await rows.close();
  }
}

async function archiveFacts({ request, startedAt }: BegunBuild, table: SectionTable): Promise<ArchiveFacts> {
  const { reference, customerName, email, locale, formatLocale, createdAt, storeId, store } = request;
  return {
    ...{ reference, table },
    customer: { name: customerName, email },
    locale,
    formatLocale: formatLocaleFor(locale, formatLocale),
    timeZone: store.timeZone ?? DEFAULT_TIME_ZONE,
    store: { name: store.name, contact: store.contactEmail },
    requestedAt: createdAt.toISOString(),
    generatedAt: startedAt.toISOString(),
    information: await readInformation(storeId, locale, store),
    logo: await readLogo(storeId),
  };
}

/**
 * Keeps what an export's connections have of their own, before the first row: its page shows what is being read.
 * @throws TakenOverError when another run of the job has taken the export over.
 */
async function keepOwnSections({ storeId, exportId, attempt }: Build, own: StoredOwnSection[]): Promise<SectionTable> {
  if (own.length > 0) {
    const { count } = await prisma().export.updateMany({
      where: { storeId, id: exportId, attempts: attempt, state: "collecting" },
      data: { ownSections: own.map((section) => JSON.parse(JSON.stringify(section))) },
    });
    if (count === 0) throw new TakenOverError("another run builds this export");
  }
  return tableWith(own);
}

function isNobody({ customerIds, orderIds = [], liveRecords = [], emails }: Subject): boolean {
  return customerIds.length + orderIds.length + liveRecords.length + emails.length === 0;
}

/** How many rows there are to collect; undefined where a source cannot say. */
async function countRows(sources: RowSource[], subject: Subject, { keys }: SectionTable): Promise<number | undefined> {
  try {
    const readers = sources.flatMap((source) => keys.flatMap((section) => readerOf(source, section) ?? []));
    const counts = await Promise.all(readers.map((reader) => reader.count?.(subject)));
    return counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);
  } catch {
    return undefined;
  }
}

// Often enough to look live, seldom enough to cost nothing.
const REPORT_MILLISECONDS = 250;

/**
 * Writes how far a build is, at most four times a second. A build that is done sooner writes nothing, and counts nothing.
 * @throws TakenOverError, from what it returns, when another run of the job has taken the export over.
 */
function progressReporter({ storeId, exportId, attempt }: Build, countRows: () => Promise<number | undefined>) {
  let reportedAt = performance.now();
  let counted: Promise<number | undefined> | undefined;
  return async (section: SectionKey, rowsCollected: number): Promise<void> => {
    const now = performance.now();
    if (now - reportedAt < REPORT_MILLISECONDS) return;
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
