import { prisma } from "@/lib/database";
import { moveRequest } from "@/lib/request/request-status";
import { findVerification } from "./find-verification";

/**
 * "This wasn't me": whoever reads the inbox ends the request before it is verified, and all of its
 * links are void.
 * @returns whether this call did; if not, findVerification says why.
 */
export async function cancelUnverified(storeId: string, token: string): Promise<boolean> {
  const found = await findVerification(storeId, token);
  if (found.status !== "live") return false;
  const requestId = found.request.id;
  return await prisma().$transaction(async (transaction) => {
    const now = new Date();
    if (!(await moveRequest(transaction, { storeId, requestId, actor: { kind: "customer" } }, "cancel"))) return false;
    await transaction.verification.updateMany({ where: { storeId, requestId, usedAt: null }, data: { usedAt: now } });
    return true;
  });
}
