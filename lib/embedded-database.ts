import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { OperatorError } from "./error";

/**
 * Opens the database that is embedded in a folder: PGlite, which is PostgreSQL in this process, with one connection.
 * @returns with it what lets other processes open the folder, once it is closed.
 * @throws OperatorError when another process has it open, or another version of PostgreSQL created it.
 */
export async function openFolder(dataDir: string): Promise<{ instance: PGlite; unlock: () => void }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const other = readdirSync(dataDir).find((name) => name.startsWith("postgres-") && name !== FOLDER);
  if (other)
    throw new OperatorError(
      `${path.join(dataDir, other)} was created by another version of the embedded database: start the version of Dossier that created it and export its data, or choose another DATA_DIR to start over.`,
    );
  const unlock = lockFolder(dataDir);
  return { instance: await createPglite({ dataDir: path.join(dataDir, FOLDER) }), unlock };
}

/** PGlite with the extensions that the migrations need; in memory unless the options name a folder. */
export async function createPglite(options: PGliteOptions): Promise<PGlite> {
  return await PGlite.create({ ...options, extensions: { btree_gin, pg_trgm } });
}

/** One major version of PostgreSQL cannot open the folder of another. */
const FOLDER = "postgres-18";

/** Keeps other processes out of the folder: the lock file names the holder, and counts as long as that runs. */
function lockFolder(dataDir: string): () => void {
  const file = path.join(dataDir, "lock");
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = Number(readFileSync(file, "utf8"));
      if (holder !== process.pid && isAlive(holder))
        throw new OperatorError(
          `The embedded database in ${dataDir} is open in process ${holder}: stop that process, or set DATABASE_URL to a PostgreSQL server, which several processes can share.`,
        );
      rmSync(file, { force: true }); // its process was killed
    }
  }
  throw new OperatorError(`Another process has just opened the embedded database in ${dataDir}.`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
