import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { type Prisma, PrismaClient } from "@/prisma/generated/client";
import { env } from "./env";
import { OperatorError } from "./error";
import { logger } from "./logger";

/** An interactive transaction of Prisma. */
export type Transaction = Prisma.TransactionClient;

/** Sends one statement that is sent often: each connection parses and plans it once. */
export type Prepared = (text: string, values: unknown[]) => Promise<{ rows: unknown[]; rowCount: number | null }>;

/** Sends statements with `$1` parameters in a transaction of either kind. */
export function statementsOf(
  transaction: Transaction | Prepared,
): (text: string, values: unknown[]) => Promise<{ rows: unknown[] }> {
  if (typeof transaction === "function") return transaction;
  return async (text, values) => ({ rows: await transaction.$queryRawUnsafe<unknown[]>(text, ...values) });
}

/** The one open database of this process, PostgreSQL or embedded. */
export interface Database {
  prisma: PrismaClient;
  /** One statement with `$1` parameters, past Prisma: for libraries that bring their own SQL. */
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>;
  /** The same for a statement that is sent often. */
  prepared: Prepared;
  /**
   * Statements that commit together, prepared and past Prisma: for what is done often.
   * @throws what `work` throws; then none of them has happened.
   */
  transaction<T>(work: (prepared: Prepared) => Promise<T>): Promise<T>;
  /** A script of several statements. */
  execute(script: string): Promise<void>;
  /** Where the database is embedded: the instance, for the queue's LISTEN. */
  embedded: PGlite | undefined;
  /** Where there is a pool: its connections now, and the queries that wait for one. */
  pool?: () => { busy: number; idle: number; waiting: number; max: number };
  close(): Promise<void>;
}

const shared = globalThis as typeof globalThis & { dossierDatabase?: Database };

/** The open database. Next's bundles and the server around them share it. */
export function database(): Database {
  if (!shared.dossierDatabase) throw new Error("openDatabase() has not run in this process");
  return shared.dossierDatabase;
}

/** Prisma's client of the open database. */
export function prisma(): PrismaClient {
  return database().prisma;
}

/** Makes an opened database the one that `database()` answers with. */
export function shareDatabase(opened: Database): Database {
  shared.dossierDatabase = opened;
  return opened;
}

/**
 * Opens the database that the environment names: PostgreSQL, or the one embedded in DATA_DIR.
 * @throws OperatorError when another process has the embedded one open, or an older version made it.
 */
export async function openDatabase(): Promise<Database> {
  const { databaseUrl, dataDir } = env();
  return shareDatabase(databaseUrl ? openPostgres(databaseUrl) : await openFolder(dataDir));
}

/**
 * How long a connection is kept that nothing uses. A new one costs PostgreSQL a process, which parses and plans each
 * prepared statement anew; firewalls and load balancers drop what is silent for some minutes.
 */
const IDLE_SECONDS = 120;

/** A pool on PostgreSQL. */
export function openPostgres(url: string): Database {
  const max = 20;
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: IDLE_SECONDS * 1000, keepAlive: true });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => logger.warn({ err: error }, "database connection lost"));
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { timeout: 15_000, maxWait: 10_000 },
  });
  return {
    prisma: client,
    query: (text, values) => pool.query(text, values),
    prepared: (text, values) => pool.query({ name: statementName(text), text, values }),
    transaction: (work) => transact(pool, work),
    execute: async (script) => void (await pool.query(script)),
    embedded: undefined,
    pool: () => ({ busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount, max }),
    close: async () => {
      await client.$disconnect();
      await pool.end();
    },
  };
}

/** `Database.transaction` on a pool. */
export async function transact<T>(pool: pg.Pool, work: (prepared: Prepared) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // The statement under way fails with the connection; without a listener its loss would end the process.
  const onLoss = () => {
    broken = true;
  };
  client.on("error", onLoss);
  try {
    await client.query("BEGIN");
    const result = await work((text, values) => client.query({ name: statementName(text), text, values }));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(onLoss);
    throw error;
  } finally {
    client.off("error", onLoss);
    client.release(broken);
  }
}

const statementNames = new Map<string, string>();

/** A name of at most 63 bytes, the same for the same statement. */
function statementName(text: string): string {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  const name = `dossier-${statementNames.size + 1}`;
  statementNames.set(text, name);
  return name;
}

/** Wraps an embedded instance; `release` runs after it is closed. */
export function embed(instance: PGlite, release: () => void = () => {}): Database {
  const client = new PrismaClient({
    adapter: new PrismaPGlite(instance),
    transactionOptions: { timeout: 15_000, maxWait: 10_000 },
  });
  const queryOn = (on: Pick<PGlite, "query">) => async (text: string, values?: unknown[]) => {
    const { rows, affectedRows } = await on.query(text, values);
    return { rows, rowCount: affectedRows ?? rows.length };
  };
  const query = queryOn(instance);
  return {
    prisma: client,
    query,
    prepared: query,
    transaction: (work) => instance.transaction((transaction) => work(queryOn(transaction))),
    execute: async (script) => void (await instance.exec(script)),
    embedded: instance,
    close: async () => {
      await client.$disconnect();
      await instance.close();
      release();
    },
  };
}

// A folder that one major version of PostgreSQL made does not open in another.
const FOLDER = "postgres-18";

async function openFolder(dataDir: string): Promise<Database> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const older = readdirSync(dataDir).find((name) => name.startsWith("postgres-") && name !== FOLDER);
  if (older)
    throw new OperatorError(
      `${path.join(dataDir, older)} was made by another version of the embedded database: start the version of Dossier that made it and export its data, or choose another DATA_DIR to start anew.`,
    );
  const release = lockFolder(dataDir);
  const { PGlite } = await import("@electric-sql/pglite");
  const { embeddedExtensions } = await import("./embedded-extensions");
  const instance = await PGlite.create({ dataDir: path.join(dataDir, FOLDER), extensions: embeddedExtensions });
  return embed(instance, release);
}

/** One process only may open the folder: the lock file names it, and counts as long as it lives. */
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
          `The embedded database in ${dataDir} is open in process ${holder}: stop that process, or set DATABASE_URL to a PostgreSQL server, which serves several.`,
        );
      rmSync(file, { force: true }); // its process is gone: it was killed
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
