import { encryptedZip } from "@/lib/archive/encrypted-zip";
import { findArchive } from "@/lib/archive/find-archive";
import { readEntries } from "@/lib/archive/read-entries";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { lockLiveDelivery, type MerchantsDelivery } from "./lock-delivery";
import { checkDelivery } from "./stream-delivery";
import { isZipPassword } from "./zip-password";

/**
 * The zip of a live delivery, encrypted with a password that `makeZipPassword` made; the history says who downloaded it.
 * Bytes are deciphered as they are read; the stream breaks off when the delivery is revoked or expires.
 * @throws UserError "invalid" for a password of another form, "deliveryOver" where the store has no such delivery (any
 * more).
 */
export async function openPasswordZip({
  storeId,
  deliveryId,
  actor,
  password,
}: MerchantsDelivery & { password: string }): Promise<{ stream: ReadableStream<Uint8Array>; fileName: string }> {
  if (!isZipPassword(password)) throw new UserError("invalid");
  const exportId = await prisma().$transaction(async (transaction) => {
    const { method, exportId, requestId } = await lockLiveDelivery(transaction, storeId, deliveryId);
    if (method !== "password_zip" || !exportId) throw new UserError("deliveryOver");
    await recordEvent(transaction, { storeId, requestId, type: "delivery_downloaded", actor, data: { deliveryId } });
    return exportId;
  });
  const archive = await findArchive({ storeId, exportId });
  if (!archive) throw new UserError("deliveryOver");
  const runs = readEntries(archive, () => checkDelivery(storeId, deliveryId));
  return {
    stream: encryptedZip(archive.files, archive.madeAt, password, runs),
    fileName: archive.fileName.replace(/\.zip$/, "-encrypted.zip"),
  };
}
