import { archiveResponse } from "@/lib/archive/archive-response";
import type { ExportKey } from "@/lib/archive/export-key";
import { type FoundArchive, findArchive } from "@/lib/archive/find-archive";
import { streamArchive } from "@/lib/archive/stream-archive";
import { prisma } from "@/lib/database";
import { DownloadEndedError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { logger } from "@/lib/logger";

type Download = ExportKey & { actor: MerchantActor };

/**
 * What an export's address answers to a merchant: the archive, as a customer gets it. Each download is an event, and the
 * first is kept on the export; an answer that resumes one is no other. The stream breaks off when the export expires.
 * @returns undefined where the store has no such export, or its bytes are not there (any more).
 */
export async function serveExport({ request, ...download }: Download & { request: Request }) {
  const archive = await findArchive(download);
  if (!archive) return undefined;
  const answer = await archiveResponse({
    request,
    archive,
    begin: async (first) => {
      if (first === 0n || !(await hasBegun(download))) await recordDownload(download);
      return true;
    },
    stream: (range) => streamArchive(archive, { range, check: () => checkExport(archive) }),
  });
  return answer === "over" ? undefined : answer;
}

/** How long after its beginning a download may be resumed without being another one. */
const RESUMABLE_MS = 3600 * 1000;

async function hasBegun({ storeId, exportId, actor }: Download): Promise<boolean> {
  const { requestId } = await requestOf({ storeId, exportId });
  const begun = await prisma().event.count({
    where: {
      ...{ storeId, requestId, type: "export_downloaded", actorId: actor.id },
      at: { gt: new Date(Date.now() - RESUMABLE_MS) },
      data: { path: ["exportId"], equals: exportId },
    },
  });
  return begun > 0;
}

async function recordDownload({ storeId, exportId, actor }: Download): Promise<void> {
  const { requestId } = await requestOf({ storeId, exportId });
  await prisma().$transaction(async (transaction) => {
    await transaction.export.updateMany({
      where: { storeId, id: exportId, downloadedAt: null },
      data: { downloadedAt: new Date() },
    });
    await recordEvent(transaction, { storeId, requestId, type: "export_downloaded", actor, data: { exportId } });
  });
}

async function requestOf({ storeId, exportId }: ExportKey) {
  return await prisma().export.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: exportId } },
    select: { requestId: true },
  });
}

/** Asked while an archive streams. @throws DownloadEndedError when its export is no longer there. */
async function checkExport({ storeId, exportId }: FoundArchive): Promise<void> {
  const held = await prisma().export.count({
    where: { storeId, id: exportId, state: "ready", expiresAt: unexpired() },
  });
  if (held > 0) return;
  logger.info({ exportId }, "download broken off: the export has expired");
  throw new DownloadEndedError();
}
