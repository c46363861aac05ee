import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { wakeWorkers } from "@/lib/queue/queue";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { RequestState } from "@/prisma/generated/client";
import { ownRequests } from "./list-own-requests";
import { moveRequest, type SettleDeliveries } from "./request-status";

/** Which of a customer's own requests. */
export interface OwnRequestTarget {
  storeId: string;
  requestId: string;
  identity: CustomerIdentity;
}

/** A customer's own request that they may withdraw; null for a closed one, and for one that is not theirs or not there. */
export async function findWithdrawable(target: OwnRequestTarget) {
  if (!validate(target.requestId)) return null;
  return await prisma().request.findFirst({
    where: await withdrawable(target),
    select: { ...{ id: true, reference: true }, erasurePlan: { select: { state: true, startsAt: true } } },
  });
}

/**
 * Withdraws a customer's own request: it is closed. They may make another.
 * @param settle revokes what may still reach them.
 * @returns its reference.
 * @throws UserError "alreadyClosed" for one that is closed, not theirs or not there.
 */
export async function withdrawRequest(target: OwnRequestTarget, settle: SettleDeliveries): Promise<string> {
  const { storeId, requestId } = target;
  if (!validate(requestId)) throw new UserError("alreadyClosed");
  const where = await withdrawable(target);
  const reference = await prisma().$transaction(async (transaction) => {
    const own = await transaction.request.findFirst({ where, select: { reference: true } });
    const request = { storeId, requestId, actor: { kind: "customer" } } as const;
    if (!own || !(await moveRequest(transaction, request, "withdraw"))) return undefined;
    await settle(transaction, request);
    return own.reference;
  });
  if (!reference) throw new UserError("alreadyClosed");
  wakeWorkers("notify");
  return reference;
}

async function withdrawable({ storeId, requestId, identity }: OwnRequestTarget) {
  const state: RequestState[] = ["unverified", "open"];
  return { ...(await ownRequests(storeId, identity)), id: requestId, state: { in: state } };
}
