import { validate } from "uuid";
import { customerName } from "@/lib/customer/customer-name";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { buildSearchText } from "@/lib/search/fold-text";
import { lockLinks } from "./lock-links";
import { putLink } from "./put-link";

/**
 * Sets the customer that an open request belongs to, in place of the one before. Once an export is running or ready it
 * cannot change: what was collected is that customer's.
 * @throws UserError "invalid" for a request or customer that is not the store's, "alreadyClosed",
 * "exportRunning".
 */
export async function linkCustomer({
  storeId,
  requestId,
  customerId,
  actor,
}: {
  storeId: string;
  requestId: string;
  customerId: string;
  actor: Actor;
}): Promise<void> {
  if (!validate(requestId) || !validate(customerId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    const customer = await transaction.customer.findFirst({
      where: { storeId, id: customerId },
      select: { firstName: true, lastName: true, company: true },
    });
    if (!customer) throw new UserError("invalid");
    const {
      reference,
      email,
      customerId: before,
    } = await lockLinks(transaction, {
      ...{ storeId, requestId },
      unless: ["queued", "collecting", "ready"],
    });
    if (before === customerId) return;
    const name = customerName(customer);
    await transaction.request.updateMany({
      where: { storeId, id: requestId, state: "open" },
      data: { customerId, customerName: name, searchText: buildSearchText([reference, email, name]) },
    });
    const link = { storeId, requestId, source: RECORDS_SOURCE };
    if (before) await transaction.linkedRecord.deleteMany({ where: { ...link, record: customerRecord(before) } });
    await putLink(transaction, { ...link, record: customerRecord(customerId) }, "chosen", actor);
    await recordEvent(transaction, { storeId, requestId, type: "customer_linked", actor, data: { customerId } });
  });
}
