import { validate } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import type { LinkReason } from "@/lib/event/link-reasons";
import { recordEvent } from "@/lib/event/record-event";
import type { ExportState } from "@/prisma/generated/client";
import { acceptCustomer } from "./accept-record";
import { lockLinks, RUNNING_OR_READY } from "./lock-links";
import { type Identity, startMatching } from "./start-matching";

interface CustomerTarget {
  storeId: string;
  requestId: string;
  customerId: string;
  actor: Actor;
}

/**
 * Links a customer whom staff chose to an open request, besides those that it is about already. Once an export is running
 * or ready it cannot change: what was collected is of the records before.
 * @throws UserError "invalid" for a request or customer that is not the store's, "alreadyClosed",
 * "exportRunning".
 */
export async function linkCustomer(target: CustomerTarget): Promise<void> {
  if (!validate(target.requestId) || !validate(target.customerId)) throw new UserError("invalid");
  await prisma().$transaction((transaction) => putCustomer(transaction, target, "chosen", RUNNING_OR_READY));
}

/**
 * Links a customer to an open request in the caller's transaction; does nothing where it is. What is known of them may
 * lead to further records: of other sources too, by their address, which nobody proved.
 * @param unless the states of an export in which that may not change.
 * @throws UserError as `linkCustomer` does.
 */
export async function putCustomer(
  transaction: Transaction,
  { storeId, requestId, customerId, actor }: CustomerTarget,
  reason: LinkReason,
  unless: readonly ExportState[],
): Promise<void> {
  await lockLinks(transaction, { storeId, requestId, unless });
  if (!(await acceptCustomer(transaction, { storeId, requestId, customerId }, reason, actor))) return;
  await recordEvent(transaction, { storeId, requestId, type: "customer_linked", actor, data: { customerId, reason } });
  await startMatching(transaction, { storeId, requestId }, await addressOf(transaction, { storeId, customerId }));
}

/** The address of a customer whom staff chose, which nobody proved: other sources may know them by it. */
export async function addressOf(
  transaction: Transaction,
  { storeId, customerId }: { storeId: string; customerId: string },
): Promise<Identity[]> {
  const { emailNormalized } = await transaction.customer.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: customerId } },
    select: { emailNormalized: true },
  });
  return emailNormalized ? [{ kind: "email", issuer: "staff", proof: null, value: emailNormalized }] : [];
}
