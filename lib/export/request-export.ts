import type { Actor } from "@/lib/audit/events";
import { prisma } from "@/lib/database";
import { isUniqueViolation, UserError } from "@/lib/error";
import { liveExport, type RequestedExport, startExport } from "./start-export";

/**
 * Queues an export that answers a request. Two presses at once start one: the second is told of it.
 * @throws UserError "alreadyClosed" where the request is not open, "nothingToExport" where neither a
 * customer nor a proved address says whose data to collect.
 */
export async function requestExport(target: {
  storeId: string;
  requestId: string;
  actor: Actor & { kind: "merchant" };
}): Promise<RequestedExport> {
  const { storeId, requestId } = target;
  const request = await prisma().request.findUnique({
    where: { storeId_id: { storeId, id: requestId } },
    select: { state: true, customerId: true, emailVerified: true },
  });
  if (request?.state !== "open") throw new UserError("alreadyClosed");
  if (!request.customerId && !request.emailVerified) throw new UserError("nothingToExport");
  const running = await liveExport(target);
  if (running) return running;
  try {
    return await prisma().$transaction((transaction) => startExport(transaction, target));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const winner = await liveExport(target);
    if (!winner) throw error;
    return winner;
  }
}
