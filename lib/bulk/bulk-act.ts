import type { Transaction } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";
import type { BulkAct, BulkKind } from "@/prisma/generated/client";

/** An act on many requests of a store. */
export interface BulkTarget {
  storeId: string;
  bulkId: string;
}

/** A selection is a page, or everything that matches up to this. */
export const MAX_SELECTED = 1000;

/** For how long an act can be undone, from when it was finished. */
export const UNDO_MINUTES = 10;

/** How long the emails of an act wait, so that undoing it withdraws them. */
export const BULK_EMAIL_DELAY_SECONDS = 120;

/** Whoever acts on so many waits for them; of more, a page shows the progress. */
export const MAX_AWAITED = 50;

/** Kinds that can be undone; the others ask first. */
export const undoableKinds: readonly BulkKind[] = ["assign", "spam"];

/**
 * What an act did to one request: "done", or why it was left out. As `bulk_item` stores it; the messages `bulk` put each
 * into words.
 */
export const outcomes = [
  "done",
  // Assign: it has this assignee already.
  "same",
  // Spam and resend: not a request that waits for its verification.
  "verified",
  "closed",
  // Resend: no address that can receive mail, one that this act has written to, one that got enough of our emails.
  "noAddress",
  "sameAddress",
  "limited",
  // Undo: someone changed it since, or its person has made another request since.
  "changed",
  "newer",
  // What nobody expected; the log knows.
  "failed",
] as const;
export type Outcome = (typeof outcomes)[number];

/** Has a job do an act. Where its page waits for it, the job only sees to it that nothing is left undone. */
export async function enqueueRun(transaction: Transaction, { storeId, bulkId }: BulkTarget): Promise<void> {
  const count = await transaction.bulkItem.count({ where: { storeId, bulkActId: bulkId } });
  await enqueue(transaction, "run-bulk", { storeId, bulkId }, count > MAX_AWAITED ? 0 : AWAITED_SECONDS);
}
const AWAITED_SECONDS = 15;

/** Whether the assignee gets an email: not of what they assigned to themselves. */
export function isAssigneeTold(
  { assigneeId, actorId }: Pick<BulkAct, "assigneeId" | "actorId">,
  done: number,
): boolean {
  return assigneeId !== null && assigneeId !== actorId && done > 0;
}

/** When an act can no longer be undone; undefined for one that cannot be, or was. */
export function undoableUntil({ kind, state, finishedAt }: Pick<BulkAct, "kind" | "state" | "finishedAt">) {
  if (state !== "finished" || finishedAt === null || !undoableKinds.includes(kind)) return undefined;
  return new Date(finishedAt.getTime() + UNDO_MINUTES * 60_000);
}
