import { z } from "zod";
import { sectionKey } from "./sections";

/**
 * Why a store may keep something back: others' rights and trade secrets by GDPR Art. 15(4) and recital 63, legal
 * privilege by national law within Art. 23, security by Art. 32; "other" in the merchant's own words.
 */
export const redactionReasons = ["other_person", "trade_secret", "legal_privilege", "security", "other"] as const;
export type RedactionReason = (typeof redactionReasons)[number];

/** The row of a redaction that concerns every row of its section. */
export const EVERY_ROW = -1;

/** What the store takes out of an export: a value, a row, a column or a section. */
export const redactionSchema = z.object({
  section: sectionKey,
  /** The row's place in its section, from 0; EVERY_ROW for a column or the whole section. */
  row: z.int().min(EVERY_ROW),
  // A JSON Pointer (RFC 6901) into the row, such as "/shippingAddress/name"; empty for the whole row, or,
  // with EVERY_ROW, for the whole section. In a column, "*" means every element of a list: "/lines/*/name".
  pointer: z.string().max(500),
  reason: z.enum(redactionReasons),
  reasonText: z.string().nullable(),
});
export type Redaction = z.infer<typeof redactionSchema>;
