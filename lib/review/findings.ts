import { z } from "zod";
import { sectionKey } from "@/lib/section/sections";
import type { ValueAt } from "./find-places";

const findingKinds = ["email", "phone", "name"] as const;
export type FindingKind = (typeof findingKinds)[number];

const stored = z.object({
  positions: z.array(z.object({ section: sectionKey, row: z.int(), pointer: z.string(), kind: z.enum(findingKinds) })),
  counts: z.record(z.string(), z.int()),
});

/** What the job `inspect-export` stores: where, and how many in each section; no value. */
export type StoredFindings = z.infer<typeof stored>;

/** Where other people's data may be in an export, as far as the customer would see it. */
export interface ReadFindings {
  /** Whether anything was pointed out at all, also what is redacted by now. */
  hasAny: boolean;
  /** How many places of a section are left, those past the first thousand too. */
  count(section: string): number;
  /** Whether the place of each of a section's is known. */
  isWhole(section: string): boolean;
  /** What was pointed out at a value. */
  at(section: string, row: number, pointer: string): FindingKind[];
  /** The pointers of what was pointed out below one of a row, such as in the lines of an order. */
  below(section: string, row: number, pointer: string): string[];
  /** The rows of a section at which something was pointed out, also what is redacted by now. */
  rows(section: string): Set<number>;
  /** The first row of a section that has something left. */
  firstRow(section: string): number | undefined;
}

/**
 * An export's findings as the job `inspect-export` stored them; null while they are looked for.
 * @param isRedacted whether a place is withheld: then there is nothing left to look at.
 */
export function readFindings(held: unknown, isRedacted: (place: ValueAt) => boolean): ReadFindings | null {
  if (held === null || held === undefined) return null;
  const { positions: found, counts } = stored.parse(held);
  const positions = found.filter((place) => !isRedacted(place));
  const inSection = (places: { section: string }[], section: string) =>
    places.filter((one) => one.section === section).length;
  const places = new Map<string, FindingKind[]>();
  for (const { section, row, pointer, kind } of positions) {
    const key = `${section} ${row} ${pointer}`;
    places.set(key, [...new Set([...(places.get(key) ?? []), kind])]);
  }
  return {
    hasAny: Object.values(counts).some((count) => count > 0),
    count: (section) => (counts[section] ?? 0) - inSection(found, section) + inSection(positions, section),
    isWhole: (section) => (counts[section] ?? 0) === inSection(found, section),
    at: (section, row, pointer) => places.get(`${section} ${row} ${pointer}`) ?? [],
    below: (section, row, pointer) =>
      positions
        .filter((one) => one.section === section && one.row === row && one.pointer.startsWith(`${pointer}/`))
        .map((one) => one.pointer),
    rows: (section) => new Set(found.filter((one) => one.section === section).map(({ row }) => row)),
    firstRow: (section) => positions.find((one) => one.section === section)?.row,
  };
}
