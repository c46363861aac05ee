import MimeNode from "nodemailer/lib/mime-node";
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
  /** An armored OpenPGP message that goes instead of html and text (RFC 3156). */
  encrypted?: string;
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
    // Exactly this one recipient, whatever the headers say.
    envelope: { from, to: [to] },
    ...(encrypted ? { raw: await encryptedMail(headers, encrypted) } : { html, text, headers: automaticHeaders }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Holiday replies and the like stay away: RFC 3834, 5; the second is Microsoft Exchange's. */
const automaticHeaders = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

interface Headers {
  messageId: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  replyTo?: { name: string; address: string };
  subject: string;
}

/** A whole PGP/MIME message (RFC 3156, 4), which nodemailer has no option for. */
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

/** The address in MAIL_FROM, which may have a name before it. */
function senderAddress(): string {
  const { mailFrom } = env();
  return /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
