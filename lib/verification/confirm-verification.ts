import { prisma, type Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { wakeWorkers } from "@/lib/queue/queue";
import { moveRequest } from "@/lib/request/request-status";
import { startMatching } from "@/lib/subject/start-matching";
import { findVerification, type LinkedRequest } from "./find-verification";

/**
 * Verifies the request that a link is for: it is open from now on, the records of the proved address are looked for, and
 * all of its links are void. An open request whose address was not proved stays as it is, with the address proved. If
 * two do so at once, one succeeds.
 * @returns the reference of the request that this call verified; if undefined, findVerification says why.
 */
export async function confirmVerification(storeId: string, token: string): Promise<string | undefined> {
  const found = await findVerification(storeId, token);
  if (found.status !== "live") return undefined;
  const { request } = found;
  const verify = request.state === "open" ? verifyAddress : verifyRequest;
  const verified = await prisma().$transaction(async (transaction) => {
    const usedAt = new Date();
    if (!(await verify(transaction, storeId, request, usedAt))) return false;
    const target = { storeId, requestId: request.id };
    await voidLinks(transaction, target, usedAt);
    const address = { kind: "email", value: request.emailNormalized ?? "", issuer: "customer", proof: "link" } as const;
    await startMatching(transaction, target, [address]);
    return true;
  });
  if (!verified) return undefined;
  wakeWorkers("match-subject");
  wakeWorkers("apply-objection");
  wakeWorkers("notify");
  return request.reference;
}

/**
 * "This wasn't me": ends a request before it is verified, and voids all of its links.
 * @returns whether this call did; if not, findVerification says why.
 */
export async function cancelUnverified(storeId: string, token: string): Promise<boolean> {
  const found = await findVerification(storeId, token);
  if (found.status !== "live") return false;
  const requestId = found.request.id;
  return await prisma().$transaction(async (transaction) => {
    if (!(await moveRequest(transaction, { storeId, requestId, actor }, "cancel"))) return false;
    await voidLinks(transaction, { storeId, requestId }, new Date());
    return true;
  });
}

const actor = { kind: "customer" } as const;

async function verifyRequest(transaction: Transaction, storeId: string, request: LinkedRequest, verifiedAt: Date) {
  const fields = { emailVerified: true, verifiedAt };
  return await moveRequest(transaction, { storeId, requestId: request.id, actor }, "verify", fields);
}

/** What the staff chose, or the account signed in as, stays linked. */
async function verifyAddress(transaction: Transaction, storeId: string, { id }: LinkedRequest, verifiedAt: Date) {
  const { count } = await transaction.request.updateMany({
    where: { storeId, id, state: "open", emailVerified: false },
    data: { emailVerified: true, verifiedAt },
  });
  if (count === 0) return false;
  await recordEvent(transaction, { storeId, requestId: id, type: "address_verified", actor });
  return true;
}

/** Ends all links of a request: they are no longer needed. */
async function voidLinks(
  transaction: Transaction,
  request: { storeId: string; requestId: string },
  usedAt: Date,
): Promise<void> {
  await transaction.verification.updateMany({ where: { ...request, usedAt: null }, data: { usedAt } });
}
