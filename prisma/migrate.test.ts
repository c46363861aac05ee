import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { withTestDatabase } from "@/test/harness/test-database";
import { applyMigrations } from "./migrate";

withTestDatabase();

test("a migrated database has nothing pending, also according to Prisma's own table", async () => {
  expect(await applyMigrations(database(), env().databaseUrl)).toEqual([]);
  const { rows } = await database().query('SELECT migration_name, finished_at FROM "_prisma_migrations" ORDER BY 1');
  const names = (await readdir(path.join(import.meta.dirname, "migrations"), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  expect(rows).toEqual(names.map((name) => ({ migration_name: name, finished_at: expect.any(Date) })));
});

test("a migration whose file has changed since it was applied is refused", async () => {
  await database().query(`UPDATE "_prisma_migrations" SET checksum = 'other'`);
  await expect(applyMigrations(database(), env().databaseUrl)).rejects.toThrow("has changed since it was applied");
});

test("no table has statistics that claim it is empty: queries are planned as for a table without any", async () => {
  const { rows } = await database().query(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples = 0",
  );
  expect(rows).toEqual([]);
});
