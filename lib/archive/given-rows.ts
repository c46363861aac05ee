import type { Row } from "@/lib/section/descriptor";
import type { SectionKey } from "@/lib/section/sections";
import { type Origin, originText, platformIdOf } from "@/lib/source/origin";
import type { RowSource } from "@/lib/source/source";

/**
 * What a row is known by at its shop, in each section whose imported rows a live source of the same shop replaces. Addresses
 * go with their customer. Marketing choices are not among them: what earlier files said of them, no platform tells.
 */
const shopIds: { [S in SectionKey]?: (row: Row) => unknown } = {
  profile: (row) => row.platformId ?? row.record,
  addresses: (row) => row.record,
  orders: (row) => row.platformId,
};

/** The rows that live sources have given so far, so that none of the same shop's comes once more from the imported records. */
export interface GivenRows {
  /** Of a page that a source with an origin gave. */
  note(section: SectionKey, origin: Origin, page: Row[]): void;
  isGiven(section: SectionKey, origin: string | null, platformId: string | null): boolean;
}

/** Begins with none. */
export function createGivenRows(): GivenRows {
  const given = new Map<string, Set<string>>();
  return {
    note(section, origin, page) {
      const key = `${section} ${originText(origin)}`;
      const ids = given.get(key) ?? new Set();
      given.set(key, ids);
      for (const row of page) {
        const id = shopIds[section]?.(row);
        if (typeof id === "string") ids.add(platformIdOf(id));
      }
    },
    isGiven: (section, origin, platformId) =>
      origin !== null && platformId !== null && given.get(`${section} ${origin}`)?.has(platformId) === true,
  };
}

/** The sources with those first whose shops may have been imported too: the records then leave out what these gave. */
export function liveShopsFirst<S extends RowSource>(sources: S[]): S[] {
  return [...sources.filter(({ origin }) => origin), ...sources.filter(({ origin }) => !origin)];
}
