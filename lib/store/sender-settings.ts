import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";
import { line, optionalAddress } from "./data-request-settings";

const MOST_RECIPIENTS = 20;

/** The fields of the notification settings beside the checkboxes. */
export const senderSettings = {
  /** One address a line; commas are taken too. */
  recipients: z
    .string()
    .transform((text) => [
      ...new Set(
        text
          .split(/[\r\n,;]+/)
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    ])
    .refine((addresses) => addresses.length <= MOST_RECIPIENTS, { error: "recipientsMalformed" })
    .refine((addresses) => addresses.every((address) => readEmailAddress(address).mailable), {
      error: "recipientsMalformed",
    }),
  senderName: line.pipe(z.string().max(100, { error: "nameTooLong" })).transform((text) => text || null),
  replyTo: optionalAddress,
};

export type SenderSettings = z.infer<z.ZodObject<typeof senderSettings>>;
