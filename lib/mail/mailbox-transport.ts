import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import { type MailTransport, mailOptions } from "./mail-message";

/** Where a process without an SMTP server keeps its emails. */
export function mailboxFolder(): string {
  return path.join(env().dataDir, "mail");
}

/**
 * Writes each email to an RFC 5322 file, `TIME-ID.eml`, so that names sort by time. A reader never sees
 * half a file: it is renamed once it is complete.
 */
export function mailboxTransport(): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    send: async (message) => {
      const { message: bytes } = await composer.sendMail(await mailOptions(message));
      const folder = mailboxFolder();
      const name = `${new Date().toISOString().replace(/[-:.]/g, "")}-${message.id}`;
      const unfinished = path.join(folder, `${name}.tmp`);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        await writeFile(unfinished, bytes as Buffer, { mode: 0o600 });
        await rename(unfinished, path.join(folder, `${name}.eml`));
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    close: () => {},
  };
}
