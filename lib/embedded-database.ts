import { readdirSync, truncateSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { checkWritable, diskFull, inDataFolder, isDiskFull } from "./data-folder";
import { OperatorError } from "./error";

/**
 * Opens the database that is embedded in a folder: PGlite, which is PostgreSQL in this process, with one connection.
 * @returns with it what lets other processes open the folder, once it is closed.
 * @throws OperatorError when another process has it open, another version of PostgreSQL created it, or it cannot be
 * written or read.
 */
export async function openFolder(dataDir: string): Promise<{ instance: PGlite; unlock: () => void }> {
  const folder = path.join(dataDir, FOLDER);
  const unlock = inDataFolder(dataDir, () => {
    for (const written of [dataDir, folder, path.join(dataDir, LOCK)]) checkWritable(written);
    const other = readdirSync(dataDir).find((name) => name.startsWith("postgres-") && name !== FOLDER);
    if (other)
      throw new OperatorError(
        `${path.join(dataDir, other)} was created by another version of the embedded database: start the version of Dossier that created it and export its data, or choose another DATA_DIR to start over.`,
      );
    return lockFolder(dataDir);
  });
  try {
    return { instance: await createPglite({ dataDir: folder }), unlock };
  } catch (error) {
    unlock();
    // PGlite does not say why.
    throw isDiskFull(dataDir) ? diskFull(dataDir) : damaged(dataDir, error);
  }
}

/** The line for an embedded database that PostgreSQL cannot read. */
function damaged(dataDir: string, cause?: unknown): OperatorError {
  const folder = path.join(dataDir, FOLDER);
  return new OperatorError(
    `The embedded database in ${folder} is damaged: restore DATA_DIR from a backup, or choose another DATA_DIR to start over.`,
    { cause },
  );
}

/** PGlite with the extensions that the migrations need; in memory unless the options name a folder. */
export async function createPglite(options: PGliteOptions): Promise<PGlite> {
  return await PGlite.create({ ...options, extensions: { btree_gin, pg_trgm } });
}

/** One major version of PostgreSQL cannot open the folder of another. */
const FOLDER = "postgres-18";

const LOCK = "lock";

/** The locks of this process: garbage collection would release them. */
const held = new Set<DatabaseSync>();

/**
 * Keeps other processes out of the folder until this one ends, however it ends: SQLite asks the kernel for a lock on the
 * file, which also holds between containers. What the file contains does not matter.
 */
function lockFolder(dataDir: string): () => void {
  const file = path.join(dataDir, LOCK);
  for (;;) {
    // Two processes that start at once both fail unless they try again.
    const lock = new DatabaseSync(file, { timeout: 1000 });
    try {
      // Nothing is ever written, so there is no journal to keep either.
      lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
      held.add(lock);
      return () => {
        held.delete(lock);
        lock.close();
      };
    } catch (error) {
      lock.close();
      const { errcode = 0, errstr } = error as { errcode?: number; errstr?: string };
      if (errcode === SQLITE_BUSY)
        throw new OperatorError(
          `The embedded database in ${dataDir} is open in another process: stop that process, or set DATABASE_URL to a PostgreSQL server, which several processes can share.`,
        );
      if (errcode !== SQLITE_NOTADB && errcode !== SQLITE_CORRUPT)
        throw new OperatorError(
          `${file} cannot be locked (${errstr}): put DATA_DIR on a disk whose file system has locks.`,
        );
      // Of an earlier release, or written by something else. Nobody holds it: it is read only once it is locked.
      truncateSync(file);
    }
  }
}

// https://sqlite.org/rescode.html
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
