import MimeNode from "nodemailer/lib/mime-node";
import { createMessage, encrypt, enums, readKey } from "openpgp";
import { findArchive } from "@/lib/archive/find-archive";
import { streamArchive } from "@/lib/archive/stream-archive";
import { prisma } from "@/lib/database";
import { MAX_EMAILED_BYTES } from "./delivery-policy";
import { isLive } from "./delivery-status";
import { openpgpConfig } from "./read-public-key";

/**
 * A live delivery's archive with a few words, encrypted to the key that was given for it.
 * @returns armored; undefined where the delivery has ended, has no key, or is too large.
 */
export async function encryptDelivery(storeId: string, deliveryId: string, text: string): Promise<string | undefined> {
  const delivery = await prisma().delivery.findUnique({
    where: { storeId_id: { storeId, id: deliveryId } },
    select: { exportId: true, publicKey: true, state: true, expiresAt: true, request: { select: { state: true } } },
  });
  if (!delivery?.exportId || !delivery.publicKey || !isLive(delivery)) return undefined;
  const archive = await findArchive({ storeId, exportId: delivery.exportId });
  if (!archive || archive.sizeBytes > MAX_EMAILED_BYTES) return undefined;
  const pieces: Uint8Array[] = [];
  for await (const piece of streamArchive(archive)) pieces.push(piece);
  const attachment = { fileName: archive.fileName, bytes: Buffer.concat(pieces) };
  return await encryptMessage({ publicKey: delivery.publicKey, text, attachment });
}

/**
 * The encrypted part of a PGP/MIME message (RFC 3156, 4): a text and a zip, as one MIME entity, compressed (its base64
 * comes to the zip's own size again) and encrypted to the recipient's key.
 * @param publicKey the recipient's, as `readPublicKey` gave it.
 * @returns armored.
 * @throws when the key has expired since it was read.
 */
export async function encryptMessage({
  publicKey,
  text,
  attachment,
}: {
  publicKey: string;
  text: string;
  attachment: { fileName: string; bytes: Uint8Array };
}): Promise<string> {
  const entity = new MimeNode("multipart/mixed");
  entity.createChild("text/plain; charset=utf-8").setContent(text);
  entity.createChild("application/zip", { filename: attachment.fileName }).setContent(Buffer.from(attachment.bytes));
  return await encrypt({
    message: await createMessage({ binary: await entity.build() }),
    encryptionKeys: await readKey({ armoredKey: publicKey }),
    format: "armored",
    config: { ...openpgpConfig, preferredCompressionAlgorithm: enums.compression.zlib },
  });
}
