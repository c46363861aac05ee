import { Readable } from "node:stream";
import { unwrapSecret } from "@/lib/crypto";
import { database, prisma } from "@/lib/database";
import { archiveSize, zipArchive } from "./archive-zip";
import { decryptChunk } from "./chunk-cipher";
import { keyPurpose } from "./export-key";

/** A zip that is put together while it is read. */
export interface Archive {
  stream: ReadableStream<Uint8Array>;
  sizeBytes: bigint;
  /** Of fixed words and the reference. */
  fileName: string;
}

/**
 * Opens a ready export's archive: chunks are read and deciphered as the reader asks for them, so that
 * memory does not grow with the size. A chunk that is missing, moved or changed breaks the stream.
 * @returns null where there is no such export, or its bytes are not there (any more).
 */
export async function openArchive({
  storeId,
  exportId,
}: {
  storeId: string;
  exportId: string;
}): Promise<Archive | null> {
  const found = await prisma().export.findFirst({
    where: { storeId, id: exportId, state: "ready", wrappedKey: { not: null }, expiresAt: { gt: new Date() } },
    select: {
      wrappedKey: true,
      startedAt: true,
      request: { select: { reference: true } },
      files: {
        select: { number: true, path: true, sizeBytes: true, compressedSizeBytes: true, crc32: true, chunkCount: true },
      },
    },
  });
  if (!found?.wrappedKey) return null;
  const key = unwrapSecret(found.wrappedKey, keyPurpose(storeId, exportId));
  const files = found.files.sort(
    (one, other) => rank(one.path) - rank(other.path) || one.path.localeCompare(other.path, "en", { numeric: true }),
  );
  const bytes = zipArchive(files, found.startedAt ?? new Date(0), (file) =>
    decipherRun(key, { storeId, exportId }, file),
  );
  return {
    stream: Readable.toWeb(
      Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 }),
    ) as ReadableStream<Uint8Array>,
    sizeBytes: archiveSize(files),
    fileName: `dossier-${found.request.reference}.zip`,
  };
}

/** What a person opens first comes first. */
function rank(path: string): number {
  const first = ["index.html", "data.json", "schema.json", "manifest.json"].indexOf(path);
  return first < 0 ? 4 : first;
}

// Few enough that a slow reader holds little, enough that a fast one waits for few queries.
const CHUNKS_AT_ONCE = 4;

async function* decipherRun(
  key: Buffer,
  { storeId, exportId }: { storeId: string; exportId: string },
  { number, chunkCount }: { number: number; chunkCount: number },
): AsyncGenerator<Uint8Array> {
  for (let next = 0; next < chunkCount; ) {
    const { rows } = await database().query(
      `SELECT sequence, bytes FROM export_chunk
        WHERE store_id = $1 AND export_id = $2 AND file = $3 AND sequence >= $4 AND sequence < $5 ORDER BY sequence`,
      [storeId, exportId, number, next, Math.min(next + CHUNKS_AT_ONCE, chunkCount)],
    );
    if (rows.length === 0) throw new Error("a chunk of the archive is gone");
    for (const { sequence, bytes } of rows as { sequence: number; bytes: Uint8Array }[]) {
      if (sequence !== next) throw new Error("a chunk of the archive is missing");
      yield decryptChunk(key, { exportId, file: number, sequence }, bytes);
      next += 1;
    }
  }
}
