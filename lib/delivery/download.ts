import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { DOWNLOADS } from "./delivery-policy";
import { standingOf } from "./delivery-standing";
import type { FoundAccess } from "./find-access";
import { lockDelivery } from "./lock-delivery";
import type { VisitorFacts } from "./visitor-facts";

/**
 * Counts a download at the first answer that a browser's cookie gets; later ones, which resume it,
 * cost nothing.
 * @returns false where the delivery ended meanwhile, or all downloads are used up.
 */
export async function beginDownload(access: FoundAccess, visitor: VisitorFacts): Promise<boolean> {
  const { storeId, deliveryId, requestId, tokenHash } = access;
  if (access.downloadedAt) return true;
  return await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery || standingOf(delivery) !== "live") return false;
    const row = { storeId_tokenHash: { storeId, tokenHash } };
    const { downloadedAt } = await transaction.deliveryAccess.findUniqueOrThrow({
      where: row,
      select: { downloadedAt: true },
    });
    if (downloadedAt) return true; // another answer of the same cookie began it
    if (delivery.downloads >= DOWNLOADS) return false;
    await transaction.deliveryAccess.update({
      where: row,
      data: { downloadedAt: new Date() },
      select: { storeId: true },
    });
    await transaction.delivery.updateMany({
      where: { storeId, id: deliveryId },
      data: { downloads: { increment: 1 } },
    });
    await recordEvent(transaction, {
      storeId,
      requestId,
      type: "delivery_downloaded",
      actor: { kind: "customer" },
      data: { deliveryId, ...visitor },
    });
    return true;
  });
}
