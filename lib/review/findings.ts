import { z } from "zod";

const findingKinds = ["email", "phone", "name"] as const;
export type FindingKind = (typeof findingKinds)[number];

const stored = z.object({
  positions: z.array(z.object({ section: z.string(), row: z.int(), pointer: z.string(), kind: z.enum(findingKinds) })),
  counts: z.record(z.string(), z.int()),
});

/** What the job `inspect-export` stores: where, and how many in each section; no value. */
export type StoredFindings = z.infer<typeof stored>;

/** Where other people's data may be in an export. */
export interface ReadFindings {
  /** How many places of a section were pointed out, those past the first thousand too. */
  count(section: string): number;
  /** Whether the place of each of a section's is known. */
  isWhole(section: string): boolean;
  /** What was pointed out at a value. */
  at(section: string, row: number, pointer: string): FindingKind[];
  /** The pointers of what was pointed out below one of a row, such as in the lines of an order. */
  below(section: string, row: number, pointer: string): string[];
  /** The rows of a section at which something was pointed out. */
  rows(section: string): Set<number>;
}

/** An export's findings as the job `inspect-export` stored them; null while they are looked for. */
export function readFindings(held: unknown): ReadFindings | null {
  if (held === null || held === undefined) return null;
  const { positions, counts } = stored.parse(held);
  const places = new Map<string, FindingKind[]>();
  for (const { section, row, pointer, kind } of positions) {
    const key = `${section} ${row} ${pointer}`;
    places.set(key, [...new Set([...(places.get(key) ?? []), kind])]);
  }
  return {
    count: (section) => counts[section] ?? 0,
    isWhole: (section) => (counts[section] ?? 0) === positions.filter((one) => one.section === section).length,
    at: (section, row, pointer) => places.get(`${section} ${row} ${pointer}`) ?? [],
    below: (section, row, pointer) =>
      positions
        .filter((one) => one.section === section && one.row === row && one.pointer.startsWith(`${pointer}/`))
        .map((one) => one.pointer),
    rows: (section) => new Set(positions.filter((one) => one.section === section).map(({ row }) => row)),
  };
}
