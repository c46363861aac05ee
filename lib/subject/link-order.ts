import { validate } from "uuid";
import { orderRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor, OrderReason } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { lockLinks } from "./lock-links";
import { putLink } from "./put-link";

interface Target {
  storeId: string;
  requestId: string;
  orderId: string;
  actor: Actor & { kind: "merchant" };
}

/**
 * Links an order that goes to nobody by itself, such as one without an email address, to an open request, whose exports
 * then hold it: one that is ready already does not, and is made again. A member of the store decides that, and says why: a household shares its phone.
 * @throws UserError "invalid" for a request or order that is not the store's, "orderOfAnother" for an order that is some
 * account's, "alreadyClosed", "exportRunning".
 */
export async function linkOrder({ reason, ...target }: Target & { reason: OrderReason }): Promise<void> {
  await changeLink(target, async (transaction, link) => {
    const { storeId, requestId, orderId, actor } = target;
    const order = await transaction.order.findFirst({
      where: { storeId, id: orderId },
      select: { customerId: true, emailNormalized: true },
    });
    if (!order) throw new UserError("invalid");
    const { customerId, emailNormalized } = order;
    const accounts = emailNormalized
      ? await transaction.customer.count({ where: { storeId, kind: "account", emailNormalized } })
      : 0;
    if (customerId || accounts > 0) throw new UserError("orderOfAnother");
    if (!(await putLink(transaction, link, reason, actor))) return;
    const { source, record } = link;
    await recordEvent(transaction, {
      storeId,
      requestId,
      type: "record_linked",
      actor,
      data: { source, record, reason },
    });
  });
}

/** Takes an order's link back. @throws UserError as `linkOrder` does. */
export async function unlinkOrder(target: Target): Promise<void> {
  await changeLink(target, async (transaction, link) => {
    const { count } = await transaction.linkedRecord.deleteMany({ where: link });
    const { storeId, requestId, source, record } = link;
    const event = { storeId, requestId, type: "record_unlinked", actor: target.actor } as const;
    if (count > 0) await recordEvent(transaction, { ...event, data: { source, record } });
  });
}

async function changeLink(
  { storeId, requestId, orderId }: Target,
  change: (
    transaction: Transaction,
    link: { storeId: string; requestId: string; source: string; record: string },
  ) => Promise<void>,
): Promise<void> {
  if (!validate(requestId) || !validate(orderId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    await lockLinks(transaction, { storeId, requestId, unless: ["queued", "collecting"] });
    await change(transaction, { storeId, requestId, source: RECORDS_SOURCE, record: orderRecord(orderId) });
  });
}
