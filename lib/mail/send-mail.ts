import { env } from "@/lib/env";
import type { MailMessage, MailTransport } from "./mail-message";
import { mailboxTransport } from "./mailbox-transport";
import { smtpTransport } from "./smtp-transport";

/**
 * Sends one email to the SMTP server in SMTP_URL or, without one, to the local mailbox.
 * @throws MailError when it was not accepted.
 */
export async function sendMail(message: MailMessage): Promise<void> {
  await transport().send(message);
}

let open: { url: string | undefined; transport: MailTransport } | undefined;

/** One transport per process, so that its connections are reused. */
function transport(): MailTransport {
  const { smtpUrl } = env();
  if (open && open.url === smtpUrl) return open.transport;
  open?.transport.close();
  open = { url: smtpUrl, transport: smtpUrl ? smtpTransport(smtpUrl) : mailboxTransport() };
  return open.transport;
}
