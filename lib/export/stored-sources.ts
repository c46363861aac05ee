import { z } from "zod";
import type { SourceResult } from "@/lib/archive/archive-facts";
import { sections } from "@/lib/section/sections";

/** The records that an export was made from, with what they were called then: one that is gone since keeps its name here. */
export const storedRecords = z.array(
  z.object({ source: z.string(), record: z.string(), label: z.string().nullable(), reason: z.string() }),
);
export type StoredRecord = z.infer<typeof storedRecords>[number];

/** What build-export has stored. Any other form is an error, not an archive that holds nothing. */
export const storedSources: z.ZodType<SourceResult[]> = z.array(
  z.object({
    source: z.string(),
    section: z.enum(sections),
    rows: z.number(),
    failure: z.literal("unreadable").nullable(),
    stated: z.number().optional(),
    dropped: z.number().optional(),
  }),
);
