import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, inject } from "vitest";
import { type Database, embed, openPostgres, shareDatabase } from "@/lib/database";
import { embeddedExtensions } from "@/lib/embedded-extensions";
import { env } from "@/lib/env";
import { queue, startQueue } from "@/lib/queue/queue";
import { administer, databaseUrl } from "./test-template";

/**
 * Gives the test file a migrated database and a started queue of its own: embedded in memory, or,
 * with TEST_DATABASE_URL, a fresh database on that PostgreSQL server. Jobs wait until a test runs them.
 */
export function withTestDatabase(): void {
  const server = inject("postgresUrl");
  const name = `dossier_test_${randomUUID().replaceAll("-", "")}`;
  let opened: Database;
  beforeAll(async () => {
    if (server) {
      await administer(server, `CREATE DATABASE ${name} TEMPLATE ${inject("template")}`);
      const url = databaseUrl(server, name);
      env().databaseUrl = url;
      opened = openPostgres(url);
    } else {
      const dump = new Blob([await readFile(inject("template"))]);
      opened = embed(await PGlite.create({ loadDataDir: dump, extensions: embeddedExtensions }));
    }
    shareDatabase(opened);
    await startQueue();
  });
  afterAll(async () => {
    await queue().stop({ graceful: false });
    await opened.close();
    if (server) await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  });
}
