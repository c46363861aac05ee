import { validate } from "uuid";
import { customerName } from "@/lib/customer/customer-name";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor, LinkReason } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { buildSearchText } from "@/lib/search/fold-text";
import type { ExportState } from "@/prisma/generated/client";
import { lockLinks } from "./lock-links";
import { putLink } from "./put-link";

interface CustomerTarget {
  storeId: string;
  requestId: string;
  customerId: string;
  actor: Actor;
}

/**
 * Sets the customer that an open request belongs to, in place of the one before. Once an export is running or ready it
 * cannot change: what was collected is that customer's.
 * @throws UserError "invalid" for a request or customer that is not the store's, "alreadyClosed",
 * "exportRunning".
 */
export async function linkCustomer({ storeId, requestId, customerId, actor }: CustomerTarget): Promise<void> {
  if (!validate(requestId) || !validate(customerId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    const target = { storeId, requestId, customerId, actor };
    await putCustomer(transaction, target, "chosen", ["queued", "collecting", "ready"]);
  });
}

/**
 * Makes a customer's record the one that an open request is about, in the caller's transaction; does nothing where it is.
 * @param unless the states of an export in which that may not change.
 * @throws UserError as `linkCustomer` does.
 */
export async function putCustomer(
  transaction: Transaction,
  { storeId, requestId, customerId, actor }: CustomerTarget,
  reason: LinkReason,
  unless: ExportState[],
): Promise<void> {
  const customer = await transaction.customer.findFirst({
    where: { storeId, id: customerId },
    select: { firstName: true, lastName: true, company: true },
  });
  if (!customer) throw new UserError("invalid");
  const request = await lockLinks(transaction, { storeId, requestId, unless });
  const { reference, email, phone, customerId: before } = request;
  if (before === customerId) return;
  const name = customerName(customer);
  await transaction.request.updateMany({
    where: { storeId, id: requestId, state: "open" },
    data: { customerId, customerName: name, searchText: buildSearchText([reference, email, name, phone]) },
  });
  const link = { storeId, requestId, source: RECORDS_SOURCE };
  if (before) await transaction.linkedRecord.deleteMany({ where: { ...link, record: customerRecord(before) } });
  await putLink(transaction, { ...link, record: customerRecord(customerId) }, reason, actor);
  await recordEvent(transaction, { storeId, requestId, type: "customer_linked", actor, data: { customerId, reason } });
}
