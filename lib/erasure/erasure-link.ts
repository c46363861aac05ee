import { database, prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { moveRequest, type SettleDeliveries } from "@/lib/request/request-status";
import { createToken, hashToken, isToken } from "@/lib/token";
import { endErasure } from "./lock-request";

/**
 * Creates the token of a link by which the customer withdraws an approved erasure, at the moment of sending; only its hash
 * is stored. @returns undefined where nothing waits (any more).
 */
export async function mintErasureLink(storeId: string, requestId: string): Promise<string | undefined> {
  const token = createToken();
  // One statement, so that nothing starts between the look and the write.
  const minted = await database().query(
    `INSERT INTO erasure_link (store_id, token_hash, request_id)
     SELECT store_id, $3, request_id FROM erasure_plan WHERE store_id = $1 AND request_id = $2 AND state = 'waiting'`,
    [storeId, requestId, hashToken(token)],
  );
  return minted.rowCount === 1 ? token : undefined;
}

/** What a link to withdraw shows: the erasure while it waits, that it is too late, or that the link is none (any more). */
export type WithdrawalLink =
  | { status: "waiting" | "started"; reference: string; startsAt: Date }
  | { status: "unknown" };

/** Reads a link to withdraw. Changes nothing. */
export async function findErasureLink(storeId: string, token: string): Promise<WithdrawalLink> {
  const found = await findLink(storeId, token);
  if (!found) return { status: "unknown" };
  const { state, startsAt, request } = found.plan;
  return { status: state === "waiting" ? "waiting" : "started", reference: request.reference, startsAt };
}

/**
 * Withdraws the request of an approved erasure by its link: the request is closed and nothing is erased.
 * @param settle revokes what may still reach them.
 * @returns its reference.
 * @throws UserError "linkInvalid" for no link, "erasureStarted" once it has started.
 */
export async function withdrawByLink(storeId: string, token: string, settle: SettleDeliveries): Promise<string> {
  const found = await findLink(storeId, token);
  if (!found) throw new UserError("linkInvalid");
  const act = { storeId, requestId: found.requestId, actor: { kind: "customer" } } as const;
  const isMoved = await prisma().$transaction(async (transaction) => {
    if (!(await moveRequest(transaction, act, "withdraw"))) return false;
    await endErasure(transaction, act);
    await settle(transaction, act);
    return true;
  });
  if (!isMoved) throw new UserError("linkInvalid");
  return found.plan.request.reference;
}

async function findLink(storeId: string, token: string) {
  if (!isToken(token)) return null;
  return await prisma().erasureLink.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) } },
    include: { plan: { select: { state: true, startsAt: true, request: { select: { reference: true } } } } },
  });
}
