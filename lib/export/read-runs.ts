import { database } from "@/lib/database";
import { decryptChunk } from "./chunk-cipher";

/** A file's number, and how many chunks its run has. */
export interface Run {
  number: number;
  chunkCount: number;
}

// Few enough that a slow reader holds little (2 MiB), enough that a fast one waits for few queries.
const CHUNKS_AT_ONCE = 8;

/**
 * Reads the deciphered bytes of an export's files, which are asked for in their order: the chunks of
 * all stand in one order, so that small files share a query.
 * @throws from what it returns, when a chunk is missing, moved, changed or under another key.
 */
export function readRuns(
  { storeId, exportId, key }: { storeId: string; exportId: string; key: Buffer },
  files: Run[],
): (file: Run) => AsyncGenerator<Uint8Array> {
  const first = files[0]?.number ?? 0;
  let after: [file: number, sequence: number] = [first, -1];
  let ahead: { file: number; sequence: number; bytes: Uint8Array }[] = [];

  async function next() {
    if (ahead.length === 0) {
      const { rows } = await database().query(
        `SELECT file, sequence, bytes FROM export_chunk
          WHERE store_id = $1 AND export_id = $2 AND (file, sequence) > ($3::int, $4::int)
          ORDER BY file, sequence LIMIT ${CHUNKS_AT_ONCE}`,
        [storeId, exportId, ...after],
      );
      ahead = rows as typeof ahead;
    }
    const chunk = ahead.shift();
    if (chunk) after = [chunk.file, chunk.sequence];
    return chunk;
  }

  return async function* ({ number, chunkCount }) {
    for (let sequence = 0; sequence < chunkCount; sequence++) {
      const chunk = await next();
      if (chunk?.file !== number || chunk.sequence !== sequence) throw new Error("a chunk of the archive is missing");
      yield decryptChunk(key, { exportId, file: number, sequence, last: sequence === chunkCount - 1 }, chunk.bytes);
    }
  };
}
