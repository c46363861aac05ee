import { validate as isUuid } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { logSecurity } from "@/lib/observability/security-log";
import { may } from "@/lib/sign-in/permissions";
import { lockStore } from "@/lib/store/lock-store";
import type { Role } from "@/prisma/generated/client";

interface MemberAct {
  storeId: string;
  memberId: string;
  actor: MerchantActor;
}

/**
 * Changes a member's role, from their next request on. Whoever may no longer be assigned requests is no longer assigned any.
 * @throws UserError "memberGone", "lastOwner", or "forbidden" for an actor who is no owner any more.
 */
export async function changeRole({ storeId, memberId, actor, role }: MemberAct & { role: Role }): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const member = await lockTeam(transaction, { storeId, memberId, actor });
    if (member.role === role) return;
    if (member.isLastOwner) throw new UserError("lastOwner");
    await transaction.membership.updateMany({ where: { storeId, merchantId: memberId }, data: { role } });
    await recordEvent(transaction, { storeId, type: "member_role_changed", actor, data: { memberId, role } });
  });
  if (!may(role, "request.assign")) await unassign({ storeId, memberId, actor });
}

/**
 * Takes a member out of a store, from their next request on. Their account remains, what they did stays in the history under
 * their name, and open requests that they were assigned are nobody's.
 * @throws UserError "memberGone", "lastOwner", or "forbidden" for an actor who is no owner any more.
 */
export async function removeMember({ storeId, memberId, actor }: MemberAct): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { isLastOwner } = await lockTeam(transaction, { storeId, memberId, actor });
    if (isLastOwner) throw new UserError("lastOwner");
    await transaction.membership.deleteMany({ where: { storeId, merchantId: memberId } });
    await recordEvent(transaction, { storeId, type: "member_removed", actor, data: { memberId } });
  });
  logSecurity("member removed", { storeId, merchantId: memberId });
  await unassign({ storeId, memberId, actor });
}

/** Holds off every other change of the team until the transaction ends: two owners may remove each other at once. */
async function lockTeam(transaction: Transaction, { storeId, memberId, actor }: MemberAct) {
  if (!isUuid(memberId)) throw new UserError("memberGone");
  await lockStore(transaction, storeId);
  const members = await transaction.membership.findMany({
    where: { storeId, OR: [{ role: "owner" }, { merchantId: memberId }] },
    select: { merchantId: true, role: true },
  });
  const owners = members.filter(({ role }) => may(role, "team.manage")).map(({ merchantId }) => merchantId);
  if (!owners.includes(actor.id)) throw new UserError("forbidden");
  const member = members.find(({ merchantId }) => merchantId === memberId);
  if (!member) throw new UserError("memberGone");
  return { role: member.role, isLastOwner: owners.length === 1 && owners[0] === memberId };
}

/** How many requests one transaction unassigns, so that it holds few locks and ends soon. */
const BATCH = 100;

/** Unassigns the live requests of someone who may no longer be assigned any, each with its event. */
async function unassign({ storeId, memberId, actor }: MemberAct): Promise<void> {
  for (let done = BATCH; done === BATCH; )
    done = await prisma().$transaction(async (transaction) => {
      const requests = await transaction.request.findMany({
        where: { storeId, assigneeId: memberId, state: { in: ["unverified", "open"] } },
        take: BATCH,
        select: { id: true },
      });
      for (const { id } of requests) {
        const where = { storeId, id, assigneeId: memberId };
        const { count } = await transaction.request.updateMany({ where, data: { assigneeId: null } });
        const event = { storeId, requestId: id, type: "request_assigned", actor, data: { assigneeId: null } } as const;
        if (count > 0) await recordEvent(transaction, event);
      }
      return requests.length;
    });
}
