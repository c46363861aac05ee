import { prisma } from "@/lib/database";
import type { MerchantActor } from "@/lib/event/event-types";
import { moveRequest, type RequestAct, type SettleDeliveries } from "@/lib/request/request-status";
import { endErasure, lockErasure } from "./lock-request";

/**
 * Withdraws the request of an erasure for its customer: it is closed, and nothing is erased.
 * @param settle revokes what may still reach them.
 * @throws UserError "invalid", "alreadyClosed", "erasureStarted" once it has started.
 */
export async function withdrawErasure(act: RequestAct<MerchantActor>, settle: SettleDeliveries): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    await lockErasure(transaction, act);
    await endErasure(transaction, act);
    await moveRequest(transaction, act, "withdraw");
    await settle(transaction, act);
  });
}

/** What closing a request does to its deliveries and to its erasure, which has not started: see `endErasure`. */
export function endingErasure(settle: SettleDeliveries): SettleDeliveries {
  return async (transaction, act) => {
    await endErasure(transaction, act);
    await settle(transaction, act);
  };
}
