import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { wakeWorkers } from "@/lib/queue/queue";
import { resumeRequest } from "@/lib/request/resume-request";
import { countTries, factsOfRequest, lockProvable, MAX_PROOF_TRIES } from "./ask-for-proof";
import { normalizeFact, type ProofFact, proofFacts } from "./proof-facts";

/** What a person is asked to prove; null where nothing waits. */
export async function findAskedProof({ storeId, requestId }: { storeId: string; requestId: string }) {
  const proof = await prisma().proof.findFirst({
    where: { storeId, requestId, triedAt: null, request: { state: "open" } },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    select: { id: true, facts: true, needed: true },
  });
  return proof && { ...proof, facts: proofFacts.filter((fact) => proof.facts.includes(fact)) };
}

/**
 * Compares what a person typed with the records and keeps only how much was right, which they are never told. Whoever
 * calls this has checked that they may (lib/message/message-link.ts). Of two answers at once the first counts; one that
 * nothing waits for is taken the same way, and compared with nothing.
 * @throws UserError "proofIncomplete" where not exactly as many facts are given as were asked for, which costs no try;
 * "alreadyClosed".
 */
export async function giveProof({
  storeId,
  requestId,
  typed,
}: {
  storeId: string;
  requestId: string;
  typed: Partial<Record<ProofFact, string>>;
}): Promise<void> {
  const asked = await findAskedProof({ storeId, requestId });
  if (!asked) return;
  const given = asked.facts.filter((fact) => typed[fact]?.trim());
  if (given.length !== asked.needed) throw new UserError("proofIncomplete");
  // Not within the transaction: the records are read on other connections.
  const held = await factsOfRequest({ storeId, requestId });
  const matched = given.filter((fact) => {
    const value = normalizeFact(fact, typed[fact] ?? "");
    return value !== undefined && held[fact].has(value);
  }).length;
  await prisma().$transaction(async (transaction) => {
    await lockProvable(transaction, { storeId, requestId });
    if ((await countTries(transaction, { storeId, requestId })) >= MAX_PROOF_TRIES) return;
    const { count } = await transaction.proof.updateMany({
      where: { storeId, id: asked.id, triedAt: null },
      data: { triedAt: new Date(), matched },
    });
    if (count === 0) return;
    const waits = { storeId, requestId, endedAt: null, reason: "identity" } as const;
    // A clock that waits for who asks has waited long enough.
    if (await transaction.requestPause.findFirst({ where: waits, select: { id: true } }))
      await resumeRequest(transaction, { storeId, requestId, actor: { kind: "customer" }, answered: true });
    const data = { proofId: asked.id, matched, needed: asked.needed };
    await recordEvent(transaction, {
      ...{ storeId, requestId, type: "proof_given", actor: { kind: "customer" }, data },
    });
  });
  wakeWorkers("notify");
}
