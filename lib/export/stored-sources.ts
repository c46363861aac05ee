import { z } from "zod";
import type { SourceResult, SourceSearch } from "@/lib/archive/archive-facts";
import { sectionKey } from "@/lib/section/sections";

/** The records that an export was made from, with what they were called then: one that is gone since keeps its name here. */
export const storedRecords = z.array(
  z.object({ source: z.string(), record: z.string(), label: z.string().nullable(), reason: z.string() }),
);
export type StoredRecord = z.infer<typeof storedRecords>[number];

/** What build-export has stored. Any other form is an error, not an archive that holds nothing. */
export const storedSources: z.ZodType<SourceResult[]> = z.array(
  z.object({
    source: z.string(),
    section: sectionKey,
    rows: z.number(),
    failure: z.literal("unreadable").nullable(),
    stated: z.number().optional(),
    dropped: z.number().optional(),
    replaced: z.number().optional(),
  }),
);

/** How its sources were searched; empty for an export of an earlier release. */
export const storedSearches: z.ZodType<SourceSearch[]> = z.array(
  z.object({
    source: z.string(),
    name: z.string().nullable(),
    notSearched: z.enum(["unanswered", "disconnected", "not_connected"]).nullable(),
    searchedAt: z.iso.datetime().nullable(),
    asOf: z.iso.datetime().nullable(),
    notGiven: z.array(z.string()),
    dropped: z.number().optional(),
  }),
);
