import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { limitRates } from "@/lib/http/rate-limit";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";

/** When a guest who has not verified their request is reminded, once. */
const REMINDER_AFTER_DAYS = 3;

/** How many one run reminds; the next one continues. */
const MAX_REMINDERS = 500;

/**
 * Reminds the guests of all stores whose request has waited three days for its verification: their inbox gets the link
 * once more. It counts as any email that a stranger may cause; an inbox that has had its share is tried again later.
 */
export async function remindUnverifiedJob(now = new Date()): Promise<void> {
  for (const waiting of await findWaiting(now)) {
    const delaySeconds = await countEmail(waiting);
    if (delaySeconds !== undefined) await remind(waiting, Math.ceil(delaySeconds));
  }
}

interface Waiting {
  storeId: string;
  slug: string;
  id: string;
  emailNormalized: string;
}

/** Store by store (LATERAL), so that an index finds them: see deleteUnverified. */
async function findWaiting(now: Date): Promise<Waiting[]> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  return await prisma().$queryRaw<Waiting[]>`
    SELECT waiting.store_id AS "storeId", store.slug, waiting.id, waiting.email_normalized AS "emailNormalized"
      FROM store CROSS JOIN LATERAL (
        SELECT request.store_id, request.id, request.email_normalized, request.created_at FROM request
         WHERE request.store_id = store.id AND request.state = 'unverified' AND request.source = 'guest'
           AND request.created_at <= ${daysAgo(REMINDER_AFTER_DAYS)}
           AND request.created_at > ${daysAgo(UNVERIFIED_LIFETIME_DAYS)}
           AND NOT EXISTS (SELECT FROM event WHERE event.store_id = request.store_id AND event.request_id = request.id
                              AND event.type = 'verification_reminded')
      ) AS waiting ORDER BY waiting.created_at LIMIT ${MAX_REMINDERS}`;
}

/** @returns how long the email has to wait; undefined where the inbox has had its share of this hour. */
async function countEmail({ slug, emailNormalized }: Waiting): Promise<number | undefined> {
  try {
    return await limitRates(
      [["mailByInbox", emailNormalized]],
      ["mailByStore", slug],
      ["mailByPossibleInbox", emailNormalized],
    );
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Once: of two at the same moment, the request's lock lets one through. */
async function remind({ storeId, id: requestId }: Waiting, notifyAfterSeconds: number): Promise<void> {
  const type = "verification_reminded";
  await prisma().$transaction(async (transaction) => {
    // Raw, since Prisma has no locks.
    const locked = await transaction.$queryRaw<unknown[]>`
      SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid AND state = 'unverified'
      FOR NO KEY UPDATE`;
    if (locked.length === 0 || (await transaction.event.count({ where: { storeId, requestId, type } })) > 0) return;
    await recordEvent(transaction, { storeId, requestId, type, actor: { kind: "system" } }, notifyAfterSeconds);
  });
}
