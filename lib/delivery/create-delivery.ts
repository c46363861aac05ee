import { v7 as uuidv7, validate } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { isUniqueViolation, UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { orderReviewedCopy } from "@/lib/review/order-reviewed-copy";
import type { DeliveryMethod, DeliveryState } from "@/prisma/generated/client";
import { underWay } from "./delivery-status";
import { lockDelivery } from "./lock-delivery";
import { startDelivery } from "./start-delivery";

/** What a merchant chose. */
interface ChosenDelivery {
  storeId: string;
  requestId: string;
  actor: Actor & { kind: "merchant" };
  method: DeliveryMethod;
  /** The customer's OpenPGP key, armored and read already, where the merchant adds it. */
  publicKey?: string;
  handedOverHow?: string;
  handedOverNote?: string;
}

/**
 * Chooses how a request's data reaches the customer: the newest ready export, without what was
 * redacted until now. Where the store wants it, a second member approves first. Of two merchants at
 * once one chooses, the other is told.
 * @throws UserError "forbidden" where the store has no such request, "alreadyClosed" where it is not
 * open, "notVerified" where no proved address is there to send to, "exportGone" where no export is
 * ready, "deliveryUnderWay" where one is under way.
 */
export async function createDelivery(chosen: ChosenDelivery): Promise<{ deliveryId: string; state: DeliveryState }> {
  try {
    return await prisma().$transaction((transaction) => create(transaction, chosen));
  } catch (error) {
    if (isUniqueViolation(error)) throw new UserError("deliveryUnderWay");
    throw error;
  }
}

async function create(transaction: Transaction, chosen: ChosenDelivery) {
  const { storeId, requestId, actor, method, publicKey, handedOverHow, handedOverNote } = chosen;
  await demandRequest(transaction, chosen);
  const other = await transaction.delivery.findFirst({
    where: { storeId, requestId, state: { in: [...underWay] } },
    select: { id: true },
  });
  if (other) throw new UserError("deliveryUnderWay");
  const { approvalRequired } = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { approvalRequired: true },
  });
  const exportId = method === "outside" ? null : await orderCopy(transaction, chosen);
  const deliveryId = uuidv7();
  await transaction.delivery.create({
    data: {
      storeId,
      id: deliveryId,
      requestId,
      exportId,
      method,
      state: approvalRequired ? "awaiting_approval" : "preparing",
      createdById: actor.id,
      createdByName: actor.name,
      ...(method === "encrypted_email" && { publicKey: publicKey ?? null }),
      ...(method === "outside" && { handedOverHow: handedOverHow ?? null, handedOverNote: handedOverNote ?? null }),
    },
    select: { id: true },
  });
  await recordEvent(transaction, {
    storeId,
    requestId,
    type: "delivery_created",
    actor,
    data: { deliveryId, method, ...(exportId && { exportId }), ...(approvalRequired && { approval: true }) },
  });
  if (approvalRequired) return { deliveryId, state: "awaiting_approval" as const };
  const delivery = await lockDelivery(transaction, storeId, deliveryId);
  if (!delivery) throw new Error("the delivery was not made");
  return { deliveryId, state: await startDelivery(transaction, delivery, actor) };
}

/** Locks the request, so that one chooses at a time and nobody closes it meanwhile. */
async function demandRequest(transaction: Transaction, { storeId, requestId, method }: ChosenDelivery) {
  if (!validate(requestId)) throw new UserError("forbidden");
  const [request] = await transaction.$queryRaw<{ state: string; email: string | null; emailVerified: boolean }[]>`
    SELECT state::text, email, email_verified AS "emailVerified" FROM request
     WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR NO KEY UPDATE`;
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  const mailed = method === "link" || method === "encrypted_email";
  if (mailed && !(request.email && request.emailVerified)) throw new UserError("notVerified");
}

/** What is delivered: the newest ready export, or its copy without what was redacted. */
async function orderCopy(transaction: Transaction, { storeId, requestId, actor }: ChosenDelivery): Promise<string> {
  const original = await transaction.export.findFirst({
    where: { storeId, requestId, reviewOfId: null, state: "ready", expiresAt: unexpired() },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  if (!original) throw new UserError("exportGone");
  const { exportId } = await orderReviewedCopy(transaction, { storeId, exportId: original.id, actor });
  return exportId;
}
