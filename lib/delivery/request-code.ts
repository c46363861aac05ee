import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import { CODES_A_DAY, DOWNLOADS } from "./delivery-policy";
import { standingOf } from "./delivery-standing";
import { findDeliveryLink } from "./find-delivery-link";
import { lockDelivery } from "./lock-delivery";
import type { VisitorFacts } from "./visitor-facts";

/**
 * Asks for a code, which goes to the verified address of the request and nowhere else. The worker
 * makes it when it sends it.
 * @param block what rate limits count the visitor by.
 * @throws UserError "rateLimited", "linkInvalid" for an unknown link, "deliveryOver" for one that
 * opens nothing (any more), "downloadsUsedUp", "codesUsedUp" after five in 24 hours.
 */
export async function requestCode({
  storeId,
  token,
  block,
  visitor,
}: {
  storeId: string;
  token: string;
  block: string;
  visitor: VisitorFacts;
}): Promise<void> {
  await limitRate("deliveryFormByAddress", block);
  const deliveryId = await findDeliveryLink(storeId, token);
  if (!deliveryId) throw new UserError("linkInvalid");
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery || standingOf(delivery) !== "live") throw new UserError("deliveryOver");
    if (delivery.downloads >= DOWNLOADS) throw new UserError("downloadsUsedUp");
    const dayAgo = new Date(Date.now() - 24 * 3600 * 1000);
    const asked = await transaction.deliveryCode.count({ where: { storeId, deliveryId, createdAt: { gt: dayAgo } } });
    if (asked >= CODES_A_DAY) throw new UserError("codesUsedUp");
    const codeId = uuidv7();
    await transaction.deliveryCode.create({ data: { storeId, id: codeId, deliveryId }, select: { id: true } });
    await recordEvent(transaction, {
      storeId,
      requestId: delivery.requestId,
      type: "delivery_code_requested",
      actor: { kind: "customer" },
      data: { deliveryId, codeId, ...visitor },
    });
  });
}
