import type { SourceResult } from "@/lib/archive/archive-facts";
import { archiveSize } from "@/lib/archive/archive-zip";
import { type ChunkStore, insertChunks } from "@/lib/archive/chunk-store";
import type { WrittenFile } from "@/lib/archive/entry-writer";
import type { StrippedSecret } from "@/lib/archive/strip-secrets";
import { database } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { metrics } from "@/lib/observability/metrics";
import { enqueue } from "@/lib/queue/enqueue";
import type { BegunBuild } from "./begin-build";

/**
 * Makes a built export ready, in one transaction: its last bytes, its files, its size, when it expires, the event. It
 * is then looked through for other people's data. A reviewed copy is no event of the request: the delivery that waits
 * for it starts.
 * @throws TakenOverError when another run of the job has begun it anew.
 */
export async function finishBuild(
  { build, request, original }: BegunBuild,
  made: { chunks: ChunkStore; files: WrittenFile[]; sources: SourceResult[]; leftOut: StrippedSecret[] },
): Promise<void> {
  const { storeId, exportId, attempt } = build;
  const readyAt = new Date();
  const expiresAt = new Date(readyAt.getTime() + request.store.exportLifetimeDays * 24 * 3600 * 1000);
  const chunks = await made.chunks.seal();
  const values = [
    storeId,
    exportId,
    attempt,
    made.sources.reduce((sum, result) => sum + result.rows, 0),
    JSON.stringify(made.sources),
    JSON.stringify(made.leftOut),
    sizeOf(made.files),
    readyAt.toISOString(),
    expiresAt.toISOString(),
    JSON.stringify(made.files),
  ];
  await database().transaction(async (prepared) => {
    await insertChunks(prepared, chunks, { expressions: READY, values });
    if (original) return await enqueue(prepared, "start-delivery", { storeId, exportId });
    await enqueue(prepared, "inspect-export", { storeId, exportId });
    const ready = { storeId, requestId: request.id, type: "export_ready", data: { exportId } } as const;
    await recordEvent(prepared, { ...ready, actor: { kind: "system" } });
  });
  metrics().exports.inc({ result: "ready" });
}

const READY = `
  build AS (
    UPDATE export
       SET state = 'ready', section = NULL, rows_collected = $4::int, rows_expected = $4::int, sources = $5::jsonb,
           left_out = $6::jsonb, size_bytes = $7::bigint, ready_at = $8::timestamptz, expires_at = $9::timestamptz
     WHERE store_id = $1::uuid AND id = $2::uuid AND attempts = $3::int AND state = 'collecting'
    RETURNING id
  ), listed AS (
    INSERT INTO export_file (store_id, export_id, number, path, size_bytes, compressed_size_bytes, crc32, sha256,
                             chunk_count)
    SELECT $1::uuid, build.id, file.number, file.path, file."sizeBytes", file."compressedSizeBytes", file.crc32,
           file.sha256, file."chunkCount"
      FROM build, json_to_recordset($10::json) AS file (number int, path text, "sizeBytes" bigint,
                  "compressedSizeBytes" bigint, crc32 bigint, sha256 text, "chunkCount" int)
  )`;

function sizeOf(files: WrittenFile[]): string {
  const zipped = files.map((file) => ({
    path: file.path,
    sizeBytes: BigInt(file.sizeBytes),
    compressedSizeBytes: BigInt(file.compressedSizeBytes),
    crc32: BigInt(file.crc32),
  }));
  return String(archiveSize(zipped));
}
