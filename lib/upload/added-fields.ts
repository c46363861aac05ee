import { z } from "zod";
import { requiredText } from "@/lib/store/typed-text";

/** Where added data are from, as a form or an upload says it. */
export const addedFrom = {
  system: requiredText(100, "systemMissing", "systemTooLong"),
  asOf: z.iso.date({ error: "asOfMissing" }),
};

/** A text that is added by hand. */
export const addedText = requiredText(20_000, "addedTextMissing", "addedTextTooLong");
