import { validate } from "uuid";
import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { currentState } from "@/lib/expiry";
import { findStarter } from "./request-export";
import { storedSources } from "./stored-sources";

/** One of a store's exports with its files; null for an unknown one and for another store's alike. */
export async function findExport({ storeId, exportId }: { storeId: string; exportId: string }) {
  if (!validate(exportId)) return null;
  const found = await prisma().export.findFirst({
    where: { storeId, id: exportId },
    select: {
      id: true,
      state: true,
      section: true,
      rowsCollected: true,
      rowsExpected: true,
      sources: true,
      sizeBytes: true,
      createdAt: true,
      readyAt: true,
      expiresAt: true,
      downloadedAt: true,
      requestedById: true,
      reviewOfId: true,
      leftOut: true,
      findings: true,
      request: {
        select: {
          id: true,
          reference: true,
          state: true,
          customerId: true,
          customerName: true,
          email: true,
          locale: true,
        },
      },
      files: { orderBy: { number: "asc" }, select: { path: true, sizeBytes: true } },
    },
  });
  if (!found) return null;
  return {
    ...found,
    requestedBy: await findStarter(found.requestedById),
    state: currentState(found),
    sources: storedSources.parse(found.sources),
  };
}

export type FoundExport = NonNullable<Awaited<ReturnType<typeof findExport>>>;

/** Records that a merchant downloads an export: the first time on its row, every time as an event. */
export async function recordDownload({ storeId, exportId, actor }: ExportKey & { actor: Actor }): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { requestId } = await transaction.export.findUniqueOrThrow({
      where: { storeId_id: { storeId, id: exportId } },
      select: { requestId: true },
    });
    await transaction.export.updateMany({
      where: { storeId, id: exportId, downloadedAt: null },
      data: { downloadedAt: new Date() },
    });
    await recordEvent(transaction, { storeId, requestId, type: "export_downloaded", actor, data: { exportId } });
  });
}
