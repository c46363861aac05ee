import { prisma } from "@/lib/database";
import { isUniqueViolation, UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { liveExport, type RequestedExport, startExport } from "./start-export";

interface Target {
  storeId: string;
  requestId: string;
  actor: Actor & { kind: "merchant" };
}

/**
 * Queues an export that answers a request. Two presses at once start one: the second is told of it.
 * @throws UserError "forbidden" where the store has no such request, "alreadyClosed" where it is not
 * open, "nothingToExport" where neither a customer nor a proved address says whose data to collect.
 */
export async function requestExport(target: Target): Promise<RequestedExport> {
  const { storeId, requestId } = target;
  const request = await prisma().request.findUnique({
    where: { storeId_id: { storeId, id: requestId } },
    select: { state: true, customerId: true, emailVerified: true },
  });
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  if (!request.customerId && !request.emailVerified) throw new UserError("nothingToExport");
  // Again where the export that stood in the way ended before it could be read.
  for (let attempt = 1; ; attempt++) {
    try {
      const running = await liveExport(target);
      return running ?? (await prisma().$transaction((transaction) => startExport(transaction, target)));
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === 5) throw error;
    }
  }
}
