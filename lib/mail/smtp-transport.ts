import { createTransport } from "nodemailer";
import { isPrivateHost } from "@/lib/env-variables";
import { readMailError } from "./mail-error";
import { type MailTransport, mailOptions } from "./mail-message";

/**
 * Sends through the SMTP server at `url`, over connections that are kept open for more emails.
 * A server outside the private network gets nothing without TLS, unless the URL says `requireTLS=false`.
 * @param answerTimeoutSeconds how long an answer may take before the connection is considered broken.
 */
export function smtpTransport(url: string, answerTimeoutSeconds = 30): MailTransport {
  const pool = createTransport({
    url,
    pool: true,
    requireTLS: !isPrivateHost(new URL(url).hostname),
    maxConnections: 8,
    // Only the job tries an email again that a broken connection lost: it counts the attempts.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: answerTimeoutSeconds * 1000,
  });
  return {
    send: async (message) => {
      try {
        await pool.sendMail(await mailOptions(message));
      } catch (error) {
        throw readMailError(error);
      }
    },
    close: () => pool.close(),
  };
}
