import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { enqueue } from "@/lib/queue/enqueue";
import type { Audience } from "@/prisma/generated/client";
import type { EmailFailure } from "./email-failure";
import type { TemplateName } from "./notification-events";

/** An e-mail that was decided on. */
export interface EmailToQueue {
  storeId: string;
  requestId?: string;
  eventId?: string;
  audience: Audience;
  template: TemplateName;
  locale: string;
  to: string;
}

/**
 * Records e-mails, and a job to send each, in the transaction that decided on them. What the same
 * event has queued for the same person already is left as it is; what cannot be mailed is recorded
 * as failed.
 */
export async function queueEmails(transaction: Transaction, emails: EmailToQueue[]): Promise<void> {
  const queued = await transaction.email.createManyAndReturn({
    data: emails.map(rowOf),
    skipDuplicates: true,
    select: { storeId: true, id: true, state: true },
  });
  for (const { storeId, id, state } of queued)
    if (state === "queued") await enqueue(transaction, "send-email", { storeId, emailId: id });
}

/** The row of an e-mail that was decided on. */
function rowOf(email: EmailToQueue) {
  const { address, normalized, mailable } = readEmailAddress(email.to);
  const failed = { state: "failed", lastError: "unmailable" satisfies EmailFailure } as const;
  return {
    ...email,
    id: uuidv7(),
    to: address,
    toNormalized: normalized,
    ...(mailable ? { state: "queued" as const } : failed),
  };
}
