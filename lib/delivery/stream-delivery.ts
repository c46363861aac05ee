import type { ByteRange } from "@/lib/archive/archive-zip";
import type { FoundArchive } from "@/lib/archive/find-archive";
import { streamArchive } from "@/lib/archive/stream-archive";
import { prisma } from "@/lib/database";
import { DownloadEndedError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { logger } from "@/lib/logger";
import { moveRequest } from "@/lib/request/request-status";
import type { ClientInfo } from "./client-info";
import type { FoundAccess } from "./delivery-access";
import { MAX_DOWNLOADS } from "./delivery-policy";
import { isLive } from "./delivery-status";
import { lockDelivery } from "./lock-delivery";

const actor = { kind: "customer" } as const;

/**
 * Counts a download at the first answer that a browser's access gets; later ones, which resume it, cost nothing.
 * @returns false if the delivery has ended in the meantime, or all downloads are used up.
 */
export async function beginDownload(access: FoundAccess, client: ClientInfo): Promise<boolean> {
  const { storeId, deliveryId, requestId, tokenHash } = access;
  if (access.downloadedAt) return true;
  return await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery || !isLive(delivery)) return false;
    const row = { storeId, tokenHash };
    const again = await transaction.deliveryAccess.count({ where: { ...row, downloadedAt: { not: null } } });
    if (again > 0) return true; // another answer of the same access began it
    if (delivery.downloads >= MAX_DOWNLOADS) return false;
    await transaction.deliveryAccess.updateMany({ where: row, data: { downloadedAt: new Date() } });
    await transaction.delivery.updateMany({
      where: { storeId, id: deliveryId },
      data: { downloads: { increment: 1 } },
    });
    const data = { deliveryId, ...client };
    await recordEvent(transaction, { storeId, requestId, type: "delivery_downloaded", actor, data });
    return true;
  });
}

/**
 * The bytes of a delivered archive. The stream breaks off when the delivery is revoked or expires; how far it came is
 * kept when it ends, whatever ends it.
 */
export async function* streamDelivery(
  access: FoundAccess,
  archive: FoundArchive,
  range: ByteRange,
): AsyncGenerator<Uint8Array> {
  const { storeId, deliveryId } = access;
  const { sizeBytes } = archive;
  let sentBytes = 0n;
  try {
    for await (const bytes of streamArchive(archive, { range, check: () => checkDelivery(storeId, deliveryId) })) {
      yield bytes;
      sentBytes += BigInt(bytes.length);
    }
  } finally {
    const reachedEnd = range.first + sentBytes === sizeBytes;
    await finishDownload(access, { sentBytes, reachedEnd, sizeBytes }).catch((error) =>
      logger.error({ err: error, deliveryId }, "the end of a download could not be recorded"),
    );
  }
}

/** Asked while an archive streams. @throws DownloadEndedError when its delivery has ended: revoked, expired or refused. */
export async function checkDelivery(storeId: string, deliveryId: string): Promise<void> {
  const delivery = await prisma().delivery.findUnique({
    where: { storeId_id: { storeId, id: deliveryId } },
    select: { state: true, expiresAt: true, request: { select: { state: true } } },
  });
  if (delivery && isLive(delivery)) return;
  logger.info({ deliveryId }, "download broken off: the delivery has ended");
  throw new DownloadEndedError();
}

/**
 * Keeps how much an answer carried. The customer has the data with the first whole download, one whose last byte was
 * sent and in all as many as there are: the request is closed as answered.
 * @param sent of this answer: its bytes, and whether the archive's last byte was among them.
 */
async function finishDownload(
  { storeId, deliveryId, requestId, tokenHash }: FoundAccess,
  { sentBytes, reachedEnd, sizeBytes }: { sentBytes: bigint; reachedEnd: boolean; sizeBytes: bigint },
): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    const [access] = await transaction.deliveryAccess.updateManyAndReturn({
      where: { storeId, tokenHash },
      data: { bytesSent: { increment: sentBytes } },
      select: { bytesSent: true },
    });
    if (!delivery || !access || !reachedEnd || access.bytesSent < sizeBytes || delivery.deliveredAt) return;
    await transaction.delivery.updateMany({ where: { storeId, id: deliveryId }, data: { deliveredAt: new Date() } });
    await moveRequest(transaction, { storeId, requestId, actor }, "answer");
  });
}
