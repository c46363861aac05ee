import { findArchive } from "@/lib/archive/find-archive";
import { streamArchive } from "@/lib/archive/stream-archive";
import { prisma } from "@/lib/database";
import { LARGEST_EMAILED_BYTES } from "./delivery-policy";
import { standingOf } from "./delivery-standing";
import { encryptMessage } from "./encrypted-message";

/**
 * A live delivery's archive with some words, encrypted to the key that was given for it.
 * @returns armored; undefined where the delivery has ended, has no key, or holds too much.
 */
export async function encryptDelivery(storeId: string, deliveryId: string, text: string): Promise<string | undefined> {
  const delivery = await prisma().delivery.findUnique({
    where: { storeId_id: { storeId, id: deliveryId } },
    select: { exportId: true, publicKey: true, state: true, expiresAt: true, request: { select: { state: true } } },
  });
  if (!delivery?.exportId || !delivery.publicKey || standingOf(delivery) !== "live") return undefined;
  const archive = await findArchive({ storeId, exportId: delivery.exportId });
  if (!archive || archive.sizeBytes > LARGEST_EMAILED_BYTES) return undefined;
  const pieces: Uint8Array[] = [];
  for await (const piece of streamArchive(archive)) pieces.push(piece);
  return await encryptMessage({
    publicKey: delivery.publicKey,
    text,
    attachment: { fileName: archive.fileName, bytes: Buffer.concat(pieces) },
  });
}
