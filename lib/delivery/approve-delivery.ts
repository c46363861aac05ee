import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { requireReviewed } from "@/lib/review/review-progress";
import { may } from "@/lib/sign-in/permissions";
import type { DeliveryState } from "@/prisma/generated/client";
import { requireInformation } from "./information-status";
import { lockDelivery, type MerchantsDelivery } from "./lock-delivery";
import { requireLinkedRecords } from "./require-linked-records";
import { requireOwnTexts } from "./require-own-texts";
import { startDelivery } from "./start-delivery";

/**
 * Approves a delivery that waits for a second member, and starts it. What is delivered is what was chosen: redactions
 * made since then are not in it.
 * @throws UserError "approvalByAnother" for the member who chose it, "forbidden" for a viewer, a stranger and an unknown
 * delivery, "deliveryOver" where it does not wait (any more), "alreadyClosed" where the request is closed,
 * "recordRejected" as `requireLinkedRecords` does, "informationUnconfirmed" as `requireInformation` does, "ownTextsUnconfirmed" as `requireOwnTexts` does, "sectionsNotReviewed" as `requireReviewed` does.
 */
export async function approveDelivery({
  storeId,
  deliveryId,
  actor,
}: MerchantsDelivery): Promise<{ state: DeliveryState }> {
  return await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    const membership = await transaction.membership.findUnique({
      where: { storeId_merchantId: { storeId, merchantId: actor.id } },
      select: { role: true },
    });
    if (!delivery || !membership || !may(membership.role, "delivery.approve")) throw new UserError("forbidden");
    if (delivery.state !== "awaiting_approval") throw new UserError("deliveryOver");
    if (delivery.createdById === actor.id) throw new UserError("approvalByAnother");
    if (delivery.request.state !== "open") throw new UserError("alreadyClosed");
    const { requestId, exportId } = delivery;
    if (exportId) {
      await requireLinkedRecords({ storeId, requestId, exportId }, transaction);
      await requireInformation(storeId, transaction);
      await requireOwnTexts({ storeId, exportId }, transaction);
      await requireReviewed({ storeId, exportId }, transaction);
    }
    await transaction.delivery.updateMany({
      where: { storeId, id: deliveryId },
      data: { approvedById: actor.id, approvedByName: actor.name },
    });
    await recordEvent(transaction, { storeId, requestId, type: "delivery_approved", actor, data: { deliveryId } });
    return { state: await startDelivery(transaction, delivery, actor) };
  });
}
