import { validate } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import type { Prisma } from "@/prisma/generated/client";
import type { RequestAct } from "./request-status";

/** The longest name of an agent. */
export const MAX_AGENT_NAME_LENGTH = 200;

/**
 * Notes that an authorized agent made a request, and asks the person to confirm it where the request has their address
 * (California: 11 CCR 7063; elsewhere a power of attorney).
 * @throws UserError "rateLimited", "forbidden" where the store has no such request, "alreadyClosed".
 */
export async function nameAgent(agent: RequestAct<MerchantActor> & { name: string }): Promise<void> {
  await limitRate("messagesByMember", agent.actor.id);
  await prisma().$transaction(async (transaction) => {
    await lockOpen(transaction, agent);
    await putAgent(transaction, agent);
  });
}

/** The same in the caller's transaction, which has locked or made the request. Another agent than before has to be confirmed anew. */
export async function putAgent(
  transaction: Transaction,
  { storeId, requestId, actor, name }: RequestAct<MerchantActor> & { name: string },
): Promise<void> {
  const where = { storeId, requestId };
  const known = await transaction.agent.findFirst({ where, select: { name: true } });
  if (known?.name === name) return;
  await transaction.agent.deleteMany({ where });
  await transaction.agent.create({ data: { storeId, requestId, name }, select: { storeId: true } });
  await recordEvent(transaction, { storeId, requestId, type: "agent_named", actor });
  await askToConfirm(transaction, { storeId, requestId, actor });
}

/** Asks the person once more. @throws UserError "rateLimited", "forbidden", "alreadyClosed". */
export async function askPersonAgain(target: RequestAct<MerchantActor>): Promise<void> {
  await limitRate("messagesByMember", target.actor.id);
  await prisma().$transaction(async (transaction) => {
    await lockOpen(transaction, target);
    await askToConfirm(transaction, target);
  });
}

async function askToConfirm(
  transaction: Transaction,
  { storeId, requestId, actor }: RequestAct<MerchantActor>,
): Promise<void> {
  const { count } = await transaction.agent.updateMany({
    where: { storeId, requestId, confirmedAt: null, request: reachable(storeId) },
    data: { askedAt: new Date() },
  });
  if (count > 0) await recordEvent(transaction, { storeId, requestId, type: "agent_confirmation_requested", actor });
}

/** Notes that a member has seen the agent's mandate. A second time changes nothing. @throws UserError "forbidden", "alreadyClosed". */
export async function markMandateSeen({ storeId, requestId, actor }: RequestAct<MerchantActor>): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    await lockOpen(transaction, { storeId, requestId });
    const { count } = await transaction.agent.updateMany({
      where: { storeId, requestId, mandateSeenAt: null },
      data: { mandateSeenAt: new Date(), mandateSeenBy: actor.name },
    });
    if (count > 0) await recordEvent(transaction, { storeId, requestId, type: "agent_mandate_seen", actor });
  });
}

/** As a message reaches a customer: by an address that was proved, or that staff entered. */
function reachable(storeId: string) {
  return {
    storeId,
    email: { not: null },
    OR: [{ emailVerified: true }, { source: "staff" }],
  } satisfies Prisma.RequestWhereInput;
}

async function lockOpen(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<void> {
  if (!validate(requestId)) throw new UserError("forbidden");
  // Raw, since Prisma has no locks.
  const [request] = await transaction.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR NO KEY UPDATE`;
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
}
