import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";
import { archiveSize } from "./archive-zip";
import { type ExportKey, keyPurpose } from "./export-key";

/** A ready export's archive, of which nothing was read yet. */
export type FoundArchive = NonNullable<Awaited<ReturnType<typeof findArchive>>>;

/** Looks for a ready export's archive; null if the store has no such export, or its bytes are gone. */
export async function findArchive({ storeId, exportId }: ExportKey) {
  const found = await prisma().export.findFirst({
    where: { storeId, id: exportId, state: "ready", wrappedKey: { not: null }, expiresAt: unexpired() },
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
  const { files, request, startedAt, wrappedKey } = found;
  return {
    storeId,
    exportId,
    key: unwrapSecret(wrappedKey, keyPurpose({ storeId, exportId })),
    files,
    madeAt: startedAt ?? new Date(0),
    sizeBytes: archiveSize(files),
    /** Of fixed words and the reference. */
    fileName: `dossier-${request.reference}.zip`,
  };
}
