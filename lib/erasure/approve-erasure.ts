import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { enqueue } from "@/lib/queue/enqueue";
import type { RequestAct } from "@/lib/request/request-status";
import { type ErasureBlock, findBlocks } from "./find-blocks";
import { lockErasure } from "./lock-request";
import { planErasure } from "./plan-erasure";

/**
 * Approves the erasure that a request asks for: its steps are stored, and it starts by itself after the store's waiting time,
 * until which the customer can withdraw. Of two clicks, one approves it.
 * @throws UserError "invalid", "alreadyClosed", "erasureApproved"; "erasureChanged" where a record was linked meanwhile;
 * the message of the first thing that stands against it.
 */
export async function approveErasure({ storeId, requestId, actor }: RequestAct<MerchantActor>): Promise<void> {
  const request = validate(requestId)
    ? await prisma().request.findUnique({ where: { storeId_id: { storeId, id: requestId } } })
    : null;
  if (!request) throw new UserError("invalid");
  // Before the transaction, since it reads with the pool: `findBlocks` compares the links again.
  const { subject, steps } = await planErasure(request);
  await prisma().$transaction(async (transaction) => {
    if (await lockErasure(transaction, { storeId, requestId })) throw new UserError("erasureApproved");
    const [block] = await findBlocks(transaction, { storeId, requestId }, subject);
    if (block) throw blockedBy(block);
    const { erasureWaitHours } = await transaction.store.findUniqueOrThrow({
      where: { id: storeId },
      select: { erasureWaitHours: true },
    });
    const approvedAt = new Date();
    const startsAt = new Date(approvedAt.getTime() + erasureWaitHours * 3_600_000);
    await transaction.erasurePlan.create({
      data: {
        ...{ storeId, requestId, subject, approvedAt, startsAt },
        ...{ approvedById: actor.id, approvedByName: actor.name },
      },
      select: { state: true },
    });
    await transaction.erasureStep.createMany({
      data: steps.map((step, index) => ({ storeId, requestId, number: index + 1, ...step })),
    });
    const data = { startsAt: startsAt.toISOString(), steps: steps.length };
    await recordEvent(transaction, { storeId, requestId, type: "erasure_approved", actor, data });
    await enqueue(transaction, "run-erasure", { storeId, requestId }, erasureWaitHours * 3600);
  });
}

const MESSAGES = {
  held: "erasureHeld",
  changed: "erasureChanged",
  searching: "erasureSearching",
  request: "erasureOtherRequest",
  export: "erasureExport",
  delivery: "erasureDelivery",
} as const satisfies Record<ErasureBlock["kind"], string>;

function blockedBy({ kind, reference }: ErasureBlock): UserError {
  return new UserError(MESSAGES[kind], { reference });
}

/**
 * Keeps a request's data from being erased, for a reason that the store's staff alone read. An erasure that was approved and
 * has not started is taken back.
 * @throws UserError "invalid", "alreadyClosed", "erasureStarted".
 */
export async function holdErasure({
  storeId,
  requestId,
  reason,
  actor,
}: RequestAct<MerchantActor> & { reason: string }): Promise<void> {
  const target = { storeId, requestId };
  await prisma().$transaction(async (transaction) => {
    const plan = await lockErasure(transaction, target);
    if (plan && plan.state !== "waiting") throw new UserError("erasureStarted");
    const hold = { ...target, reason, setByName: actor.name, setAt: new Date() };
    const made = await transaction.erasureHold.createMany({ data: [hold], skipDuplicates: true });
    if (made.count === 0) return;
    await transaction.erasurePlan.deleteMany({ where: target });
    const data = plan ? { stopped: true as const } : {};
    await recordEvent(transaction, { storeId, requestId, type: "erasure_held", actor, data });
  });
}

/** Lifts a hold; does nothing where there is none. @throws UserError "invalid", "alreadyClosed". */
export async function liftHold({ storeId, requestId, actor }: RequestAct<MerchantActor>): Promise<void> {
  const target = { storeId, requestId };
  await prisma().$transaction(async (transaction) => {
    await lockErasure(transaction, target);
    const { count } = await transaction.erasureHold.deleteMany({ where: target });
    if (count > 0) await recordEvent(transaction, { ...target, type: "erasure_hold_lifted", actor });
  });
}
