import retry from "p-retry";
import { database, prisma } from "@/lib/database";
import { encryptDelivery } from "@/lib/delivery/encrypt-delivery";
import { finishEncryptedEmail } from "@/lib/delivery/encrypted-email";
import { readEmailAddress } from "@/lib/email-address";
import { MailError } from "@/lib/mail/mail-error";
import { sendMail } from "@/lib/mail/send-mail";
import { metrics } from "@/lib/observability/metrics";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import type { EmailFailure } from "./email-failure";
import { isStillNeeded } from "./is-still-needed";
import { loadEmail, type QueuedEmail } from "./load-email";
import { mintEmailToken } from "./mint-email-token";
import { renderEmail } from "./render-email";

/**
 * Sends one e-mail. The link in it is minted here, at the moment of sending. A process that is
 * killed between the server's answer and the note of it leads to a second try with the same
 * Message-ID: an e-mail is rather sent twice than lost. A database that is away meanwhile is waited for.
 * @throws MailError, or another error, when it must be tried again.
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
    await untilDatabaseAnswers(() => noteSent(email, message));
  } catch (error) {
    const refused = error instanceof MailError && error.kind === "refused";
    const over = refused || lastTry;
    await conclude(email, {
      state: over ? "failed" : "retrying",
      attempts: { increment: 1 },
      lastError: failureOf(error),
    });
    if (!refused) throw error;
  }
}

async function noteSent(email: QueuedEmail, message: NonNullable<Awaited<ReturnType<typeof prepare>>>) {
  const { deliveryId } = email.about;
  // Before it is noted that it was sent: the delivery must not be left open by a process that dies here.
  if (message.encrypted && deliveryId) await finishEncryptedEmail(email.storeId, deliveryId);
  await database().query(NOTE_SENT, [
    email.storeId,
    email.id,
    new Date().toISOString(),
    message.subject,
    message.keptText,
  ]);
  metrics().emails.inc({ result: "sent" });
}

const NOTE_SENT = `
  UPDATE email SET state = 'sent', attempts = attempts + 1, sent_at = $3, last_error = NULL, subject = $4, text = $5
   WHERE store_id = $1 AND id = $2 AND state IN ('queued', 'retrying')`;

/** Tries for some three minutes, the time of a database's restart: what failed here would be sent twice. */
async function untilDatabaseAnswers(note: () => Promise<void>): Promise<void> {
  await retry(note, { retries: 40, minTimeout: 200, maxTimeout: 5000 });
}

/** The message; undefined when what it says has passed. */
async function prepare(email: QueuedEmail) {
  const { store, facts, template, id, to } = email;
  if (!isStillNeeded(email)) return undefined;
  const minted = await mintEmailToken(email);
  if (minted === "unneeded") return undefined;
  const { subject, html, text } = await renderEmail(template, { ...facts, token: minted });
  const encrypted =
    template === "encrypted-delivery" && email.about.deliveryId
      ? await encryptDelivery(email.storeId, email.about.deliveryId, text)
      : undefined;
  if (template === "encrypted-delivery" && !encrypted) return undefined;
  const replyTo = [store.replyTo, store.contactEmail].find((address) => address && readEmailAddress(address).mailable);
  return {
    id,
    to,
    senderName: store.senderName || store.name,
    ...(replyTo && { replyTo }),
    subject,
    html,
    text,
    ...(encrypted && { encrypted }),
    keptText: minted ? withoutWordsOf(minted, text, leftOut(template)) : text,
  };
}

/** A text with something else in the place of each word that a secret stands in. */
function withoutWordsOf(secret: string, text: string, instead: string): string {
  return text
    .split(/(\s)/)
    .map((word) => (word.includes(secret) ? instead : word))
    .join("");
}

/** What stands in the kept text where the secret was. */
function leftOut(template: QueuedEmail["template"]): string {
  return template === "delivery-code" ? "[code left out]" : "[link left out]";
}

type Conclusion = Parameters<ReturnType<typeof prisma>["email"]["updateMany"]>[0]["data"];

async function conclude({ storeId, id }: QueuedEmail, data: Conclusion) {
  // updateMany: the request, and its e-mails with it, may have been deleted meanwhile.
  await prisma().email.updateMany({ where: { storeId, id, state: { in: ["queued", "retrying"] } }, data });
  metrics().emails.inc({ result: String(data.state) });
}

function failureOf(error: unknown): EmailFailure {
  return error instanceof MailError ? `${error.kind} ${error.code}` : "internal";
}
