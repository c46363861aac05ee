import { prisma } from "@/lib/database";
import { maskEmail } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { moveRequest } from "@/lib/request/request-status";
import type { ClientInfo } from "./client-info";
import { findAccess } from "./delivery-access";
import { MAX_DOWNLOADS, MAX_EMAILED_BYTES } from "./delivery-policy";
import { completeDelivery } from "./end-delivery";
import { lockDelivery, lockLiveDelivery } from "./lock-delivery";
import { methods } from "./methods/registry";

/**
 * Sends the archive to the request's verified address, encrypted to a key that a browser with access gave. It counts as
 * one of the delivery's downloads, so that nobody fills an inbox.
 * @param cookie the browser's, for this delivery.
 * @param publicKey armored, as `readPublicKey` gave it.
 * @returns the address, masked.
 * @throws UserError "deliveryOver" without access, "downloadsUsedUp", "archiveTooLarge" past what mail servers accept.
 */
export async function requestEncryptedEmail({
  storeId,
  deliveryId,
  cookie,
  publicKey,
  client,
}: {
  storeId: string;
  deliveryId: string;
  cookie: string | undefined;
  publicKey: string;
  client: ClientInfo;
}): Promise<string> {
  const access = await findAccess(storeId, deliveryId, cookie);
  if (!access) throw new UserError("deliveryOver");
  return await prisma().$transaction(async (transaction) => {
    const { requestId, downloads } = await lockLiveDelivery(transaction, storeId, deliveryId);
    if (downloads >= MAX_DOWNLOADS) throw new UserError("downloadsUsedUp");
    const { sizeBytes } = await transaction.export.findUniqueOrThrow({
      where: { storeId_id: { storeId, id: access.exportId } },
      select: { sizeBytes: true },
    });
    if (sizeBytes === null || sizeBytes > MAX_EMAILED_BYTES) throw new UserError("archiveTooLarge");
    await transaction.delivery.updateMany({
      where: { storeId, id: deliveryId },
      data: { publicKey, downloads: { increment: 1 } },
    });
    const data = { deliveryId, ...client };
    await recordEvent(transaction, {
      ...{ storeId, requestId, type: "delivery_key_added", actor: { kind: "customer" }, data },
    });
    const { email } = await transaction.request.findUniqueOrThrow({
      where: { storeId_id: { storeId, id: requestId } },
      select: { email: true },
    });
    return maskEmail(email ?? "");
  });
}

/**
 * Records that a mail server has accepted the encrypted email of a delivery: the customer has the data, and the request
 * is closed as answered. It completes a delivery by encrypted email; the link of another stays live. A second run
 * changes nothing.
 */
export async function finishEncryptedEmail(storeId: string, deliveryId: string): Promise<void> {
  const actor = { kind: "system" } as const;
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (delivery?.state !== "live") return;
    if (methods[delivery.method].completedBy === "email")
      return await completeDelivery(transaction, delivery, "send", actor);
    const target = { storeId, requestId: delivery.requestId, actor };
    await recordEvent(transaction, { ...target, type: "delivery_sent", data: { deliveryId } });
    await transaction.delivery.updateMany({
      where: { storeId, id: deliveryId, deliveredAt: null },
      data: { deliveredAt: new Date() },
    });
    await moveRequest(transaction, target, "answer");
  });
}
