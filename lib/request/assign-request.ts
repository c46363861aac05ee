import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { permissions } from "@/lib/sign-in/permissions";
import type { RequestAct } from "./request-status";

/**
 * Assigns a request to a member of the store, or with null to nobody. The same again changes nothing.
 * @throws UserError "invalid" for a request that is not there, or for someone who may not act in this store.
 */
export async function assignRequest({
  storeId,
  requestId,
  assigneeId,
  actor,
}: RequestAct & { assigneeId: string | null }): Promise<void> {
  if (!validate(requestId)) throw new UserError("invalid");
  if (assigneeId !== null && !(await findAssignee(storeId, assigneeId))) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.request.updateMany({
      // In SQL "not X" leaves out the rows that hold nothing.
      where: {
        storeId,
        id: requestId,
        ...(assigneeId === null
          ? { assigneeId: { not: null } }
          : { OR: [{ assigneeId: null }, { assigneeId: { not: assigneeId } }] }),
      },
      data: { assigneeId },
    });
    if (count > 0)
      return await recordEvent(transaction, {
        ...{ storeId, requestId, actor },
        type: "request_assigned",
        data: { assigneeId },
      });
    const request = await transaction.request.findFirst({ where: { storeId, id: requestId }, select: { id: true } });
    if (!request) throw new UserError("invalid");
  });
}

/** The member of the store to whom its requests may be assigned; null for anyone else. */
export async function findAssignee(storeId: string, merchantId: string) {
  if (!validate(merchantId)) return null;
  const membership = await prisma().membership.findFirst({
    where: { storeId, merchantId, role: { in: permissions["request.assign"] } },
    select: { merchant: { select: { name: true, email: true, locale: true } } },
  });
  return membership?.merchant ?? null;
}
