import MimeNode from "nodemailer/lib/mime-node";
import { env } from "@/lib/env";

/** One email, ready to be sent. */
export interface MailMessage {
  /** The same at each attempt, so that a receiver can drop duplicates (RFC 5322, 3.6.4). */
  id: string;
  to: string;
  /** The name shown with the sender's address, such as the store's. */
  senderName: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  /** An armored OpenPGP message that is sent instead of html and text (RFC 3156). */
  encrypted?: string;
}

/** Where emails are sent. */
export interface MailTransport {
  /** Resolves when the other side has accepted the email. @throws MailError. */
  send(message: MailMessage): Promise<void>;
  close(): void;
}

/**
 * The options that nodemailer builds the message from. Names and subjects come from stores and customers:
 * control characters, which could start another header, become spaces.
 */
export async function mailOptions({ id, to, senderName, replyTo, subject, html, text, encrypted }: MailMessage) {
  const from = senderAddress();
  const headers = {
    messageId: `<${id}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    from: { name: oneLine(senderName), address: from },
    to: { name: "", address: to },
    ...(replyTo && { replyTo: { name: "", address: replyTo } }),
    subject: oneLine(subject),
  };
  return {
    ...headers,
    // Exactly this one recipient, regardless of the headers.
    envelope: { from, to: [to] },
    ...(encrypted ? { raw: await encryptedMail(headers, encrypted) } : { html, text, headers: automaticHeaders }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Keep out-of-office replies away: RFC 3834, 5; the second is for Microsoft Exchange. */
const automaticHeaders = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

interface Headers {
  messageId: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  replyTo?: { name: string; address: string };
  subject: string;
}

/** A complete PGP/MIME message (RFC 3156, 4), for which nodemailer has no option. */
async function encryptedMail({ messageId, from, to, replyTo, subject }: Headers, encrypted: string): Promise<Buffer> {
  const root = new MimeNode('multipart/encrypted; protocol="application/pgp-encrypted"', { newline: "win" });
  root.setHeader({ from, to, ...(replyTo && { "Reply-To": replyTo }), subject, "Message-ID": messageId });
  for (const [name, value] of Object.entries(automaticHeaders)) root.setHeader(name, value);
  root.createChild("application/pgp-encrypted").setContent("Version: 1\r\n");
  root
    .createChild("application/octet-stream; name=encrypted.asc")
    .setHeader({ "Content-Disposition": "inline; filename=encrypted.asc", "Content-Transfer-Encoding": "7bit" })
    .setContent(encrypted);
  return await root.build();
}

/** The address in MAIL_FROM, which may start with a name. */
function senderAddress(): string {
  const { mailFrom } = env();
  return /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
