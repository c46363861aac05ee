import { validate } from "uuid";
import type { SourceResult } from "@/lib/archive/archive-facts";
import { listSearches } from "@/lib/archive/searches";
import { prisma } from "@/lib/database";
import { currentState } from "@/lib/expiry";
import { storedOwnSections, tableWith } from "@/lib/source/own-descriptor";
import { findReplacing } from "./find-replacing";
import { findStarter } from "./request-export";
import { storedRecords, storedSearches, storedSources } from "./stored-sources";

/**
 * One of a store's exports with its files, and the newest of its request where that replaces it; null for an unknown one and
 * for another store's alike.
 */
export async function findExport({ storeId, exportId }: { storeId: string; exportId: string }) {
  if (!validate(exportId)) return null;
  const found = await prisma().export.findFirst({
    where: { storeId, id: exportId },
    omit: { wrappedKey: true, redactions: true },
    include: { request: true, files: { orderBy: { number: "asc" }, select: { path: true, sizeBytes: true } } },
  });
  if (!found) return null;
  const sources = storedSources.parse(found.sources);
  return {
    ...found,
    replacedBy: await findReplacing(prisma(), found),
    requestedBy: await findStarter(found.requestedById),
    state: currentState(found),
    sources,
    sections: sumSections(sources),
    table: tableWith(storedOwnSections.parse(found.ownSections)),
    searches: listSearches(storedSearches.parse(found.searches), sources),
    records: storedRecords.parse(found.records),
  };
}

/** What each section holds from all of its sources, and whether any of them failed; in the archive's order. */
function sumSections(sources: SourceResult[]): Pick<SourceResult, "section" | "rows" | "failure">[] {
  return [...Map.groupBy(sources, ({ section }) => section)].map(([section, results]) => ({
    section,
    rows: results.reduce((sum, { rows }) => sum + rows, 0),
    failure: results.find(({ failure }) => failure)?.failure ?? null,
  }));
}

export type FoundExport = NonNullable<Awaited<ReturnType<typeof findExport>>>;
