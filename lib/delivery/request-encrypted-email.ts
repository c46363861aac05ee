import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { DOWNLOADS, LARGEST_EMAILED_BYTES } from "./delivery-policy";
import { standingOf } from "./delivery-standing";
import { findAccess } from "./find-access";
import { lockDelivery } from "./lock-delivery";
import { maskEmail } from "./mask-email";
import type { VisitorFacts } from "./visitor-facts";

/**
 * Sends the archive to the request's verified address, encrypted to a key that a browser with a live
 * access gave. It counts as one of the delivery's downloads, so that nobody fills an inbox.
 * @param publicKey armored, as `readPublicKey` gave it.
 * @returns the address, masked.
 * @throws UserError "deliveryOver" without a live access, "downloadsUsedUp", "archiveTooLarge" past
 * what mail servers take.
 */
export async function requestEncryptedEmail({
  storeId,
  deliveryId,
  cookie,
  publicKey,
  visitor,
}: {
  storeId: string;
  deliveryId: string;
  /** The browser's, for this delivery. */
  cookie: string | undefined;
  publicKey: string;
  visitor: VisitorFacts;
}): Promise<string> {
  const access = await findAccess(storeId, deliveryId, cookie);
  if (!access) throw new UserError("deliveryOver");
  return await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery || standingOf(delivery) !== "live") throw new UserError("deliveryOver");
    if (delivery.downloads >= DOWNLOADS) throw new UserError("downloadsUsedUp");
    const { sizeBytes } = await transaction.export.findUniqueOrThrow({
      where: { storeId_id: { storeId, id: access.exportId } },
      select: { sizeBytes: true },
    });
    if (sizeBytes === null || sizeBytes > LARGEST_EMAILED_BYTES) throw new UserError("archiveTooLarge");
    await transaction.delivery.updateMany({
      where: { storeId, id: deliveryId },
      data: { publicKey, downloads: { increment: 1 } },
    });
    await recordEvent(transaction, {
      storeId,
      requestId: delivery.requestId,
      type: "delivery_key_added",
      actor: { kind: "customer" },
      data: { deliveryId, ...visitor },
    });
    const { email } = await transaction.request.findUniqueOrThrow({
      where: { storeId_id: { storeId, id: delivery.requestId } },
      select: { email: true },
    });
    return maskEmail(email ?? "");
  });
}
