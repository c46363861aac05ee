import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { type Database, embed, openPostgres, shareDatabase } from "@/lib/database";
import { createPglite } from "@/lib/embedded-database";
import { env } from "@/lib/env";
import { queue, startQueue } from "@/lib/queue/queue";
import { listStrays } from "@/prisma/statements/find-strays";
import { watchStatements } from "@/prisma/statements/watch-statements";
import { databaseUrl, query } from "./postgres";

/**
 * Gives the test file a migrated database and a started queue of its own: embedded in memory, or,
 * with TEST_DATABASE_URL, a fresh database on that PostgreSQL server. Jobs wait until a test runs them.
 * The file fails where a statement that the app sent in it leaves the store out.
 */
export function withTestDatabase(): void {
  const server = inject("postgresUrl");
  const name = `dossier_test_${randomUUID().replaceAll("-", "")}`;
  const statements = new Set<string>();
  let url = "";
  let opened: Database;
  beforeAll(async () => {
    if (server) {
      await query(server, `CREATE DATABASE ${name} TEMPLATE ${inject("template")}`);
      url = databaseUrl(server, name);
      env().databaseUrl = url;
      opened = openPostgres(url);
    } else opened = await emptyEmbedded();
    opened = shareDatabase(watchStatements(opened, url, statements));
    await startQueue();
  });
  afterAll(async () => {
    await queue().stop({ graceful: false });
    if (server) {
      await opened.close();
      await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
    }
    expect(await listStrays(statements), "statements without their store").toEqual([]);
  });
}

let embedded: Promise<Database> | undefined;

/** This process's embedded database without rows: it is loaded once, which takes half a second, and emptied for each file. */
async function emptyEmbedded(): Promise<Database> {
  if (!embedded) {
    embedded = readFile(inject("template")).then(async (dump) =>
      embed(await createPglite({ loadDataDir: new Blob([dump]) })),
    );
    return await embedded;
  }
  const opened = await embedded;
  // What the queue knows of itself and the migrations' list stay.
  await opened.execute(`DO $$ BEGIN EXECUTE (
    SELECT 'TRUNCATE ' || string_agg(format('%I.%I', schemaname, tablename), ', ') FROM pg_tables
     WHERE schemaname IN ('public', 'pgboss') AND NOT (schemaname = 'pgboss' AND tablename IN ('version', 'queue'))
       AND tablename NOT LIKE '%migration%'
  ); END $$`);
  return opened;
}
