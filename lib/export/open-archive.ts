import { Readable } from "node:stream";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { archiveSize, zipArchive } from "./archive-zip";
import { type ExportKey, keyPurpose } from "./export-key";
import { readRuns } from "./read-runs";

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
 * @returns null where there is no such export in the store, or its bytes are not there (any more).
 */
export async function openArchive({ storeId, exportId }: ExportKey): Promise<Archive | null> {
  const found = await prisma().export.findFirst({
    where: { storeId, id: exportId, state: "ready", wrappedKey: { not: null }, expiresAt: { gt: new Date() } },
    select: {
      wrappedKey: true,
      startedAt: true,
      request: { select: { reference: true } },
      files: {
        orderBy: { number: "asc" },
        select: { number: true, path: true, sizeBytes: true, compressedSizeBytes: true, crc32: true, chunkCount: true },
      },
    },
  });
  if (!found?.wrappedKey) return null;
  const { files, request, startedAt } = found;
  const key = unwrapSecret(found.wrappedKey, keyPurpose({ storeId, exportId }));
  const runs = readRuns({ storeId, exportId, key }, files);
  const bytes = zipArchive(files, startedAt ?? new Date(0), runs);
  return {
    stream: Readable.toWeb(
      Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 }),
    ) as ReadableStream<Uint8Array>,
    sizeBytes: archiveSize(files),
    fileName: `dossier-${request.reference}.zip`,
  };
}
