import { openChunkStore } from "@/lib/archive/chunk-store";
import { openEntry } from "@/lib/archive/entry-writer";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { isUniqueViolation, UserError } from "@/lib/error";
import { enqueue } from "@/lib/queue/enqueue";
import { endImport } from "./end-import";
import { type ImportKey, keyPurpose } from "./uploaded-file";

/** The largest file of one upload: about 2,500,000 rows. */
export const MAX_UPLOAD_BYTES = 500_000_000;

/**
 * Takes one file of an import, as it arrives, into encrypted chunks. With the last of its files the import is checked.
 * Where anything goes wrong, the whole upload is deleted: its key has been used.
 * @param number its place among the files, from 0.
 * @throws UserError "importGone" where the import does not wait for this file, "importEmpty", "importTooLarge"; others
 * when the body breaks off.
 */
export async function receiveFile(
  target: ImportKey,
  { number, name }: { number: number; name: string },
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { storeId, importId } = target;
  const key = await reserve(target, number, name);
  try {
    const chunks = openChunkStore(
      { storeId, exportId: importId, attempt: 1, key },
      {
        expressions: `build AS (
          SELECT id FROM import WHERE store_id = $1::uuid AND id = $2::uuid AND state = 'uploading' FOR SHARE
        )`,
        values: [storeId, importId],
      },
    );
    const entry = openEntry(chunks, number, name);
    let sizeBytes = 0;
    for await (const bytes of body) {
      sizeBytes += bytes.byteLength;
      if (sizeBytes > MAX_UPLOAD_BYTES) throw new UserError("importTooLarge");
      entry.addBytes(Buffer.from(bytes));
      await entry.settle();
    }
    if (sizeBytes === 0) throw new UserError("importEmpty");
    const { chunkCount } = await entry.close();
    const rest = await chunks.seal();
    await prisma().$transaction(async (transaction) => {
      await transaction.exportChunk.createMany({
        data: rest.map((chunk) => ({ storeId, exportId: importId, ...chunk, bytes: new Uint8Array(chunk.bytes) })),
      });
      await transaction.importFile.updateMany({
        where: { storeId, importId, number },
        data: { chunkCount, sizeBytes: BigInt(sizeBytes) },
      });
      await checkWhenComplete(transaction, target);
    });
  } catch (error) {
    await prisma().$transaction((transaction) => endImport(transaction, target, ["uploading"], "discarded"));
    throw error;
  }
}

/** Notes that the file arrives, which it may only once: no two chunks are encrypted under one key and place. */
async function reserve({ storeId, importId }: ImportKey, number: number, name: string): Promise<Buffer> {
  const found = await prisma().import.findFirst({
    where: { storeId, id: importId, state: "uploading", fileCount: { gt: number } },
    select: { wrappedKey: true },
  });
  if (!found?.wrappedKey) throw new UserError("importGone");
  try {
    await prisma().importFile.create({
      data: { storeId, importId, number, name, sizeBytes: 0n },
      select: { number: true },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new UserError("importGone");
    throw error;
  }
  return unwrapSecret(found.wrappedKey, keyPurpose({ storeId, importId }));
}

async function checkWhenComplete(
  transaction: Parameters<typeof endImport>[0],
  { storeId, importId }: ImportKey,
): Promise<void> {
  const [found] = await transaction.import.updateManyAndReturn({
    where: { storeId, id: importId, state: "uploading" },
    data: { seenAt: new Date() },
    select: { fileCount: true },
  });
  if (!found) throw new UserError("importGone");
  const arrived = await transaction.importFile.count({ where: { storeId, importId, chunkCount: { not: null } } });
  if (arrived < found.fileCount) return;
  await transaction.import.updateMany({
    where: { storeId, id: importId, state: "uploading" },
    data: { state: "checking" },
  });
  await enqueue(transaction, "check-import", { storeId, importId });
}
