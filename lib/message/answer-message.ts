import { v7 as uuidv7 } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { wakeWorkers } from "@/lib/queue/queue";
import { resumeRequest } from "@/lib/request/resume-request";
import { lockOpenRequest } from "@/lib/upload/added-items";
import { requireRoom } from "./ask-customer";

/** Within which the same words without another file are one answer, sent by two clicks. */
const TWICE_MS = 60_000;

/**
 * Takes the customer's answer, with the files that wait for it. Whoever calls this has checked that they may
 * (message-link.ts). A clock that waits for the customer runs again.
 * @throws UserError "alreadyClosed", "answerEmpty" without a text or a file, "forbidden" where the store never asked,
 * "tooManyMessages".
 */
export async function answerMessage(answer: { storeId: string; requestId: string; text: string }): Promise<void> {
  await prisma().$transaction((transaction) => take(transaction, answer));
  wakeWorkers("notify");
}

async function take(
  transaction: Transaction,
  { storeId, requestId, text }: { storeId: string; requestId: string; text: string },
): Promise<void> {
  await lockOpenRequest(transaction, { storeId, requestId });
  const asked = { storeId, requestId, author: "store" } as const;
  if ((await transaction.message.count({ where: asked })) === 0) throw new UserError("forbidden");
  const waiting = { storeId, requestId, messageId: null, chunkCount: { not: null } };
  const files = await transaction.messageFile.count({ where: waiting });
  if (files === 0 && (await isRepeated(transaction, { storeId, requestId, text }))) return;
  if (!text && files === 0) throw new UserError("answerEmpty");
  await requireRoom(transaction, { storeId, requestId });
  const messageId = uuidv7();
  await transaction.message.create({
    data: { storeId, id: messageId, requestId, author: "customer", text },
    select: { id: true },
  });
  await transaction.messageFile.updateMany({ where: waiting, data: { messageId } });
  await transaction.message.updateMany({ where: { ...asked, answeredAt: null }, data: { answeredAt: new Date() } });
  await resumeRequest(transaction, { storeId, requestId, actor: { kind: "customer" }, answered: true });
  await recordEvent(transaction, {
    ...{ storeId, requestId, type: "message_received", actor: { kind: "customer" }, data: { messageId, files } },
  });
}

/** Whether the newest message is this answer, which was just taken. */
async function isRepeated(
  transaction: Transaction,
  { storeId, requestId, text }: { storeId: string; requestId: string; text: string },
): Promise<boolean> {
  const newest = await transaction.message.findFirst({
    where: { storeId, requestId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { author: true, text: true, createdAt: true },
  });
  if (newest?.author !== "customer" || newest.text !== text) return false;
  return Date.now() - newest.createdAt.getTime() < TWICE_MS;
}
