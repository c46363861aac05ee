import { recordEvent } from "@/lib/audit/record-event";
import { matchCustomer } from "@/lib/customer/match-customer";
import { prisma, type Transaction } from "@/lib/database";
import { moveRequest } from "@/lib/request/request-status";
import { findVerification } from "./find-verification";

/**
 * Verifies the request that a link is for: it is open from now on, belongs to the customer of the
 * proved address, and all of its links are void. An open request whose address was not proved stays as
 * it is, with the address proved. Of two at once one does it.
 * @returns whether this call did; if not, findVerification says why.
 */
export async function confirmVerification(storeId: string, token: string): Promise<boolean> {
  return await prisma().$transaction(async (transaction) => {
    const found = await findVerification(storeId, token, transaction);
    if (found.status !== "live") return false;
    const { id, state } = found.request;
    const now = new Date();
    const verify = state === "open" ? verifyAddress : verifyRequest;
    if (!(await verify(transaction, storeId, found.request, now))) return false;
    await transaction.verification.updateMany({
      where: { storeId, requestId: id, usedAt: null },
      data: { usedAt: now },
    });
    return true;
  });
}

type Waiting = Extract<Awaited<ReturnType<typeof findVerification>>, { status: "live" }>["request"];

const actor = { kind: "customer" } as const;

async function verifyRequest(transaction: Transaction, storeId: string, request: Waiting, verifiedAt: Date) {
  const { id, reference, email, emailNormalized } = request;
  const proved = { emailNormalized: emailNormalized ?? "", emailVerified: true };
  const match = await matchCustomer(transaction, storeId, proved, [reference, email]);
  const changes = { emailVerified: true, verifiedAt, ...match };
  return await moveRequest(transaction, { storeId, requestId: id, actor }, "verify", changes);
}

/** Whose request it is stays as the store's staff or the account's sign-in said. */
async function verifyAddress(transaction: Transaction, storeId: string, { id }: Waiting, verifiedAt: Date) {
  const { count } = await transaction.request.updateMany({
    where: { storeId, id, state: "open", emailVerified: false },
    data: { emailVerified: true, verifiedAt },
  });
  if (count === 0) return false;
  await recordEvent(transaction, { storeId, requestId: id, type: "address_verified", actor });
  return true;
}
