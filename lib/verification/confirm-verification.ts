import { recordEvent } from "@/lib/audit/record-event";
import { matchCustomer } from "@/lib/customer/match-customer";
import { prisma } from "@/lib/database";
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
    const { count } = await transaction.request.updateMany({
      where: { storeId, id, state: "unverified" },
      data: { state: "open", emailVerified: true, verifiedAt: now, ...match },
    });
    if (count === 0) return false;
    await transaction.verification.updateMany({
      where: { storeId, requestId: id, usedAt: null },
      data: { usedAt: now },
    });
    await recordEvent(transaction, { storeId, requestId: id, type: "request_verified", actor: { kind: "customer" } });
    return true;
  });
}
