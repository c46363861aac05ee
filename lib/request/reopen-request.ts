import { prisma } from "@/lib/database";
import { isUniqueViolation, UserError } from "@/lib/error";
import type { Request } from "@/prisma/generated/client";
import { moveRequest, type RequestAct } from "./request-status";

/** For how long a request that was answered without a delivery can be reopened. */
export const REOPENABLE_DAYS = 30;

type Closed = Pick<Request, "state" | "answer" | "closedAt">;

/** Whether a request can be reopened, as of now. */
export function isReopenable({ state, answer, closedAt }: Closed, now = new Date()): boolean {
  if (state !== "answered" || answer === null || closedAt === null) return false;
  return now.getTime() - closedAt.getTime() < REOPENABLE_DAYS * 86_400_000;
}

/**
 * Reopens a request that was answered without a delivery. Its due date stays.
 * @throws UserError "notReopenable" for one that was delivered, refused or closed too long ago, or is not there;
 * "newerRequest" where the person has made another one since.
 */
export async function reopenRequest(request: RequestAct): Promise<void> {
  const { storeId, requestId } = request;
  const found = await prisma().request.findUnique({ where: { storeId_id: { storeId, id: requestId } } });
  if (!found || !isReopenable(found)) throw new UserError("notReopenable");
  if (await findNewerRequest(found)) throw new UserError("newerRequest");
  try {
    const changes = { closedAt: null, answer: null, answerNote: null };
    const reopened = await prisma().$transaction((transaction) => moveRequest(transaction, request, "reopen", changes));
    if (!reopened) throw new UserError("notReopenable");
  } catch (error) {
    throw isUniqueViolation(error) ? new UserError("newerRequest") : error;
  }
}

/** The live request that a closed one's person has made since: under the same key, or as the same customer. */
export async function findNewerRequest({
  storeId,
  id,
  type,
  personKey,
  customerId,
}: Pick<Request, "storeId" | "id" | "type" | "personKey" | "customerId">) {
  return await prisma().request.findFirst({
    where: {
      storeId,
      id: { not: id },
      type,
      state: { in: ["unverified", "open"] },
      OR: [{ personKey }, ...(customerId ? [{ customerId }] : [])],
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, reference: true },
  });
}
