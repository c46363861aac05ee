import { v7 as uuidv7 } from "uuid";
import type { EmailKind } from "@/emails/texts";
import type { Transaction } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { enqueue } from "@/lib/queue/enqueue";
import type { Audience } from "@/prisma/generated/client";

/** An email that was decided on. */
export interface EmailToQueue {
  storeId: string;
  requestId?: string;
  eventId?: string;
  audience: Audience;
  kind: EmailKind;
  locale: string;
  to: string;
  /** Of a digest: the day of its store's digest before it. */
  dueSince?: Date | null;
}

/**
 * Records emails, and a job to send each, in the transaction that decided on them. What the same
 * event has already queued for the same person is left as it is; an address that cannot be mailed is
 * recorded as failed.
 * @param afterSeconds delays them.
 */
export async function queueEmails(transaction: Transaction, emails: EmailToQueue[], afterSeconds = 0): Promise<void> {
  const queued = await transaction.email.createManyAndReturn({
    data: emails.map(rowOf),
    skipDuplicates: true,
    select: { storeId: true, id: true, state: true },
  });
  for (const { storeId, id, state } of queued)
    if (state === "queued") await enqueue(transaction, "send-email", { storeId, emailId: id }, afterSeconds);
}

function rowOf({ kind, ...email }: EmailToQueue) {
  const { address, normalized, mailable } = readEmailAddress(email.to);
  const failed = { state: "failed", lastError: "unmailable" satisfies EmailFailure } as const;
  return {
    ...email,
    id: uuidv7(),
    template: kind,
    to: address,
    toNormalized: normalized,
    ...(mailable ? { state: "queued" as const } : failed),
  };
}

/**
 * Why an email was not sent, as `lastError` stores it: the kind, and a code for administrators. The
 * messages `emails.failures` put each kind into words.
 */
export type EmailFailure =
  | "unmailable"
  | "internal"
  | `refused ${string}`
  | `unavailable ${string}`
  | `unreachable ${string}`;

const failureKinds = ["unmailable", "refused", "unavailable", "unreachable", "internal"] as const;

/** Reads a `lastError`, for a page that shows it. */
export function readEmailFailure(lastError: string): { kind: (typeof failureKinds)[number]; code: string } {
  const [kind, code = ""] = lastError.split(" ", 2);
  return { kind: failureKinds.find((known) => known === kind) ?? "internal", code };
}
