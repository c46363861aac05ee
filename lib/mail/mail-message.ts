import { env } from "@/lib/env";

/** One e-mail, ready to be handed over. */
export interface MailMessage {
  /** The same at each try, so that a receiver can drop what it has already (RFC 5322, 3.6.4). */
  id: string;
  to: string;
  /** What stands before the sender's address, such as a store's name. */
  senderName: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
}

/** Hands e-mails over to where they go. */
export interface MailTransport {
  /** Resolves when the other side has taken the e-mail over. @throws MailError. */
  send(message: MailMessage): Promise<void>;
  close(): void;
}

/**
 * What nodemailer builds the message from. Names and subjects come from stores and customers: control
 * characters, which could start a header of their own, become spaces.
 */
export function mailOptions({ id, to, senderName, replyTo, subject, html, text }: MailMessage) {
  const from = senderAddress();
  return {
    messageId: `<${id}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    from: { name: oneLine(senderName), address: from },
    to: { name: "", address: to },
    ...(replyTo && { replyTo: { name: "", address: replyTo } }),
    // Exactly this one recipient, whatever the headers say.
    envelope: { from, to: [to] },
    subject: oneLine(subject),
    html,
    text,
    headers: {
      // Holiday replies and the like stay away: RFC 3834, 5; the second is Microsoft Exchange's.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The address in MAIL_FROM, which may have a name before it. */
function senderAddress(): string {
  const { mailFrom } = env();
  return /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
