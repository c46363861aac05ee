import { AsyncLocalStorage } from "node:async_hooks";
import type { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { type Prisma, PrismaClient } from "@/prisma/generated/client";
import { env } from "./env";
import { logger } from "./logger";
import { type DatabaseLimits, databaseLimits } from "./time-limits";

/** An interactive transaction of Prisma. */
export type Transaction = Prisma.TransactionClient;

/** Sends one statement that is sent often: each connection parses and plans it once. */
export type Prepared = (text: string, values: unknown[]) => Promise<{ rows: unknown[]; rowCount: number | null }>;

/** Sends constant statements with `$1` parameters in a transaction of either kind. */
export function statementsOf(
  transaction: Transaction | Prepared,
): (text: string, values: unknown[]) => Promise<{ rows: unknown[] }> {
  if (typeof transaction === "function") return transaction;
  return async (text, values) => ({ rows: await transaction.$queryRawUnsafe<unknown[]>(text, ...values) });
}

/** The one open database of this process, PostgreSQL or embedded. */
export interface Database {
  prisma: PrismaClient;
  /** One statement with `$1` parameters, past Prisma: for what its client cannot say. */
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
  /** The instance of an embedded database, for the queue's LISTEN. */
  embedded: PGlite | undefined;
  /** Of a connection pool: its connections now, and how many queries wait for one. */
  pool?: () => { busy: number; idle: number; waiting: number; max: number };
  close(): Promise<void>;
}

const shared = globalThis as typeof globalThis & {
  dossierDatabase?: Database;
  /** What jobs use, which may wait longer: opened for the first of them. */
  dossierJobDatabase?: Database;
  openJobDatabase?: () => Database;
  dossierJob?: AsyncLocalStorage<true>;
};
shared.dossierJob ??= new AsyncLocalStorage();
const job = shared.dossierJob;

/** Runs a job: its waits for the database have the limits of jobs, and keep no visitor's page waiting. */
export async function asJob<T>(run: () => Promise<T>): Promise<T> {
  return await job.run(true, run);
}

/** The open database. Next's bundles and the server around them share it. */
export function database(): Database {
  if (!shared.dossierDatabase) throw new Error("openDatabase() has not run in this process");
  if (!job.getStore() || !shared.openJobDatabase) return shared.dossierDatabase;
  shared.dossierJobDatabase ??= shared.openJobDatabase();
  return shared.dossierJobDatabase;
}

/** Prisma's client of the open database. */
export function prisma(): PrismaClient {
  return database().prisma;
}

/** Makes an opened database the one that `database()` returns. */
export function shareDatabase(opened: Database): Database {
  shared.dossierDatabase = opened;
  return opened;
}

/**
 * Opens the database that the environment names: PostgreSQL, or the one embedded in DATA_DIR.
 * @throws OperatorError when the embedded one cannot be opened.
 */
export async function openDatabase(): Promise<Database> {
  const { databaseUrl, dataDir } = env();
  if (databaseUrl) return shareDatabase(openPools(databaseUrl));
  const { openFolder } = await import("./embedded-database");
  const { instance, unlock } = await openFolder(dataDir);
  return shareDatabase(embed(instance, unlock));
}

/** One pool for what visitors wait for, and one for jobs; the admin program has one of its own kind. */
function openPools(url: string): Database {
  if (env().mode === "admin") return openPostgres(url, { limits: databaseLimits.admin });
  const opened = openPostgres(url);
  shared.openJobDatabase = () => openPostgres(url, { limits: databaseLimits.jobs, max: 10 });
  return {
    ...opened,
    close: async () => {
      await Promise.all([opened.close(), shared.dossierJobDatabase?.close()]);
    },
  };
}

/** How long Prisma's interactive transactions may take, and wait to begin, in milliseconds. */
const transactionOptions = { timeout: 15_000, maxWait: 10_000 };

/**
 * How long an unused connection is kept. A new one costs PostgreSQL a process, which parses and plans each prepared
 * statement again; firewalls and load balancers drop connections that are silent for some minutes.
 */
const IDLE_SECONDS = 120;

/** A connection pool on PostgreSQL, by default with the limits of what visitors wait for. */
export function openPostgres(
  url: string,
  { limits = databaseLimits.requests, max = 20 }: { limits?: DatabaseLimits; max?: number } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: IDLE_SECONDS * 1000,
    keepAlive: true,
    connectionTimeoutMillis: limits.connectionSeconds * 1000,
    lock_timeout: limits.lockSeconds * 1000,
    statement_timeout: limits.statementSeconds * 1000,
    // For a server that no longer answers at all.
    query_timeout: (limits.statementSeconds + 5) * 1000,
  });
  // The pool replaces a connection that breaks while idle; without a listener its error would end the process.
  pool.on("error", (error) => logger.warn({ err: error }, "database connection lost"));
  const client = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions });
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
async function transact<T>(pool: pg.Pool, work: (prepared: Prepared) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // A lost connection fails the statement in progress; without a listener its error would end the process.
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
  const name = statementNames.get(text) ?? `dossier-${statementNames.size + 1}`;
  statementNames.set(text, name);
  return name;
}

/** Makes a `Database` of an instance; `release` runs after it is closed. */
export function embed(instance: PGlite, release: () => void = () => {}): Database {
  limitWait(instance);
  const client = new PrismaClient({ adapter: new PrismaPGlite(instance), transactionOptions });
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

/** Bounds the wait for an instance's one connection: who gives up never gets it. */
function limitWait(instance: PGlite): void {
  const runExclusive = instance._runExclusiveTransaction.bind(instance);
  instance._runExclusiveTransaction = <T>(run: () => Promise<T>) => {
    const { connectionSeconds } = databaseLimits[job.getStore() ? "jobs" : "requests"];
    return new Promise<T>((done, fail) => {
      let gaveUp = false;
      const timer = setTimeout(() => {
        gaveUp = true;
        fail(new Error(`the embedded database was busy for ${connectionSeconds} seconds`));
      }, connectionSeconds * 1000);
      runExclusive(async () => {
        if (gaveUp) return;
        clearTimeout(timer);
        done(await run());
      }).catch(fail);
    });
  };
}
