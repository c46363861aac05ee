import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";

/** A text that a person must type, trimmed. Messages are keys of `errors`. */
export function requiredText(maxLength: number, missing: string, tooLong: string) {
  const text = z.string({ error: missing }).trim().min(1, { error: missing, abort: true });
  return text.max(maxLength, { error: tooLong, abort: true });
}

/**
 * A few words to a customer in plain text, of several lines, which may be left out: browsers end lines with CR LF. No links,
 * which would look like the store's own in an email that asks its reader to press one.
 * @param tooLong the message past `maxLength`; such a text is looked through no further, which might take seconds.
 */
export function typedMessage(maxLength: number, tooLong: string) {
  return z
    .string()
    .transform((typed) => typed.replace(/\r\n?/g, "\n").trim())
    .refine((typed) => typed.length <= maxLength, { error: tooLong, abort: true })
    .refine((typed) => !/[^\P{Cc}\n\t]/u.test(typed), { error: "invalid" })
    .refine((typed) => !holdsLink(typed), { error: "messageHoldsLink" });
}

/** Whether a text holds what an email program would make a link of: an address of the web, with or without its scheme. */
export function holdsLink(text: string): boolean {
  return LINK.test(text);
}

// A name before a well-known ending, or before a slash; not the domain of an email address.
const LINK =
  /[a-z][a-z0-9+.-]*:\/\/|\bwww\.|(?<![@\w.-])(?:[\p{L}\p{N}-]+\.)+(?:(?:com|net|org|info|biz|eu|de|at|ch|uk|us|fr|it|es|nl|pl|io|co|me|app|dev|ai|ly|gl|be|to|ru|cn|xyz|top|site|online|shop|store|link|click|live)\b(?![\w.-]*@)|[a-z]{2,24}\/)/iu;

/** The longest reason, or note about an answer, that staff write, in UTF-16 units. */
export const MAX_REASON_LENGTH = 2000;

/** The longest message that goes with a delivery, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 1500;

/** A password for signing in, as it was typed. */
export const typedPassword = z
  .string({ error: "passwordMissing" })
  .min(1, { error: "passwordMissing" })
  .max(500, { error: "passwordTooLong" });

/** Someone's email address, one that mail can be sent to. @param missing the message where there is none. */
export function emailField(missing: string) {
  return requiredText(254, missing, "emailTooLong")
    .transform(readEmailAddress)
    .refine(({ mailable }) => mailable, { error: "emailMalformed" });
}

/** A person's own email address. */
export const typedEmail = emailField("emailMissing");
