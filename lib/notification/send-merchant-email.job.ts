import { prisma } from "@/lib/database";
import { logger } from "@/lib/logger";
import { MailError } from "@/lib/mail/mail-error";
import { sendMail } from "@/lib/mail/send-mail";
import { metrics } from "@/lib/observability/metrics";
import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { composeMerchantEmail } from "./merchant-emails";

/**
 * Sends one email about a merchant's account, whose link is created here, and deletes its row. If the process is killed after
 * the mail server's answer, it is sent again with the same Message-ID and a link of its own; the first link stays valid.
 * @throws MailError, or another error, when the job must be tried again.
 */
export async function sendMerchantEmailJob({ emailId }: JobData<"send-merchant-email">, { lastTry }: JobContext) {
  const email = await prisma().merchantEmail.findUnique({ where: { id: emailId } });
  if (!email) return;
  try {
    const message = await composeMerchantEmail(email);
    if (message) await sendMail({ id: email.id, ...message });
    metrics().emails.inc({ result: message ? "sent" : "unneeded" });
  } catch (error) {
    const refused = error instanceof MailError && error.kind === "refused";
    metrics().emails.inc({ result: refused || lastTry ? "failed" : "retrying" });
    if (!refused && !lastTry) throw error;
    logger.warn({ err: error, kind: email.kind }, "an email about an account was not sent");
    const { storeId, invitationId } = email;
    if (storeId && invitationId)
      await prisma().invitation.updateMany({ where: { storeId, id: invitationId }, data: { emailFailed: true } });
  }
  await prisma().merchantEmail.deleteMany({ where: { id: emailId } });
}
