import MimeNode from "nodemailer/lib/mime-node";
import { createMessage, encrypt, enums, config as openpgpConfig, readKey } from "openpgp";

/** What goes into an encrypted e-mail. */
interface Contents {
  /** The recipient's key as `readPublicKey` gave it. */
  publicKey: string;
  text: string;
  attachment: { fileName: string; bytes: Uint8Array };
}

/**
 * The encrypted part of a PGP/MIME message (RFC 3156, 4): a text and a zip, as one MIME entity,
 * compressed (its base64 comes to the zip's own size again) and encrypted to the recipient's key.
 * @returns armored.
 * @throws when the key has expired since it was read.
 */
export async function encryptMessage({ publicKey, text, attachment }: Contents): Promise<string> {
  const entity = new MimeNode("multipart/mixed");
  entity.createChild("text/plain; charset=utf-8").setContent(text);
  entity.createChild("application/zip", { filename: attachment.fileName }).setContent(Buffer.from(attachment.bytes));
  return await encrypt({
    message: await createMessage({ binary: await entity.build() }),
    encryptionKeys: await readKey({ armoredKey: publicKey }),
    format: "armored",
    config: {
      ...openpgpConfig,
      preferredCompressionAlgorithm: enums.compression.zlib,
      minRSABits: 2048,
      showVersion: false,
      showComment: false,
    },
  });
}
