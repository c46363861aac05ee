import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";

/** A text that a person must type, trimmed. Messages are keys of `errors`. */
export function requiredText(maxLength: number, missing: string, tooLong: string) {
  const text = z.string({ error: missing }).trim().min(1, { error: missing, abort: true });
  return text.max(maxLength, { error: tooLong, abort: true });
}

/** A password for signing in, as it was typed. */
export const typedPassword = z
  .string({ error: "passwordMissing" })
  .min(1, { error: "passwordMissing" })
  .max(500, { error: "passwordTooLong" });

/** An email address typed by a person: one that mail can be sent to. */
export const typedEmail = requiredText(254, "emailMissing", "emailTooLong")
  .transform(readEmailAddress)
  .refine(({ mailable }) => mailable, { error: "emailMalformed" });
