import { openChunkStore } from "@/lib/archive/chunk-store";
import { openEntry } from "@/lib/archive/entry-writer";
import { UserError } from "@/lib/error";

/** The tables whose rows hold one file each; its bytes are in export_chunk, under the row's id. */
type FileTable = "added_item" | "message_file";

/**
 * Writes a file as it arrives into encrypted chunks under a key of its own, as long as its row says that it arrives.
 * @returns what its row records of it, and its last chunks, which are inserted with that.
 */
export async function writeChunks(
  { storeId, id, key, table }: { storeId: string; id: string; key: Buffer; table: FileTable },
  name: string,
  bytes: AsyncIterable<Uint8Array>,
) {
  const chunks = openChunkStore(
    { storeId, exportId: id, attempt: 1, key },
    {
      expressions: `build AS (
        SELECT id FROM ${table} WHERE store_id = $1::uuid AND id = $2::uuid AND chunk_count IS NULL FOR SHARE
      )`,
      values: [storeId, id],
    },
  );
  const entry = openEntry(chunks, 0, name);
  for await (const piece of bytes) {
    entry.addBytes(Buffer.from(piece));
    await entry.settle();
  }
  const { chunkCount, sizeBytes, sha256 } = await entry.close();
  const last = await chunks.seal();
  return {
    row: { chunkCount, sizeBytes, sha256 },
    last: last.map((chunk) => ({ storeId, exportId: id, ...chunk, bytes: new Uint8Array(chunk.bytes) })),
  };
}

/** A file's bytes as they arrive. @throws UserError "fileTooLarge" past the limit, "fileEmpty" where there are none. */
export async function* limited(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const bytes of body) {
    sizeBytes += bytes.byteLength;
    if (sizeBytes > maxBytes) throw new UserError("fileTooLarge");
    yield bytes;
  }
  if (sizeBytes === 0) throw new UserError("fileEmpty");
}
