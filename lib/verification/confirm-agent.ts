import { database, prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import { wakeWorkers } from "@/lib/queue/queue";
import { createToken, hashToken, isToken } from "@/lib/token";

/**
 * Makes the token of the link by which a person confirms their agent, at the moment of sending; only its hash is kept.
 * @returns the token, or undefined where there is nothing to confirm (any more).
 */
export async function mintAgentLink(storeId: string, requestId: string): Promise<string | undefined> {
  const token = createToken();
  // One statement, so that nothing changes between the look and the write.
  const minted = await database().query(
    `INSERT INTO agent_link (store_id, token_hash, request_id)
     SELECT agent.store_id, $3, agent.request_id FROM agent
       JOIN request ON request.store_id = agent.store_id AND request.id = agent.request_id
      WHERE agent.store_id = $1 AND agent.request_id = $2 AND confirmed_at IS NULL AND request.state = 'open'`,
    [storeId, requestId, hashToken(token)],
  );
  return minted.rowCount === 1 ? token : undefined;
}

/** What a link asks its reader to confirm; null for an unknown one and for another store's alike. Changes nothing. */
export async function findAgentLink(storeId: string, token: string) {
  if (!isToken(token)) return null;
  const found = await prisma().agentLink.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) } },
    select: {
      requestId: true,
      agent: {
        select: { name: true, confirmedAt: true, request: { select: { state: true, reference: true, type: true } } },
      },
    },
  });
  if (!found) return null;
  const { name, confirmedAt, request } = found.agent;
  const status = confirmedAt ? "confirmed" : request.state === "open" ? "live" : "closed";
  return { requestId: found.requestId, name, status, ...request } as const;
}

/**
 * Confirms that an agent acts for the person, by a link that went to the request's address. A second time changes nothing.
 * @throws UserError "rateLimited", "linkInvalid" for an unknown link, "alreadyClosed".
 */
export async function confirmAgent({
  storeId,
  token,
  rateLimitKey,
}: {
  storeId: string;
  token: string;
  rateLimitKey: string;
}): Promise<void> {
  await limitRate("messageFormByAddress", rateLimitKey);
  const found = await findAgentLink(storeId, token);
  if (!found) throw new UserError("linkInvalid");
  if (found.status === "closed") throw new UserError("alreadyClosed");
  const { requestId } = found;
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.agent.updateMany({
      where: { storeId, requestId, confirmedAt: null, request: { storeId, state: "open" } },
      data: { confirmedAt: new Date() },
    });
    if (count === 0) return;
    await recordEvent(transaction, { storeId, requestId, type: "agent_confirmed", actor: { kind: "customer" } });
  });
  wakeWorkers("notify");
}
