import { prisma } from "@/lib/database";
import { isUniqueViolation } from "@/lib/error";
import { enqueueWith } from "@/lib/queue/enqueue-with";
import { type EmailToQueue, queueEmails, rowOf } from "./queue-emails";

/** Does for an event's only e-mail what `queueEmails` does, in one statement: most events send one. */
export async function queueEmail(email: EmailToQueue): Promise<void> {
  const row = rowOf(email);
  if (row.state !== "queued") return await prisma().$transaction((transaction) => queueEmails(transaction, [email]));
  const { storeId, id, requestId, eventId, audience, template, locale, to, toNormalized } = row;
  try {
    await enqueueWith(
      {
        expressions: `queued AS (
            INSERT INTO email (store_id, id, request_id, event_id, audience, template, locale, "to", to_normalized)
            VALUES ($2, $3, $4, $5, $6::audience, $7, $8, $9, $10)
          )`,
        values: [storeId, id, requestId ?? null, eventId ?? null, audience, template, locale, to, toNormalized],
      },
      "send-email",
      { storeId, emailId: id },
    );
  } catch (error) {
    // The event has queued it already: the index email_store_id_event_id_audience_to_normalized_key.
    if (!isUniqueViolation(error)) throw error;
  }
}
