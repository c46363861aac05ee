import { v7 as uuidv7 } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { retryAfterRace, UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { enqueue } from "@/lib/queue/enqueue";
import type { RequestAct } from "@/lib/request/request-status";
import { isSubjectKnown } from "@/lib/subject/subject-of-request";
import { countAdded } from "@/lib/upload/added-items";

type Target = RequestAct<MerchantActor> & {
  /** The newest ready export of the request, whose failed sources alone are to be read again. */
  retryOf?: string | undefined;
};

/** What came of requesting an export. */
export interface RequestedExport {
  exportId: string;
  requestId: string;
  /** False where one was already running, which `by` had started at `at`. */
  started: boolean;
  by: string | undefined;
  at: Date;
}

/**
 * Queues an export that answers a request. Two clicks at once start one: the second is informed.
 * @throws UserError "forbidden" where the store has no such request, "alreadyClosed" where it is not open,
 * "nothingToExport" where neither a record nor an address that is theirs says whose data to collect, and nothing was
 * added by hand.
 */
export async function requestExport(target: Target): Promise<RequestedExport> {
  const { storeId, requestId } = target;
  const request = await prisma().request.findUnique({
    where: { storeId_id: { storeId, id: requestId } },
    select: {
      ...{ state: true, source: true, email: true, emailVerified: true, identityCheck: true, matchingSince: true },
      records: { where: { state: "accepted" }, take: 1, select: { record: true } },
    },
  });
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  const { matchingSince, records } = request;
  // While their records are looked for, the export waits for what is found.
  const isKnown = matchingSince !== null || isSubjectKnown({ ...request, isLinked: records.length > 0 });
  if (!isKnown && (await countAdded(target)) === 0) throw new UserError("nothingToExport");
  // Again where the export that blocked this one ended before it could be read.
  return await retryAfterRace(
    async () =>
      (await findRunningExport(target)) ?? prisma().$transaction((transaction) => startExport(transaction, target)),
  );
}

/**
 * Queues an export of a request in the caller's transaction. The lock keeps the request from being closed until it is
 * queued.
 * @throws UserError "forbidden" where the store has no such request, "alreadyClosed" where it is not open; a unique
 * violation where another export is running.
 */
export async function startExport(
  transaction: Transaction,
  { storeId, requestId, actor, retryOf }: Target,
): Promise<RequestedExport> {
  // Raw, since Prisma has no locks.
  const [request] = await transaction.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR SHARE`;
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  const exportId = uuidv7();
  const retryOfId = retryOf ? await findRetried(transaction, { storeId, requestId, retryOf }) : null;
  const { createdAt } = await transaction.export.create({
    data: { storeId, id: exportId, requestId, requestedById: actor.id, retryOfId },
    select: { createdAt: true },
  });
  await recordEvent(transaction, { storeId, requestId, type: "export_requested", actor, data: { exportId } });
  await enqueue(transaction, "build-export", { storeId, exportId });
  return { exportId, requestId, started: true, by: actor.name, at: createdAt };
}

/** The export that another one tries again; null where it is not the newest that is ready: then all is read. */
async function findRetried(
  transaction: Transaction,
  { storeId, requestId, retryOf }: { storeId: string; requestId: string; retryOf: string },
): Promise<string | null> {
  const newest = await transaction.export.findFirst({
    where: { storeId, requestId, reviewOfId: null, state: "ready", expiresAt: unexpired() },
    orderBy: [{ readyAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return newest?.id === retryOf ? retryOf : null;
}

/** The export of a request that is queued or collecting, with who started it. */
export async function findRunningExport({
  storeId,
  requestId,
}: Pick<Target, "storeId" | "requestId">): Promise<RequestedExport | undefined> {
  const found = await prisma().export.findFirst({
    where: { storeId, requestId, reviewOfId: null, state: { in: ["queued", "collecting"] } },
    select: { id: true, createdAt: true, requestedById: true },
  });
  if (!found) return undefined;
  const by = await findStarter(found.requestedById);
  return { exportId: found.id, requestId, started: false, by, at: found.createdAt };
}

/** The name of the merchant who started an export; undefined where there is none (any more). */
export async function findStarter(merchantId: string | null): Promise<string | undefined> {
  if (!merchantId) return undefined;
  const starter = await prisma().merchant.findUnique({ where: { id: merchantId }, select: { name: true } });
  return starter?.name;
}
