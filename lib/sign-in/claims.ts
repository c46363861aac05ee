import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";
import { isStorable } from "@/lib/storable-text";

/** A claim of a token (RFC 7519) that is stored, or compared in the database. */
export const claimText = z.string().min(1).max(255).refine(isStorable);

/** The claim that names a customer's address: one that mail can be sent to. */
export const emailClaim = z
  .string()
  .transform(readEmailAddress)
  .refine(({ mailable }) => mailable);
