import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { currentState } from "@/lib/expiry";
import type { Request } from "@/prisma/generated/client";

/** Within which the worker decides what an event sends. */
const NOTIFY_MILLISECONDS = 30_000;

/**
 * One of a store's requests with its newest note and its newest export; null for an unknown one and for another store's
 * alike. Its history is read by timeline.ts.
 */
export async function getRequest({ storeId, requestId }: { storeId: string; requestId: string }) {
  if (!validate(requestId)) return null;
  const found = await prisma().request.findFirst({
    where: { storeId, id: requestId },
    include: {
      deadlines: { select: { regime: true, dueAt: true } },
      pauses: { where: { endedAt: null }, take: 1 },
      erasurePlan: { include: { steps: { orderBy: { number: "asc" } } } },
      erasureHold: true,
      agent: true,
      // Not a count, for which Prisma would read the items of all stores.
      addedItems: { take: 1, select: { id: true } },
      notes: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 1 },
      events: { orderBy: [{ at: "desc" }, { id: "desc" }], take: 1, select: { at: true } },
      emails: { where: { state: { in: ["queued", "retrying"] } }, take: 1, select: { id: true } },
      records: { where: { state: "accepted" }, take: 1, select: { record: true } },
      exports: {
        where: { reviewOfId: null },
        orderBy: { createdAt: "desc" },
        take: 1,
        select: {
          id: true,
          state: true,
          section: true,
          rowsCollected: true,
          rowsExpected: true,
          createdAt: true,
          expiresAt: true,
          downloadedAt: true,
          redactionsLost: true,
          searches: true,
          sources: true,
        },
      },
    },
  });
  if (!found) return null;
  const { exports, emails, events, addedItems, records, pauses, ...request } = found;
  const [newest] = exports;
  return {
    ...request,
    /** Whether an email about it is still to be sent, or is about to be decided on. */
    isTelling: emails.length > 0 || events.some(({ at }) => Date.now() - at.getTime() < NOTIFY_MILLISECONDS),
    /** For what its clock waits now. */
    pause: pauses[0] ?? null,
    /** Whether a record is linked to it: see lib/subject/list-records.ts. */
    isLinked: records.length > 0,
    /** Whether anything was added to it by hand. */
    hasAdded: addedItems.length > 0,
    export: newest ? { ...newest, state: currentState(newest) } : null,
  };
}

/** The newest other requests of the same address. */
export async function listOtherRequests({
  storeId,
  id,
  emailNormalized,
}: Pick<Request, "storeId" | "id" | "emailNormalized">) {
  if (!emailNormalized) return [];
  return await prisma().request.findMany({
    where: { storeId, emailNormalized: { in: storedForms(emailNormalized) }, id: { not: id } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 5,
    select: { id: true, reference: true, type: true, state: true, createdAt: true, closedAt: true },
  });
}

export type FoundRequest = NonNullable<Awaited<ReturnType<typeof getRequest>>>;
