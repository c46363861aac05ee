import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { logger } from "@/lib/logger";
import { moveWaitingDates, readClock, runningPause } from "./request-clock";

/** When a customer is told again what their request waits for, once. */
const REMINDER_AFTER_DAYS = 14;

/**
 * Moves the dates of all requests whose clock waits, so that none counts as overdue by the days of its pause, and reminds
 * their customers after 14 days. A pause that nobody ends goes on: the store sees it on the request's page.
 * @throws when one could not be seen to; the others are.
 */
export async function mindPausesJob(now = new Date()): Promise<void> {
  let failed = 0;
  for (const paused of await findPaused())
    await mind(paused, now).catch((error) => {
      logger.error({ err: error, ...paused }, "the dates of a paused request could not be moved");
      failed += 1;
    });
  if (failed > 0) throw new Error(`the dates of ${failed} paused requests could not be moved`);
}

/** Store by store (LATERAL), so that an index finds them. */
async function findPaused(): Promise<{ storeId: string; requestId: string }[]> {
  return await prisma().$queryRaw`
    SELECT paused.store_id AS "storeId", paused.request_id AS "requestId"
      FROM store CROSS JOIN LATERAL (
        SELECT request_pause.store_id, request_pause.request_id FROM request_pause
         WHERE request_pause.store_id = store.id AND request_pause.ended_at IS NULL
      ) AS paused`;
}

async function mind(target: { storeId: string; requestId: string }, now: Date): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const state = await readClock(transaction, target, true);
    const pause = state && runningPause(state);
    if (!pause || state.request.state !== "open") return;
    await moveWaitingDates(transaction, state, pause, now);
    const isLong = now.getTime() - pause.startedAt.getTime() >= REMINDER_AFTER_DAYS * 86_400_000;
    if (!isLong || pause.remindedAt) return;
    await transaction.requestPause.updateMany({
      where: { storeId: target.storeId, id: pause.id },
      data: { remindedAt: now },
    });
    const asked = await transaction.message.findFirst({
      where: { ...target, author: "store", answeredAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { id: true },
    });
    const data = asked ? { messageId: asked.id, pause: pause.reason } : {};
    await recordEvent(transaction, { ...target, type: "pause_reminded", actor: { kind: "system" }, data });
  });
}
