import { validate } from "uuid";
import { listSearches } from "@/lib/archive/searches";
import { prisma } from "@/lib/database";
import { currentState } from "@/lib/expiry";
import { findStarter } from "./request-export";
import { storedRecords, storedSearches, storedSources } from "./stored-sources";

/** One of a store's exports with its files; null for an unknown one and for another store's alike. */
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
    requestedBy: await findStarter(found.requestedById),
    state: currentState(found),
    sources,
    searches: listSearches(storedSearches.parse(found.searches), sources),
    records: storedRecords.parse(found.records),
  };
}

export type FoundExport = NonNullable<Awaited<ReturnType<typeof findExport>>>;
