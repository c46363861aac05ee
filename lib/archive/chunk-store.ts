import { database, type Prepared } from "@/lib/database";
import { encryptChunk } from "./chunk-cipher";

/**
 * One run of the job that builds an export. A later run has a higher attempt and another key. Files that are uploaded
 * for an import are stored in the same way, under the import's id.
 */
export interface Build {
  storeId: string;
  exportId: string;
  attempt: number;
  key: Buffer;
}

/** The export is no longer this build's: another run of its job has started it over. */
export class TakenOverError extends Error {}

/** Where the chunks of all files of one build go. */
export interface ChunkStore {
  /** Takes a chunk; waits when the database is behind, so that memory does not grow. */
  put(file: number, sequence: number, last: boolean, bytes: Uint8Array): Promise<void>;
  /**
   * Resolves when every chunk is in the database except the returned ones, the last, which the transaction that makes
   * the export ready inserts.
   */
  seal(): Promise<EncryptedChunk[]>;
}

/** A chunk as it is stored. */
export interface EncryptedChunk {
  file: number;
  sequence: number;
  bytes: Buffer;
}

// A statement's worth: large enough that the small files of a small export take one round trip.
const STATEMENT_BYTES = 1024 * 1024;
const STATEMENT_CHUNKS = 64;

/** SQL expressions, one of which is `build`, which names the export's id; its parameters, the store first, come first. */
export interface Owner {
  expressions: string;
  values: unknown[];
}

/**
 * Encrypts chunks and puts them into the database, several a statement, one statement at a time
 * while further chunks are made.
 * @param owner names the id as long as chunks may be added, and locks its row against a change of that.
 * @throws TakenOverError from either verb, when another run of the job has started the export over.
 */
export function openChunkStore(build: Build, owner = collectingExport(build)): ChunkStore {
  let waiting: EncryptedChunk[] = [];
  let waitingBytes = 0;
  let running: Promise<void> = Promise.resolve();

  async function send() {
    await running;
    const chunks = waiting;
    waiting = [];
    waitingBytes = 0;
    if (chunks.length === 0) return;
    running = insertChunks(database().query, chunks, owner);
    // The next to wait throws it: until then it is no unhandled rejection.
    running.catch(() => {});
  }

  return {
    async put(file, sequence, last, bytes) {
      const encrypted = encryptChunk(build.key, { exportId: build.exportId, file, sequence, last }, bytes);
      // Before the new one, so that something is left for the end, however it falls.
      if (waitingBytes + encrypted.length > STATEMENT_BYTES || waiting.length >= STATEMENT_CHUNKS) await send();
      waiting.push({ file, sequence, bytes: encrypted });
      waitingBytes += encrypted.length;
    },
    async seal() {
      await running;
      return waiting;
    },
  };
}

/** The lock on the export's row makes a run that starts over wait, and then delete these chunks too. */
function collectingExport({ storeId, exportId, attempt }: Build): Owner {
  return {
    expressions: `build AS (
      SELECT id FROM export WHERE store_id = $1::uuid AND id = $2::uuid AND attempts = $3 AND state = 'collecting' FOR SHARE
    )`,
    values: [storeId, exportId, attempt],
  };
}

/**
 * Puts chunks where `build` names the export's id.
 * @throws TakenOverError where `build` names none.
 */
export async function insertChunks(send: Prepared, chunks: EncryptedChunk[], build: Owner): Promise<void> {
  const rows = chunks.map((_, index) => {
    const first = build.values.length + 1 + index * 3;
    return `($${first}::int, $${first + 1}::int, $${first + 2}::bytea)`;
  });
  const { rowCount } = await send(
    `WITH ${build.expressions}
     INSERT INTO export_chunk (store_id, export_id, file, sequence, bytes)
     SELECT $1::uuid, build.id, chunk.file, chunk.sequence, chunk.bytes
       FROM build, (VALUES ${rows.join(", ")}) AS chunk (file, sequence, bytes)`,
    [...build.values, ...chunks.flatMap(({ file, sequence, bytes }) => [file, sequence, bytes])],
  );
  if (rowCount !== chunks.length) throw new TakenOverError("another run builds this export");
}
