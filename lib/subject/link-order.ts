import { validate } from "uuid";
import { orderRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import type { OrderReason } from "@/lib/event/link-reasons";
import { recordEvent } from "@/lib/event/record-event";
import { acceptRecord } from "./accept-record";
import { lockLinks, RUNNING } from "./lock-links";

interface OrderTarget {
  storeId: string;
  requestId: string;
  orderId: string;
  reason: OrderReason;
  actor: MerchantActor;
}

/**
 * Links an order that goes to nobody by itself, such as one without an email address, to an open request, whose exports
 * then hold it: one that is ready already does not, and is made again. A member of the store decides that, and says why: a household shares its phone.
 * @throws UserError "invalid" for a request or order that is not the store's, "orderOfAnother" for an order that is some
 * account's, "alreadyClosed", "exportRunning".
 */
export async function linkOrder({ storeId, requestId, orderId, reason, actor }: OrderTarget): Promise<void> {
  if (!validate(requestId) || !validate(orderId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    await lockLinks(transaction, { storeId, requestId, unless: RUNNING });
    const order = await transaction.order.findFirst({
      where: { storeId, id: orderId },
      select: { name: true, customerId: true, emailNormalized: true },
    });
    if (!order) throw new UserError("invalid");
    const { customerId, emailNormalized } = order;
    const accounts = emailNormalized
      ? await transaction.customer.count({ where: { storeId, kind: "account", emailNormalized } })
      : 0;
    if (customerId || accounts > 0) throw new UserError("orderOfAnother");
    const link = { source: RECORDS_SOURCE, record: orderRecord(orderId) };
    if (!(await acceptRecord(transaction, { storeId, requestId, ...link }, order.name, reason, actor))) return;
    const event = { storeId, requestId, type: "record_linked", actor } as const;
    await recordEvent(transaction, { ...event, data: { ...link, reason } });
  });
}
