import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import type { Transaction } from "@/lib/database";
import type { Actor, LinkReason } from "@/lib/event/event-types";

/** A record of one source that a request is about. */
export interface Link {
  storeId: string;
  requestId: string;
  source: string;
  /** As the source names it; see lib/customer/record-names.ts for the imported records. */
  record: string;
}

/**
 * Links a record to a request, with the reason and who linked it. A record that is linked already keeps its first link.
 * @returns whether it was not linked yet.
 */
export async function putLink(
  transaction: Transaction,
  { storeId, requestId, source, record }: Link,
  reason: LinkReason,
  actor: Actor,
): Promise<boolean> {
  const by = actor.kind === "merchant" ? { actorId: actor.id, actorName: actor.name } : {};
  const { count } = await transaction.linkedRecord.createMany({
    data: [{ storeId, requestId, source, record, reason, actorKind: actor.kind, ...by }],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Links the customer that a request has just been given, in the transaction that sets it; does nothing without one. */
export async function putCustomerLink(
  transaction: Transaction,
  { storeId, requestId, customerId }: { storeId: string; requestId: string; customerId: string | undefined },
  reason: LinkReason,
  actor: Actor,
): Promise<void> {
  if (!customerId) return;
  const link = { storeId, requestId, source: RECORDS_SOURCE, record: customerRecord(customerId) };
  await putLink(transaction, link, reason, actor);
}
