import { z } from "zod";
import { typedMessage } from "@/lib/store/typed-text";

/** The longest message, in UTF-16 units. The database's CHECK counts characters, which are no more. */
export const MAX_MESSAGE_CHARACTERS = 5000;

/** Messages of one request, of both sides together. */
export const MAX_MESSAGES = 200;

/** Files that a customer may add to one request's answers. */
export const MAX_MESSAGE_FILES = 20;

/** The largest of them, as it arrives. */
export const MAX_MESSAGE_FILE_BYTES = 10_000_000;

/** For how long they are kept once the request is closed. */
export const MESSAGE_FILES_KEPT_DAYS = 90;

/** Wrong codes in a request's life, over all links to its messages, after which no code opens them: as of a delivery. */
export { MAX_WRONG_CODES } from "@/lib/delivery/delivery-policy";

/**
 * A customer's answer in plain text, of several lines: browsers end lines with CR LF. It may be empty where files come
 * with it. Only staff read it, as text.
 */
export const messageField = z
  .string()
  .transform((typed) => typed.replace(/\r\n?/g, "\n").trim())
  .refine((typed) => typed.length <= MAX_MESSAGE_CHARACTERS, { error: "longMessageTooLong", abort: true })
  .refine((typed) => !/[^\P{Cc}\n\t]/u.test(typed), { error: "invalid" });

/** What staff ask a customer: the same without links, which would look like ours in an email that asks to press one. */
export const questionField = typedMessage(MAX_MESSAGE_CHARACTERS, "longMessageTooLong").refine((text) => text !== "", {
  error: "questionMissing",
});
