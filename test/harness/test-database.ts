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
    } else {
      const dump = new Blob([await readFile(inject("template"))]);
      opened = embed(await createPglite({ loadDataDir: dump }));
    }
    opened = shareDatabase(watchStatements(opened, url, statements));
    await startQueue();
  });
  afterAll(async () => {
    await queue().stop({ graceful: false });
    await opened.close();
    if (server) await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
    expect(await listStrays(statements), "statements without their store").toEqual([]);
  });
}
