import { matchCustomer } from "@/lib/customer/match-customer";
import { prisma } from "@/lib/database";
import { moveRequest } from "@/lib/request/request-status";
import { findVerification } from "./find-verification";

/**
 * Verifies the request that a link is for: it is open from now on, belongs to the customer of the
 * proved address, and all of its links are void. Of two at once one does it.
 * @returns whether this call did; if not, findVerification says why.
 */
export async function confirmVerification(storeId: string, token: string): Promise<boolean> {
  return await prisma().$transaction(async (transaction) => {
    const found = await findVerification(storeId, token, transaction);
    if (found.status !== "live") return false;
    const { id, reference, email, emailNormalized } = found.request;
    const proved = { emailNormalized: emailNormalized ?? "", emailVerified: true };
    const match = await matchCustomer(transaction, storeId, proved, [reference, email]);
    const now = new Date();
    const target = { storeId, requestId: id, actor: { kind: "customer" } } as const;
    const changes = { emailVerified: true, verifiedAt: now, ...match };
    if (!(await moveRequest(transaction, target, "verify", changes))) return false;
    await transaction.verification.updateMany({
      where: { storeId, requestId: id, usedAt: null },
      data: { usedAt: now },
    });
    return true;
  });
}
