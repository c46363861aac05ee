import { v7 as uuidv7 } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { enqueue } from "@/lib/queue/enqueue";

/** What came of asking for an export. */
export interface RequestedExport {
  exportId: string;
  requestId: string;
  /** False: one was at work already, which `by` had started at `at`. */
  started: boolean;
  by: string | undefined;
  at: Date;
}

/**
 * Queues an export of a request in the caller's transaction. The lock keeps the request from being
 * closed until it is queued.
 * @throws UserError "forbidden" where the store has no such request, "alreadyClosed" where it is not
 * open; a unique violation where another export is at work.
 */
export async function startExport(
  transaction: Transaction,
  { storeId, requestId, actor }: { storeId: string; requestId: string; actor: Actor & { kind: "merchant" } },
): Promise<RequestedExport> {
  const [request] = await transaction.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR SHARE`;
  if (!request) throw new UserError("forbidden");
  if (request.state !== "open") throw new UserError("alreadyClosed");
  const exportId = uuidv7();
  const { createdAt } = await transaction.export.create({
    data: { storeId, id: exportId, requestId, requestedById: actor.id },
    select: { createdAt: true },
  });
  await recordEvent(transaction, { storeId, requestId, type: "export_requested", actor, data: { exportId } });
  await enqueue(transaction, "build-export", { storeId, exportId });
  return { exportId, requestId, started: true, by: actor.name, at: createdAt };
}

/** The export of a request that is queued or collecting, with who started it. */
export async function liveExport({
  storeId,
  requestId,
}: {
  storeId: string;
  requestId: string;
}): Promise<RequestedExport | undefined> {
  const found = await prisma().export.findFirst({
    where: { storeId, requestId, reviewOfId: null, state: { in: ["queued", "collecting"] } },
    select: { id: true, createdAt: true, requestedById: true },
  });
  if (!found) return undefined;
  const starter = found.requestedById
    ? await prisma().merchant.findUnique({ where: { id: found.requestedById }, select: { name: true } })
    : null;
  return { exportId: found.id, requestId, started: false, by: starter?.name, at: found.createdAt };
}
