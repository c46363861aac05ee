import { z } from "zod";
import type { Clues } from "@/lib/source/source";

/** The kinds of what a source is asked by. */
const clueKinds = ["email", "phone", "account", "record"] as const;
export type ClueKind = (typeof clueKinds)[number];

/** What the last search for a person's records asked: which sources, when and by what kind of clue, never the values. */
export const searchManifest = z.object({
  sources: z.array(
    z.object({
      source: z.string(),
      /** What the store called it then; null for the imported records. */
      title: z.string().nullable(),
      askedBy: z.array(z.enum(clueKinds)),
      /** Null where it did not answer. */
      answeredAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type SearchManifest = z.infer<typeof searchManifest>;

/** The kinds of the clues that a source is asked by. */
export function clueKindsOf({ emails, phones, platformIds, records }: Clues): ClueKind[] {
  const known = { email: emails, phone: phones, account: platformIds, record: records };
  return clueKinds.filter((kind) => known[kind].length > 0);
}
