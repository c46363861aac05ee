import { prisma } from "@/lib/database";
import { isUniqueViolation, UserError } from "@/lib/error";
import type { Request } from "@/prisma/generated/client";
import { moveRequest, type RequestAct, type SettleDeliveries } from "./request-status";

/** For how long a closed request can be reopened: the records of one are kept for at least two months. */
export const REOPENABLE_DAYS = 30;

type Closed = Pick<Request, "state" | "closedAt" | "erasedAt">;

/** Until when a request can be reopened; null for one that cannot, since it is open, cancelled, unverified or an erasure that was carried out. */
export function reopenableUntil({ state, closedAt, erasedAt }: Closed): Date | null {
  if ((state !== "answered" && state !== "refused") || closedAt === null || erasedAt !== null) return null;
  return new Date(closedAt.getTime() + REOPENABLE_DAYS * 86_400_000);
}

/** Whether a request can be reopened, as of now. */
export function isReopenable(request: Closed, now = new Date()): boolean {
  const until = reopenableUntil(request);
  return until !== null && now < until;
}

/**
 * Reopens a request that the store answered or refused. Its due date stays.
 * @param settle ends what may still reach the customer: a link that was revoked or has expired does not come back.
 * @throws UserError "notReopenable" for one that was closed too long ago, is open or is not there; "newerRequest" where
 * the person has made another one since.
 */
export async function reopenRequest(request: RequestAct, settle: SettleDeliveries): Promise<void> {
  const { storeId, requestId } = request;
  const found = await prisma().request.findUnique({ where: { storeId_id: { storeId, id: requestId } } });
  if (!found || !isReopenable(found)) throw new UserError("notReopenable");
  if (await findNewerRequest(found)) throw new UserError("newerRequest");
  try {
    const changes = { closedAt: null, answer: null, answerNote: null, refusalReason: null };
    await prisma().$transaction(async (transaction) => {
      if (!(await moveRequest(transaction, request, "reopen", changes))) throw new UserError("notReopenable");
      await settle(transaction, request);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new UserError("newerRequest") : error;
  }
}

/** The live request that a closed one's person has made since: under the same key, or about one of its records. */
export async function findNewerRequest({
  storeId,
  id,
  type,
  personKey,
}: Pick<Request, "storeId" | "id" | "type" | "personKey">) {
  const own = await prisma().requestRecord.findMany({
    where: { storeId, requestId: id, state: "accepted" },
    select: { source: true, record: true },
  });
  return await prisma().request.findFirst({
    where: {
      storeId,
      id: { not: id },
      type,
      state: { in: ["unverified", "open"] },
      OR: [
        { personKey },
        ...own.map((record) => ({ records: { some: { storeId, state: "accepted" as const, ...record } } })),
      ],
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, reference: true },
  });
}
