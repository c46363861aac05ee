import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";
import type { Actor } from "@/lib/event/event-types";
import { line, optionalAddress } from "./data-request-settings";
import { saveStore } from "./save-store";

const MAX_RECIPIENTS = 20;

/** The fields of the notification settings besides the checkboxes. */
export const senderSettings = {
  /** One address per line; commas are accepted too. */
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
    .refine((addresses) => addresses.length <= MAX_RECIPIENTS, { error: "recipientsMalformed" })
    .refine((addresses) => addresses.every((address) => readEmailAddress(address).mailable), {
      error: "recipientsMalformed",
    }),
  senderName: line.pipe(z.string().max(100, { error: "nameTooLong" })).transform((text) => text || null),
  replyTo: optionalAddress,
};

export type SenderSettings = z.infer<z.ZodObject<typeof senderSettings>>;

/** Saves who gets a store's notifications (if nobody, its owners) and who its emails come from. */
export async function saveSenderSettings(storeId: string, settings: SenderSettings, actor: Actor): Promise<void> {
  await saveStore(storeId, settings, actor, "notifications");
}
