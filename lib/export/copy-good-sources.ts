import { isDeepStrictEqual } from "node:util";
import type { SourceResult, SourceSearch } from "@/lib/archive/archive-facts";
import type { ExportKey } from "@/lib/archive/export-key";
import { readRows } from "@/lib/archive/read-rows";
import { type StrippedSecret, strippedSecretSchema } from "@/lib/archive/strip-secrets";
import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";
import type { Row } from "@/lib/section/descriptor";
import { type SectionKey, sections } from "@/lib/section/sections";
import {
  ownKeyOf,
  ownSectionsIn,
  ownSectionsOf,
  type RowReader,
  type StoredOwnSection,
  storedOwnSections,
} from "@/lib/source/own-descriptor";
import type { OwnCollector, RowSource } from "@/lib/source/source";
import type { BegunBuild } from "./begin-build";
import { type StoredRecord, storedRecords, storedSearches, storedSources } from "./stored-sources";

/** The sources of an export, of which some give what they gave to an earlier one. */
export interface PartlyCopied {
  sources: RowSource[];
  /** How those that are copied were searched then, by their names. */
  copied: Map<string, SourceSearch>;
  /** The earlier export; undefined where nothing is copied. */
  from: string | undefined;
  /** The secrets that it left out, whoever held them. */
  leftOut: StrippedSecret[];
}

/** An earlier export, as far as another one is made from it. */
interface Earlier extends ExportKey {
  sources: SourceResult[];
  searches: SourceSearch[];
  ownSections: StoredOwnSection[];
  records: StoredRecord[];
  leftOut: StrippedSecret[];
  startedAt: Date;
}

// An order may have ten thousand lines.
const PAGE_ROWS = 20;

/**
 * Replaces the sources that gave all they have to the export that this one tries again by their rows there, so that what
 * was reviewed stays. One is read anew where it failed, was not searched, has further sections, or other records of it
 * or other imported ones are linked by now; all are where the address was proved since, or the earlier bytes are gone.
 */
export async function copyGoodSources(
  { build: { storeId }, request, records, retryOfId }: BegunBuild,
  sources: RowSource[],
  unsearched: string[] = [],
): Promise<PartlyCopied> {
  const earlier = retryOfId ? await findEarlier(storeId, retryOfId) : undefined;
  const isStale = earlier && request.verifiedAt !== null && request.verifiedAt > earlier.startedAt;
  if (!earlier || isStale) return { sources, copied: new Map(), from: undefined, leftOut: [] };
  const gave = sources.filter((source) => !unsearched.includes(source.name) && gaveAll(source, earlier, records));
  // What the imported records gave instead of a shop that failed is left out where it answers now.
  const isShopRead = sources.some((source) => source.origin && !gave.includes(source));
  const good = gave.filter((source) => !isShopRead || source.title !== undefined);
  const names = new Set(good.map(({ name }) => name));
  const searches = earlier.searches.filter(({ source }) => names.has(source));
  const copied = new Map(searches.map((search) => [search.source, search]));
  return {
    sources: sources.map((source) => (copied.has(source.name) ? copyOf(source, earlier) : source)),
    copied,
    from: earlier.exportId,
    leftOut: copied.size > 0 ? earlier.leftOut : [],
  };
}

async function findEarlier(storeId: string, exportId: string): Promise<Earlier | undefined> {
  const found = await prisma().export.findFirst({
    where: { storeId, id: exportId, reviewOfId: null, state: "ready", expiresAt: unexpired() },
    select: { sources: true, searches: true, ownSections: true, records: true, leftOut: true, startedAt: true },
  });
  if (!found?.startedAt) return undefined;
  return {
    ...{ storeId, exportId, startedAt: found.startedAt },
    sources: storedSources.parse(found.sources),
    searches: storedSearches.parse(found.searches),
    ownSections: storedOwnSections.parse(found.ownSections),
    records: storedRecords.parse(found.records),
    leftOut: strippedSecretSchema.array().parse(found.leftOut),
  };
}

/** Whether what a source gave to the earlier export is all that it would give now but for later changes. */
function gaveAll(source: RowSource, earlier: Earlier, records: StoredRecord[]): boolean {
  const { name } = source;
  const search = earlier.searches.find((one) => one.source === name);
  const results = earlier.sources.filter((one) => one.source === name);
  const has = (section: SectionKey) => results.some((result) => result.section === section);
  // A customer that staff linked brings their address, by which every source finds guests.
  const linked = (all: StoredRecord[]) =>
    all
      .flatMap((one) => ([name, RECORDS_SOURCE].includes(one.source) ? [`${one.source} ${one.record}`] : []))
      .toSorted()
      .join("\n");
  return (
    search?.notSearched === null &&
    results.length > 0 &&
    results.every(({ failure }) => failure === null) &&
    sections.every((section) => !source.collectors[section] || has(section)) &&
    // Its rows are read by their columns.
    ownSectionsOf([source]).every(
      (own) => has(own.key) && earlier.ownSections.some((before) => isDeepStrictEqual(before, own)),
    ) &&
    linked(records) === linked(earlier.records)
  );
}

/** A source that gives its rows of the earlier export again. */
function copyOf(source: RowSource, earlier: Earlier): RowSource {
  const results = earlier.sources.filter((result) => result.source === source.name);
  const readers = new Map(results.map((result) => [result.section, readerOf(earlier, result)]));
  const own = ownSectionsIn(earlier.ownSections, source.name).flatMap((section) => {
    const collector = readers.get(ownKeyOf(source.name, section.key));
    return collector ? [{ section, collector: collector as OwnCollector["collector"] }] : [];
  });
  const collectors = Object.fromEntries(
    sections.flatMap((section) => (readers.has(section) ? [[section, readers.get(section)]] : [])),
  );
  const { name, title, origin } = source;
  return { ...{ name, title, collectors, own }, ...(origin && { origin }) };
}

function readerOf(earlier: Earlier, result: SourceResult): Required<RowReader> {
  const { source, section, rows, dropped, replaced, stated } = result;
  const ofSection = earlier.sources.filter((one) => one.section === section);
  const before = ofSection.slice(
    0,
    ofSection.findIndex((one) => one.source === source),
  );
  const from = before.reduce((sum, one) => sum + one.rows, 0);
  return {
    count: async () => rows,
    async *pages(_subject, signal, notes) {
      if (dropped) notes?.drop(dropped);
      if (replaced) notes?.replace?.(replaced);
      let page: Row[] = [];
      let read = 0;
      if (rows > 0)
        for await (const held of readRows(earlier, { section, from })) {
          page.push(held.row);
          read += 1;
          if (page.length === PAGE_ROWS || read === rows) {
            signal.throwIfAborted();
            yield page;
            page = [];
          }
          if (read === rows) break;
        }
      if (read < rows) throw new Error("the earlier export is not whole");
    },
    stated: async () => stated,
  };
}
