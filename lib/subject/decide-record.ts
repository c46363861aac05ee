import { validate } from "uuid";
import { nameRequest } from "@/lib/customer/customer-links";
import { customerOfRecord, RECORDS_SOURCE, recordInEvent } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import type { LinkReason } from "@/lib/event/link-reasons";
import { recordEvent } from "@/lib/event/record-event";
import { by, type RecordKey } from "./accept-record";
import { lockLinks, RUNNING, RUNNING_OR_READY } from "./lock-links";
import { settleLaws } from "./settle-laws";
import { startMatching } from "./start-matching";

/** A record that was proposed or linked, and who decides about it. */
export type Decision = RecordKey & { actor: MerchantActor };

type Settle = (
  transaction: Transaction,
  request: { storeId: string; requestId: string; actor: MerchantActor },
) => Promise<void>;

/**
 * Links a record that was proposed, for the reason it was proposed for. One that somebody has decided about stays as it is.
 * @throws UserError "invalid" for a request that is not the store's, "alreadyClosed", "exportRunning".
 */
export async function acceptProposal({ actor, ...key }: Decision): Promise<void> {
  await decide(key, async (transaction, { state, reason }) => {
    if (state !== "proposed") return;
    await transaction.requestRecord.updateMany({ where: key, data: { state: "accepted", ...by(actor) } });
    const { storeId, requestId } = key;
    const event = { storeId, requestId, actor } as const;
    const customerId = customerOf(key);
    if (customerId) {
      await recordEvent(transaction, { ...event, type: "customer_linked", data: { customerId, reason } });
      await nameRequest(transaction, key);
      await settleLaws(transaction, key);
    } else await recordEvent(transaction, { ...event, type: "record_linked", data: { ...recordInEvent(key), reason } });
    await startMatching(transaction, { storeId, requestId });
  });
}

/**
 * Says that a record is not the person's: one that was proposed, or one that was linked, which no later export holds then.
 * It is not proposed again.
 * @param settle ends what would still give a record that was linked to the person: deliveries are floors above.
 * @throws UserError as `acceptProposal` does; "exportRunning" also where an export is ready that holds the customer.
 */
export async function rejectRecord({ actor, ...key }: Decision, settle: Settle): Promise<void> {
  await decide(key, async (transaction, { state }) => {
    if (state === "rejected") return;
    const { storeId, requestId } = key;
    const event = { storeId, requestId, actor } as const;
    const customerId = customerOf(key);
    if (state === "accepted" && customerId) await lockLinks(transaction, { ...key, unless: RUNNING_OR_READY });
    await transaction.requestRecord.updateMany({ where: key, data: { state: "rejected", ...by(actor) } });
    if (state === "proposed")
      await recordEvent(transaction, { ...event, type: "record_rejected", data: recordInEvent(key) });
    else if (customerId) {
      await recordEvent(transaction, { ...event, type: "customer_unlinked", data: { customerId } });
      await nameRequest(transaction, key);
    } else await recordEvent(transaction, { ...event, type: "record_unlinked", data: recordInEvent(key) });
    if (state === "accepted") await settle(transaction, { storeId, requestId, actor });
  });
}

function customerOf({ source, record }: RecordKey): string | undefined {
  return source === RECORDS_SOURCE ? customerOfRecord(record) : undefined;
}

/** Does nothing for a record that the request does not have (any more). */
async function decide(
  key: RecordKey,
  act: (
    transaction: Transaction,
    found: { state: "proposed" | "accepted" | "rejected"; reason: LinkReason },
  ) => Promise<void>,
): Promise<void> {
  if (!validate(key.requestId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    await lockLinks(transaction, { ...key, unless: RUNNING });
    const found = await transaction.requestRecord.findFirst({ where: key, select: { state: true, reason: true } });
    if (found) await act(transaction, { state: found.state, reason: found.reason as LinkReason });
  });
}
