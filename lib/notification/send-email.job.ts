import retry from "p-retry";
import { prisma } from "@/lib/database";
import { encryptDelivery } from "@/lib/delivery/encrypt-delivery";
import { finishEncryptedEmail } from "@/lib/delivery/encrypted-email";
import { readEmailAddress } from "@/lib/email-address";
import { reduceErased } from "@/lib/erasure/reduce-request";
import { isolate } from "@/lib/isolate";
import { MailError } from "@/lib/mail/mail-error";
import { sendMail } from "@/lib/mail/send-mail";
import { metrics } from "@/lib/observability/metrics";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { composeEmail } from "./compose-email";
import { loadEmail, type QueuedEmail } from "./load-email";
import type { EmailFailure } from "./queue-emails";

/**
 * Sends one email. Its link is created here, at the moment of sending. If the process is killed
 * after the mail server's answer and before that is recorded, the email is sent again with the same
 * Message-ID: better twice than never. If the database is down, it is waited for.
 * @throws MailError, or another error, when the job must be tried again.
 */
export async function sendEmailJob({ storeId, emailId }: JobData<"send-email">, { lastTry }: JobContext) {
  const email = await loadEmail(storeId, emailId);
  if (!email || (email.state !== "queued" && email.state !== "retrying")) return;
  try {
    const message = await prepare(email);
    if (!message) {
      await conclude(email, { state: "unneeded", lastError: null });
      return;
    }
    await sendMail(message);
    await untilDatabaseAnswers(() => recordSent(email, message));
    // Where the process dies before, the clean-up does it.
    if (email.request?.type === "erasure") await reduceErased({ storeId, requestId: email.request.id });
  } catch (error) {
    const refused = error instanceof MailError && error.kind === "refused";
    await conclude(email, {
      state: refused || lastTry ? "failed" : "retrying",
      attempts: { increment: 1 },
      lastError: failureOf(error),
    });
    if (!refused) throw error;
  }
}

async function recordSent(email: QueuedEmail, message: NonNullable<Awaited<ReturnType<typeof prepare>>>) {
  const { deliveryId } = email.about;
  // First, so that a process that dies between the two does not leave the delivery open.
  if (message.encrypted && deliveryId) await finishEncryptedEmail(email.storeId, deliveryId);
  await conclude(email, {
    ...{ state: "sent", attempts: { increment: 1 }, sentAt: new Date(), lastError: null },
    ...{ subject: message.subject, text: message.keptText },
  });
}

/** Tries for about three minutes, the time a database takes to restart: otherwise the email would be sent twice. */
async function untilDatabaseAnswers(record: () => Promise<void>): Promise<void> {
  await retry(record, { retries: 40, minTimeout: 200, maxTimeout: 5000 });
}

/** Composes the message; undefined when it is no longer needed. */
async function prepare(email: QueuedEmail) {
  const { store, facts, kind, row, id, to } = email;
  if (row.stillNeeded && !row.stillNeeded(facts)) return undefined;
  const token = await row.mint?.(email);
  if (row.mint && !token) return undefined;
  const { subject, html, text } = await composeEmail(kind, { ...facts, token });
  const isEncrypted = kind === "encrypted-delivery" && !facts.isTest;
  const encrypted =
    isEncrypted && email.about.deliveryId
      ? await encryptDelivery(email.storeId, email.about.deliveryId, text)
      : undefined;
  if (isEncrypted && !encrypted) return undefined;
  const replyTo = [store.replyTo, store.contactEmail].find((address) => address && readEmailAddress(address).mailable);
  return {
    id,
    to,
    senderName: isolate(store.senderName || store.name),
    ...(replyTo && { replyTo }),
    subject,
    html,
    text,
    ...(encrypted && { encrypted }),
    keptText: keptText(text, token, email),
  };
}

/**
 * An email's text as it is kept: without its secret, and without the people whom a digest names, since it belongs to no
 * request and would outlive theirs.
 */
function keptText(text: string, token: string | undefined, { row, facts }: QueuedEmail): string {
  if (facts.due) return "[requests left out]";
  return token ? replaceWords(token, text, row.link ? "[link left out]" : "[code left out]") : text;
}

/** Replaces every word of a text that contains a secret. */
function replaceWords(secret: string, text: string, replacement: string): string {
  return text
    .split(/(\s)/)
    .map((word) => (word.includes(secret) ? replacement : word))
    .join("");
}

type Conclusion = Parameters<ReturnType<typeof prisma>["email"]["updateMany"]>[0]["data"];

async function conclude({ storeId, id }: QueuedEmail, data: Conclusion) {
  // updateMany: the request and its emails may have been deleted in the meantime.
  await prisma().email.updateMany({ where: { storeId, id, state: { in: ["queued", "retrying"] } }, data });
  metrics().emails.inc({ result: String(data.state) });
}

function failureOf(error: unknown): EmailFailure {
  return error instanceof MailError ? `${error.kind} ${error.code}` : "internal";
}
