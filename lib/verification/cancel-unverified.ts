import { prisma } from "@/lib/database";
import { moveRequest } from "@/lib/request/request-status";
import { voidLinks } from "./confirm-verification";
import { findVerification } from "./find-verification";

/**
 * "This wasn't me": ends a request before it is verified, and voids all of its links.
 * @returns whether this call did; if not, findVerification says why.
 */
export async function cancelUnverified(storeId: string, token: string): Promise<boolean> {
  const found = await findVerification(storeId, token);
  if (found.status !== "live") return false;
  const requestId = found.request.id;
  return await prisma().$transaction(async (transaction) => {
    if (!(await moveRequest(transaction, { storeId, requestId, actor: { kind: "customer" } }, "cancel"))) return false;
    await voidLinks(transaction, { storeId, requestId }, new Date());
    return true;
  });
}
