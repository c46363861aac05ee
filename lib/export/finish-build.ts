import type { SourceResult, SourceSearch } from "@/lib/archive/archive-facts";
import { archiveSize } from "@/lib/archive/archive-zip";
import { type ChunkStore, TakenOverError } from "@/lib/archive/chunk-store";
import type { WrittenFile } from "@/lib/archive/entry-writer";
import type { StrippedSecret } from "@/lib/archive/strip-secrets";
import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { metrics } from "@/lib/observability/metrics";
import { enqueue } from "@/lib/queue/enqueue";
import type { BegunBuild } from "./begin-build";
import type { CarriedRedactions } from "./carry-redactions";

/**
 * Makes a built export ready, in one transaction: its last bytes, its files, its size, when it expires, the event. Then
 * it is scanned for other people's data. What an earlier export of the request had redacted is redacted in it too. A reviewed copy has no event of its own: the delivery that waits for it starts.
 * @throws TakenOverError when another run of the job has taken the export over.
 */
export async function finishBuild(
  { build, request, records, original }: BegunBuild,
  made: {
    chunks: ChunkStore;
    files: WrittenFile[];
    sources: SourceResult[];
    searches: SourceSearch[];
    leftOut: StrippedSecret[];
    carried?: CarriedRedactions | undefined;
  },
): Promise<void> {
  const { storeId, exportId, attempt } = build;
  const readyAt = new Date();
  const rows = made.sources.reduce((sum, result) => sum + result.rows, 0);
  const files = made.files.map(toRow);
  const chunks = await made.chunks.seal();
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.export.updateMany({
      where: { storeId, id: exportId, attempts: attempt, state: "collecting" },
      data: {
        records: records.map((record) => ({ ...record })),
        ...{ state: "ready", section: null, rowsCollected: rows, rowsExpected: rows, sizeBytes: archiveSize(files) },
        sources: made.sources.map((result) => ({ ...result })),
        searches: made.searches.map((search) => ({ ...search })),
        leftOut: made.leftOut.map((secret) => ({ ...secret })),
        readyAt,
        expiresAt: new Date(readyAt.getTime() + request.store.exportRetentionDays * 24 * 3600 * 1000),
      },
    });
    if (count === 0) throw new TakenOverError("another run builds this export");
    const redactionsLost = await made.carried?.carry(transaction, { storeId, exportId });
    if (redactionsLost?.length)
      await transaction.export.updateMany({ where: { storeId, id: exportId }, data: { redactionsLost } });
    await transaction.exportFile.createMany({ data: files.map((file) => ({ storeId, exportId, ...file })) });
    await transaction.exportChunk.createMany({
      data: chunks.map((chunk) => ({ storeId, exportId, ...chunk, bytes: new Uint8Array(chunk.bytes) })),
    });
    if (original) return await enqueue(transaction, "start-delivery", { storeId, exportId });
    await enqueue(transaction, "inspect-export", { storeId, exportId });
    const ready = { storeId, requestId: request.id, type: "export_ready", data: { exportId } } as const;
    await recordEvent(transaction, { ...ready, actor: { kind: "system" } });
  });
  metrics().exports.inc({ result: "ready" });
}

function toRow(file: WrittenFile) {
  const { sizeBytes, compressedSizeBytes, crc32 } = file;
  return {
    ...file,
    sizeBytes: BigInt(sizeBytes),
    compressedSizeBytes: BigInt(compressedSizeBytes),
    crc32: BigInt(crc32),
  };
}
