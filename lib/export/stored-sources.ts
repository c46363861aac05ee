import { z } from "zod";
import type { SourceResult } from "@/lib/archive/archive-facts";
import { sections } from "@/lib/section/sections";

/** What build-export has stored. Any other form is an error, not an archive that holds nothing. */
export const storedSources: z.ZodType<SourceResult[]> = z.array(
  z.object({
    source: z.string(),
    section: z.enum(sections),
    rows: z.number(),
    failure: z.literal("unreadable").nullable(),
    stated: z.number().optional(),
  }),
);
