import { recordEvent } from "@/lib/audit/record-event";
import { prisma } from "@/lib/database";
import { metrics } from "@/lib/metrics";
import { enqueue } from "@/lib/queue/enqueue";
import type { SourceResult } from "./archive-facts";
import { archiveSize } from "./archive-zip";
import type { BegunBuild } from "./begin-build";
import { TakenOverError } from "./chunk-store";
import type { LeftOut } from "./leave-out-secrets";
import type { WrittenFile } from "./run-writer";

/**
 * Makes a built export ready, in one transaction: its files, its size, when it expires, the event. It is then looked
 * through for other people's data. A reviewed copy is no event of the request: the delivery that waits for it starts.
 * @throws TakenOverError when another run of the job has begun it anew.
 */
export async function finishBuild(
  { build, request, original }: BegunBuild,
  { files: written, sources, leftOut }: { files: WrittenFile[]; sources: SourceResult[]; leftOut: LeftOut[] },
): Promise<void> {
  const { storeId, exportId, attempt } = build;
  const rows = sources.reduce((sum, result) => sum + result.rows, 0);
  const files = written.map((file) => ({
    ...file,
    storeId,
    exportId,
    sizeBytes: BigInt(file.sizeBytes),
    compressedSizeBytes: BigInt(file.compressedSizeBytes),
    crc32: BigInt(file.crc32),
  }));
  const readyAt = new Date();
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.export.updateMany({
      where: { storeId, id: exportId, state: "collecting", attempts: attempt },
      data: {
        state: "ready",
        section: null,
        rowsCollected: rows,
        rowsExpected: rows,
        sources: sources.map((result) => ({ ...result })),
        leftOut: leftOut.map((left) => ({ ...left })),
        sizeBytes: archiveSize(files),
        readyAt,
        expiresAt: new Date(readyAt.getTime() + request.store.exportLifetimeDays * 24 * 3600 * 1000),
      },
    });
    if (count === 0) throw new TakenOverError("another run builds this export");
    await transaction.exportFile.createMany({ data: files });
    if (original) {
      await enqueue(transaction, "start-delivery", { storeId, exportId });
      return;
    }
    await enqueue(transaction, "inspect-export", { storeId, exportId });
    await recordEvent(transaction, {
      storeId,
      requestId: request.id,
      type: "export_ready",
      actor: { kind: "system" },
      data: { exportId },
    });
  });
  metrics().exports.inc({ result: "ready" });
}
