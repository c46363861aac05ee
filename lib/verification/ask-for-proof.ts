import { v7 as uuidv7, validate } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import type { RequestAct } from "@/lib/request/request-status";
import { subjectOfRequest } from "@/lib/subject/subject-of-request";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { type HeldFacts, type ProofFact, proofFacts, readFacts } from "./proof-facts";

/** How often a person may answer in a request's whole life: a guesser has no more tries. */
export const MAX_PROOF_TRIES = 3;

/** What staff may ask for: an order's number and a postal code, or any two of what the records hold. */
export const proofKinds = ["order_and_postal_code", "two_facts"] as const;
export type ProofKind = (typeof proofKinds)[number];

const NEEDED = 2;

/** The kinds that the records linked to a request can be asked for, each with its facts. */
export async function availableProofs(of: { storeId: string; requestId: string }) {
  return proofsOf(await factsOfRequest(of));
}

function proofsOf(held: HeldFacts): Partial<Record<ProofKind, ProofFact[]>> {
  const known = proofFacts.filter((fact) => held[fact].size > 0);
  const both = (["order_number", "postal_code"] as const).filter((fact) => known.includes(fact));
  return {
    ...(both.length === NEEDED && { order_and_postal_code: both }),
    ...(known.length > NEEDED && { two_facts: known }),
  };
}

/** What the imported records that a request is about hold. */
export async function factsOfRequest({ storeId, requestId }: { storeId: string; requestId: string }) {
  const request = await prisma().request.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: requestId } },
    select: {
      ...{ storeId: true, id: true, source: true, emailNormalized: true, emailVerified: true, identityCheck: true },
    },
  });
  const { timeZone } = await prisma().store.findUniqueOrThrow({ where: { id: storeId }, select: { timeZone: true } });
  return await readFacts(await subjectOfRequest(request), timeZone ?? DEFAULT_TIME_ZONE);
}

/**
 * Asks the person for further proof of who they are, where the store has reasonable doubts (GDPR Art. 12(6)): never for an
 * identity document. Asking again replaces what was not answered.
 * @throws UserError "rateLimited", "forbidden" where the store has no such request, "alreadyClosed", "notVerified" before
 * the inbox is proved, "proofTriesUsed" after three answers, "proofImpossible" where the records lack the facts.
 */
export async function askForProof({
  storeId,
  requestId,
  actor,
  kind,
}: RequestAct<MerchantActor> & { kind: ProofKind }): Promise<void> {
  if (!validate(requestId)) throw new UserError("forbidden");
  await limitRate("messagesByMember", actor.id);
  await prisma().$transaction((transaction) => requireTry(transaction, { storeId, requestId }));
  // Not within a transaction: the records are read on other connections.
  const facts = (await availableProofs({ storeId, requestId }))[kind];
  if (!facts) throw new UserError("proofImpossible");
  await prisma().$transaction(async (transaction) => {
    await requireTry(transaction, { storeId, requestId });
    await transaction.proof.deleteMany({ where: { storeId, requestId, triedAt: null } });
    const proofId = uuidv7();
    const by = { askedById: actor.id, askedByName: actor.name };
    await transaction.proof.create({
      data: { storeId, id: proofId, requestId, facts, needed: NEEDED, ...by },
      select: { id: true },
    });
    await recordEvent(transaction, { storeId, requestId, type: "proof_requested", actor, data: { proofId } });
  });
}

/** Locks a request of which the person may answer once more. */
async function requireTry(transaction: Transaction, of: { storeId: string; requestId: string }): Promise<void> {
  await lockProvable(transaction, of);
  if ((await countTries(transaction, of)) >= MAX_PROOF_TRIES) throw new UserError("proofTriesUsed");
}

/** How often the person answered in the request's life. Counted under its lock, it is exact. */
export async function countTries(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<number> {
  return await transaction.proof.count({ where: { storeId, requestId, triedAt: { not: null } } });
}

/** Locks an open request whose inbox is proved. @throws UserError "forbidden", "alreadyClosed", "notVerified". */
export async function lockProvable(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<void> {
  // Raw, since Prisma has no locks.
  const [request] = await transaction.$queryRaw<{ state: string; isProved: boolean }[]>`
    SELECT state::text, email_verified AS "isProved" FROM request
     WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR NO KEY UPDATE`;
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  if (!request.isProved) throw new UserError("notVerified");
}

/** A request's proofs, the oldest first; of one that waits, what it asks for. */
export async function listProofs({ storeId, requestId }: { storeId: string; requestId: string }) {
  return await prisma().proof.findMany({
    where: { storeId, requestId },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
  });
}

export type ListedProof = Awaited<ReturnType<typeof listProofs>>[number];
