import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";

/** An email address typed by a person: one that mail can be sent to. Messages are keys of `errors`. */
export const typedEmail = z
  .string({ error: "emailMissing" })
  .trim()
  .min(1, { error: "emailMissing", abort: true })
  .max(254, { error: "emailTooLong", abort: true })
  .transform(readEmailAddress)
  .refine(({ mailable }) => mailable, { error: "emailMalformed" });
