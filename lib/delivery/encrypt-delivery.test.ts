import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { mailboxFolder, mailboxTransport } from "@/lib/mail/mailbox-transport";
import { smtpTransport } from "@/lib/mail/smtp-transport";
import { testGpg } from "@/test/harness/gpg";
import { startSmtp } from "@/test/harness/smtp";
import { encryptMessage } from "./encrypt-delivery";
import { readPublicKey } from "./read-public-key";

let gpg: ReturnType<typeof testGpg>;
beforeAll(() => {
  gpg = testGpg();
});
afterAll(() => gpg.remove());

vi.setConfig({ testTimeout: 30_000 }); // prime numbers take a while

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

// Incompressible, like a zip.
const zip = randomBytes(1_000_000);

async function encrypted(user: string, algorithm: string) {
  const fingerprint = gpg.makeKey(user, algorithm);
  if (algorithm.startsWith("rsa")) gpg.run(["--quick-add-key", fingerprint, algorithm, "encr", "never"]);
  const { armored } = await readPublicKey(gpg.publicKey(user));
  return await encryptMessage({
    publicKey: armored,
    text: "Grüße: Ihre Daten.\n",
    attachment: { fileName: "dossier-DR-7K3F-9QXM.zip", bytes: zip },
  });
}

const mail = (message: string) => ({
  id: "01930000-0000-7000-8000-000000000001",
  to: "maria.anders@alfki.example",
  senderName: "Northwind Traders",
  replyTo: "privacy@northwind.example",
  subject: "Your data from Northwind",
  html: "<p>in clear</p>",
  text: "in clear",
  encrypted: message,
});

test.each(["future-default", "rsa3072"])("gpg decrypts a message encrypted to its %s key", async (algorithm) => {
  const message = await encrypted(`${algorithm}-one@alfki.example`, algorithm);
  // Armored base64 of the zip, and little more: the base64 within was compressed away.
  expect(message.length).toBeLessThan(zip.length * 1.5);
  const opened = await simpleParser(gpg.run(["--decrypt"], message));
  expect(opened.text).toBe("Grüße: Ihre Daten.\n");
  expect(opened.attachments).toHaveLength(1);
  expect(opened.attachments[0]?.filename).toBe("dossier-DR-7K3F-9QXM.zip");
  expect(opened.attachments[0]?.contentType).toBe("application/zip");
  expect(sha256(opened.attachments[0]?.content ?? Buffer.alloc(0))).toBe(sha256(zip));
});

test("it is sent as PGP/MIME by SMTP and to the mailbox, with nothing in clear text", { timeout: 30_000 }, async () => {
  const message = await encrypted("travel@alfki.example", "future-default");
  const server = await startSmtp();
  const smtp = smtpTransport(server.url);
  await smtp.send(mail(message));
  await mailboxTransport().send(mail(message));
  smtp.close();
  await server.close();
  const file = (await readdir(mailboxFolder())).find((name) => name.endsWith(".eml")) ?? "";
  const source = await readFile(path.join(mailboxFolder(), file));
  expect(source.toString()).not.toContain("in clear");
  for (const received of [server.messages[0], await simpleParser(source)]) {
    expect(received?.subject).toBe("Your data from Northwind");
    expect(received?.from?.value).toEqual([{ name: "Northwind Traders", address: "dossier@localhost.example" }]);
    expect(received?.replyTo?.text).toBe("privacy@northwind.example");
    expect(received?.messageId).toBe("<01930000-0000-7000-8000-000000000001@localhost.example>");
    expect(received?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(received?.headers.get("content-type")).toMatchObject({
      value: "multipart/encrypted",
      params: { protocol: "application/pgp-encrypted" },
    });
    expect(received?.text).toBeUndefined();
    const [control, body] = received?.attachments ?? [];
    expect(control?.contentType).toBe("application/pgp-encrypted");
    expect(control?.content.toString().trim()).toBe("Version: 1");
    expect(body?.contentType).toBe("application/octet-stream");
    const opened = await simpleParser(gpg.run(["--decrypt"], body?.content));
    expect(sha256(opened.attachments[0]?.content ?? Buffer.alloc(0))).toBe(sha256(zip));
  }
  // gpg finds the message within the whole email.
  expect(gpg.run(["--decrypt"], source).toString()).toContain("dossier-DR-7K3F-9QXM.zip");
});

test("another key does not decrypt it", async () => {
  const message = await encrypted("mine@alfki.example", "future-default");
  const other = testGpg();
  other.makeKey("other@alfki.example");
  expect(() => other.run(["--decrypt"], message)).toThrow();
  other.remove();
});
