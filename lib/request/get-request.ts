import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { currentState } from "@/lib/expiry";

/** A stranger may repeat a request many times: the newest lines of a history are shown. */
const MAX_LINES = 200;

/**
 * One of a store's requests with its history, its notes, its emails and its newest export; null for an unknown
 * one and for another store's alike.
 */
export async function getRequest({ storeId, requestId }: { storeId: string; requestId: string }) {
  if (!validate(requestId)) return null;
  const found = await prisma().request.findFirst({
    where: { storeId, id: requestId },
    include: {
      events: { orderBy: [{ at: "desc" }, { id: "desc" }], take: MAX_LINES },
      notes: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MAX_LINES },
      emails: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MAX_LINES, omit: { text: true } },
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
        },
      },
    },
  });
  if (!found) return null;
  const { exports, ...request } = found;
  const [newest] = exports;
  return { ...request, export: newest ? { ...newest, state: currentState(newest) } : null };
}

export type FoundRequest = NonNullable<Awaited<ReturnType<typeof getRequest>>>;
