import type { ByteRange } from "@/lib/archive/archive-zip";
import type { FoundArchive } from "@/lib/archive/find-archive";
import { streamArchive } from "@/lib/archive/stream-archive";
import { logger } from "@/lib/logger";
import { checkDelivery } from "./check-delivery";
import type { FoundAccess } from "./find-access";
import { finishDownload } from "./finish-download";

/**
 * The bytes of a delivered archive. The stream breaks off when the delivery is revoked or ends; how
 * far it came is kept when it ends, whichever way.
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
    const check = () => checkDelivery(storeId, deliveryId);
    for await (const bytes of streamArchive(archive, { range, check })) {
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
