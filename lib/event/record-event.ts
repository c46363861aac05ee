import { v7 as uuidv7 } from "uuid";
import { type Prepared, statementsOf, type Transaction } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";
import type { NewEvent } from "./event-types";

/**
 * Appends an event, in the transaction of what happened: the only writer of the table. An event of a request also
 * enqueues the job that notifies of it.
 * @param transaction Prisma's, or one of `database().transaction`.
 * @param notifyAfterSeconds delays the emails that it causes.
 * @returns the event's id.
 */
export async function recordEvent(
  transaction: Transaction | Prepared,
  { storeId, requestId, type, actor, data }: NewEvent,
  notifyAfterSeconds = 0,
): Promise<string> {
  const id = uuidv7();
  const [actorId, actorName] = actor.kind === "merchant" ? [actor.id, actor.name] : [null, null];
  const at = new Date().toISOString();
  await statementsOf(transaction)(INSERT, [
    ...[storeId, id, requestId ?? null, type],
    ...[actor.kind, actorId, actorName, JSON.stringify(data ?? {}), at],
  ]);
  if (requestId !== undefined) await enqueue(transaction, "notify", { storeId, eventId: id }, notifyAfterSeconds);
  return id;
}

// One statement for both kinds of transaction; Prisma's client knows one of them only.
const INSERT = `INSERT INTO event (store_id, id, request_id, type, actor_kind, actor_id, actor_name, data, at)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5::actor_kind, $6::uuid, $7, $8::jsonb, $9::timestamptz)`;
