import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import pLimit from "p-limit";
import { database } from "@/lib/database";
import { decryptChunk } from "./chunk-cipher";
import { CHUNK_BYTES } from "./entry-writer";

/** A file's number, and how many chunks it has. */
export interface Entry {
  number: number;
  chunkCount: number;
}

// Few enough that a slow reader holds little (1 MiB), enough that a fast one waits for few queries.
const CHUNKS_AT_ONCE = 4;

// A slow reader is asked about at least as often, chunk by chunk.
const CHECK_EVERY_MS = 1000;

// However many archives are read at once, pages find a free connection: a pool has 20.
const readInTurn = pLimit(4);

// One chunk a turn of the event loop, of all archives together, so that pages get their turn in between.
const decryptInTurn = pLimit(1);

/**
 * Reads the deciphered bytes of an export's files, which are asked for in their order: the chunks of
 * all are read in one order, so that small files share a query. What is skipped is not read.
 * @param check asked between queries, and every second or so; what it throws breaks the reading off.
 * @throws from what it returns, when a chunk is missing, moved, changed or under another key.
 */
export function readEntries(
  { storeId, exportId, key }: { storeId: string; exportId: string; key: Buffer },
  check: () => Promise<void> = async () => {},
): (file: Entry, skipBytes?: bigint) => AsyncGenerator<Uint8Array> {
  let after: [file: number, sequence: number] | undefined;
  let ahead: { file: number; sequence: number; bytes: Uint8Array }[] = [];
  let checkedAt = 0;

  async function next(from: [file: number, sequence: number]) {
    if (ahead.length === 0) {
      const { rows } = await readInTurn(async () => {
        await check();
        return await database().query(
          `SELECT file, sequence, bytes FROM export_chunk
            WHERE store_id = $1 AND export_id = $2 AND (file, sequence) > ($3::int, $4::int)
            ORDER BY file, sequence LIMIT ${CHUNKS_AT_ONCE}`,
          [storeId, exportId, ...from],
        );
      });
      ahead = rows as typeof ahead;
      checkedAt = Date.now();
    } else if (Date.now() - checkedAt > CHECK_EVERY_MS) {
      await check();
      checkedAt = Date.now();
    }
    const chunk = ahead.shift();
    if (chunk) after = [chunk.file, chunk.sequence];
    return chunk;
  }

  return async function* ({ number, chunkCount }, skipBytes = 0n) {
    const first = Number(skipBytes / BigInt(CHUNK_BYTES));
    if (first > 0) {
      after = undefined;
      ahead = [];
    }
    for (let sequence = first; sequence < chunkCount; sequence++) {
      const chunk = await next(after ?? [number, first - 1]);
      if (chunk?.file !== number || chunk.sequence !== sequence) {
        await check(); // deleted since it was last asked
        throw new Error("a chunk of the archive is missing");
      }
      const place = { exportId, file: number, sequence, last: sequence === chunkCount - 1 };
      await decryptInTurn(() => turnOfTheLoop());
      const bytes = decryptChunk(key, place, chunk.bytes);
      yield sequence === first ? bytes.subarray(Number(skipBytes % BigInt(CHUNK_BYTES))) : bytes;
    }
  };
}
