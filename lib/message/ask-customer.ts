import { v7 as uuidv7 } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import { pauseRequest } from "@/lib/request/pause-request";
import type { RequestAct } from "@/lib/request/request-status";
import { lockOpenRequest } from "@/lib/upload/added-items";
import type { PauseReason, Request } from "@/prisma/generated/client";
import { MAX_MESSAGES } from "./message-policy";

/**
 * Asks the customer about an open request: the text goes to its address, with a link to answer. What the customer wrote
 * before counts as read.
 * @param pause why the clock waits for the answer; left out where it runs on. One that waits already waits on.
 * @returns the message's id.
 * @throws UserError "rateLimited", "forbidden" where the store has no such request, "alreadyClosed", "notVerified" where
 * nobody proved its address and staff did not enter it, "tooManyMessages", "pauseUnknown" and
 * "pauseTooLate" as `pauseRequest` says.
 */
export async function askCustomer({
  storeId,
  requestId,
  actor,
  text,
  pause,
}: RequestAct<MerchantActor> & { text: string; pause?: PauseReason | undefined }): Promise<string> {
  await limitRate("messagesByMember", actor.id);
  return await prisma().$transaction(async (transaction) => {
    await lockOpenRequest(transaction, { storeId, requestId });
    await requireReachable(transaction, { storeId, requestId });
    await requireRoom(transaction, { storeId, requestId });
    const messageId = uuidv7();
    await markRead(transaction, { storeId, requestId });
    await transaction.message.create({
      data: { storeId, id: messageId, requestId, author: "store", authorId: actor.id, authorName: actor.name, text },
      select: { id: true },
    });
    const target = { storeId, requestId, actor };
    if (pause) await waitForAnswer(transaction, { ...target, reason: pause, question: text });
    const data = { messageId, ...(pause && { pause }) };
    await recordEvent(transaction, { ...target, type: "message_sent", data });
    return messageId;
  });
}

async function waitForAnswer(
  transaction: Transaction,
  pause: RequestAct<MerchantActor> & { reason: PauseReason; question: string },
): Promise<void> {
  const outcome = await pauseRequest(transaction, { ...pause, byMessage: true });
  if (outcome === "unknown") throw new UserError("pauseUnknown");
  if (outcome === "tooLate") throw new UserError("pauseTooLate");
}

/** Whether the customer of a request can be asked: it is open, and its address was proved or entered by staff. */
export function isReachable({
  state,
  email,
  emailVerified,
  source,
}: Pick<Request, "state" | "email" | "emailVerified" | "source">): boolean {
  return state === "open" && email !== null && (emailVerified || source === "staff");
}

/** @throws UserError "notVerified" where the customer cannot be asked. */
async function requireReachable(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<void> {
  const request = await transaction.request.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: requestId } },
    select: { state: true, email: true, emailVerified: true, source: true },
  });
  if (!isReachable(request)) throw new UserError("notVerified");
}

/** @throws UserError "tooManyMessages" where the request has as many as it may. */
export async function requireRoom(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<void> {
  if ((await transaction.message.count({ where: { storeId, requestId } })) >= MAX_MESSAGES)
    throw new UserError("tooManyMessages");
}

/** Marks what the customer wrote as read by the store. A second time changes nothing. */
export async function markMessagesRead({ storeId, requestId }: RequestAct<MerchantActor>): Promise<void> {
  await prisma().$transaction((transaction) => markRead(transaction, { storeId, requestId }));
}

async function markRead(transaction: Transaction, of: { storeId: string; requestId: string }): Promise<void> {
  await transaction.message.updateMany({
    where: { ...of, author: "customer", readAt: null },
    data: { readAt: new Date() },
  });
}
