import { databaseSource } from "@/lib/customer/database-source/database-source";
import { type CustomerSource, type Subject, sections } from "@/lib/customer/source";
import { subjectOfRequest } from "@/lib/customer/subject-of-request";
import { defaultLocale, isLocale, type Locale } from "@/lib/locale";
import type { Information } from "@/lib/store/information-fields";
import { readInformation } from "@/lib/store/read-information";
import type { ArchiveFacts } from "./archive-facts";
import { type BegunBuild, beginBuild } from "./begin-build";
import { openChunkStore } from "./chunk-store";
import type { ExportKey } from "./export-key";
import { finishBuild } from "./finish-build";
import { progressReporter } from "./report-progress";
import { writeArchive } from "./write-archive";

/**
 * Collects, packs and encrypts an export, and makes it ready. Does nothing where it is not queued or
 * collecting; a build that was cut off starts anew, under a new key. No transaction spans it.
 * @param signal stops it between two pages; the next run starts anew.
 * @throws TakenOverError when another run of the job has begun it anew; others when nothing at all
 * could be read, or the database is away.
 */
export async function buildExport(
  target: ExportKey,
  signal: AbortSignal,
  source: CustomerSource = databaseSource,
): Promise<void> {
  signal.throwIfAborted();
  const begun = await beginBuild(target);
  if (!begun) return;
  const { request } = begun;
  const locale = isLocale(request.locale) ? request.locale : defaultLocale;
  const [subject, information] = await Promise.all([
    subjectOfRequest(request),
    readInformation(request.storeId, locale, request.store),
  ]);
  const { files, sources } = await writeArchive({
    exportId: target.exportId,
    chunks: openChunkStore(begun.build),
    subject,
    source,
    signal,
    facts: archiveFacts(begun, locale, information),
    progress: progressReporter(begun.build, await countRows(source, subject)),
  });
  if (sources.every((result) => result.failure)) throw new Error("no section could be read");
  await finishBuild(begun, files, sources);
}

function archiveFacts({ request, startedAt }: BegunBuild, locale: Locale, information: Information): ArchiveFacts {
  const { reference, customerName, email, createdAt, store } = request;
  return {
    reference,
    customer: { name: customerName, email },
    locale,
    store: { name: store.name, contact: store.contactEmail },
    requestedAt: createdAt.toISOString(),
    generatedAt: startedAt.toISOString(),
    information,
  };
}

/** How many rows there are to collect; undefined where it cannot be told. */
async function countRows(source: CustomerSource, subject: Subject): Promise<number | undefined> {
  try {
    const counts = await Promise.all(sections.map((section) => source.collectors[section].count(subject)));
    return counts.reduce((sum, count) => sum + count, 0);
  } catch {
    return undefined;
  }
}
