import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import type { Database } from "@/lib/database";
import { OperatorError } from "@/lib/error";
import { databaseLimits } from "@/lib/time-limits";

/** A connection that runs one transaction after another. */
interface Session {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  execute(script: string): Promise<unknown>;
}

/**
 * Applies pending migrations, each in a transaction with its record in Prisma's own table, so that one
 * that is interrupted leaves nothing behind and `prisma migrate status` agrees. Processes that start
 * together take turns on Prisma's own advisory lock.
 * @param url PostgreSQL's address; undefined if the database is embedded, which only one process opens.
 * @returns the names of the applied migrations.
 * @throws OperatorError if the server cannot serve Dossier, or an applied migration has changed since or is unknown here.
 */
export async function applyMigrations(opened: Database, url: string | undefined): Promise<string[]> {
  if (!url) return await applyPending(opened);
  const { connectionSeconds, lockSeconds, statementSeconds } = databaseLimits.migrations;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectionSeconds * 1000,
    statement_timeout: statementSeconds * 1000,
  });
  // A lost connection fails the statement in progress; without a listener its error would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await checkServer(client);
    // Another process may migrate for longer than a lock of one table may be waited for.
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(`SET lock_timeout = '${lockSeconds}s'`);
    return await applyPending({
      query: (text, values) => client.query(text, values),
      execute: (script) => client.query(script),
    });
  } finally {
    await client.end(); // releases the lock
  }
}

/** @throws OperatorError for a server that is too old, or a database that cannot hold every character. */
async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string; encoding: string }>(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version, current_setting('server_encoding') AS encoding",
  );
  const [server] = rows;
  if (server && server.number < 140_000)
    throw new OperatorError(
      `DATABASE_URL names a PostgreSQL server of version ${server.version}: Dossier needs 14 or newer.`,
    );
  if (server && server.encoding !== "UTF8")
    throw new OperatorError(
      `The database in DATABASE_URL has the encoding ${server.encoding}: create one with UTF8 (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0).`,
    );
}

// The key of Prisma's own lock, so that `prisma migrate deploy` waits for us and we for it:
// https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production#advisory-locking
const LOCK = 72707369;

async function applyPending(session: Session): Promise<string[]> {
  await session.execute(RECORDS);
  const { rows } = await session.query(
    'SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Map(
    (rows as { migration_name: string; checksum: string }[]).map((row) => [row.migration_name, row.checksum]),
  );
  const folder = path.resolve("prisma/migrations");
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const unknown = [...applied.keys()].find((name) => !names.includes(name));
  if (unknown)
    throw new OperatorError(
      `The database has the migration ${unknown}, which this version of Dossier does not know: start a newer version.`,
    );
  const pending: string[] = [];
  for (const name of names) {
    const script = await readFile(path.join(folder, name, "migration.sql"), "utf8");
    const checksum = createHash("sha256").update(script).digest("hex");
    const appliedChecksum = applied.get(name);
    if (appliedChecksum === undefined) {
      await applyOne(session, name, script, checksum);
      pending.push(name);
    } else if (appliedChecksum !== checksum)
      throw new OperatorError(
        `The migration ${name} has changed since it was applied: restore its file, or start with a new database.`,
      );
  }
  return pending;
}

async function applyOne(session: Session, name: string, script: string, checksum: string) {
  await session.execute("BEGIN");
  try {
    await session.execute(script);
    await session.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), now(), 1)',
      [randomUUID(), checksum, name],
    );
    await session.execute("COMMIT");
  } catch (error) {
    await session.execute("ROLLBACK").catch(() => {});
    throw error;
  }
}

// As Prisma creates it.
const RECORDS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
