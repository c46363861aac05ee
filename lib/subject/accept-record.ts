import { nameRequest } from "@/lib/customer/customer-links";
import { customerTitle } from "@/lib/customer/customer-name";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import type { LinkReason } from "@/lib/event/link-reasons";
import { settleLaws } from "./settle-laws";

/** A record of one source that a request is about. */
export interface RecordKey {
  storeId: string;
  requestId: string;
  source: string;
  /** As the source names it; see lib/customer/record-names.ts for the imported records. */
  record: string;
}

/** Who brought a record into its state, as its row says it. */
export function by(actor: Actor) {
  const merchant = actor.kind === "merchant" ? actor : undefined;
  return { actorKind: actor.kind, actorId: merchant?.id ?? null, actorName: merchant?.name ?? null, at: new Date() };
}

/**
 * Links a record to a request, also one that was proposed or rejected, with the reason and who linked it. A record that is
 * linked already keeps its first link.
 * @param label what people call the record.
 * @returns whether it was not linked yet: of two at once, one links it.
 */
export async function acceptRecord(
  transaction: Transaction,
  key: RecordKey,
  label: string | null,
  reason: LinkReason,
  actor: Actor,
): Promise<boolean> {
  const link = { label, reason, state: "accepted", ...by(actor) } as const;
  const made = await transaction.requestRecord.createMany({ data: [{ ...key, ...link }], skipDuplicates: true });
  if (made.count > 0) return true;
  const { count } = await transaction.requestRecord.updateMany({
    where: { ...key, state: { not: "accepted" } },
    data: link,
  });
  return count > 0;
}

/**
 * Links a customer of the imported records, in the transaction that makes or locks the request; the first one gives the
 * request its name.
 * @returns whether they were not linked yet.
 * @throws UserError "invalid" for a customer that is not the store's.
 */
export async function acceptCustomer(
  transaction: Transaction,
  { storeId, requestId, customerId }: { storeId: string; requestId: string; customerId: string },
  reason: LinkReason,
  actor: Actor,
): Promise<boolean> {
  const customer = await transaction.customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { id: true, firstName: true, lastName: true, company: true, email: true, phone: true, platformId: true },
  });
  if (!customer) throw new UserError("invalid");
  const key = { storeId, requestId, source: RECORDS_SOURCE, record: customerRecord(customerId) };
  if (!(await acceptRecord(transaction, key, customerTitle(customer), reason, actor))) return false;
  await nameRequest(transaction, { storeId, requestId });
  await settleLaws(transaction, { storeId, requestId });
  return true;
}
