import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor, EventType } from "./event-types";

/**
 * Appends a line to a request's history, and enqueues the job that notifies of it, both in the
 * transaction of what happened.
 * @param data further facts, such as the id of an export; never a token or an address.
 * @param notifyAfterSeconds slows the e-mails that it causes.
 * @returns the event's id.
 */
export async function recordEvent(
  transaction: Transaction,
  event: { storeId: string; requestId: string; type: EventType; actor: Actor; data?: Prisma.InputJsonObject },
  notifyAfterSeconds = 0,
): Promise<string> {
  const { storeId, requestId, type, actor, data = {} } = event;
  const id = uuidv7();
  await transaction.event.create({
    data: {
      storeId,
      id,
      requestId,
      type,
      actorKind: actor.kind,
      ...(actor.kind === "merchant" && { actorId: actor.id, actorName: actor.name }),
      data,
    },
    select: { id: true },
  });
  await enqueue(transaction, "notify", { storeId, eventId: id }, notifyAfterSeconds);
  return id;
}
