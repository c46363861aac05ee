import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { launchApp, startApp } from "@/test/harness/app";
import { startPostgres } from "@/test/harness/postgres";
import { rounds } from "./deployment";
import { addReport } from "./report";

test("two processes that migrate an empty database at once create one complete schema", async () => {
  const { postgres, expected } = await migrateOnce();
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    const databaseUrl = await postgres.createDatabase(`round_${round}`);
    const starts = [startApp({ databaseUrl }), pause(randomInt(300)).then(() => startApp({ databaseUrl }))];
    const started = await Promise.allSettled(starts);
    const schema = await readSchema(databaseUrl);
    for (const start of started) if (start.status === "fulfilled") await start.value.kill();
    if (schema !== expected) wrong++;
    expect(started.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(schema).toBe(expected);
  }
  addReport({ fault: "two processes migrate at once", rounds, accepted: rounds, lost: wrong });
});

test("when a migration is killed halfway, the next start completes it", async () => {
  const { postgres, expected, migrationMs } = await migrateOnce();
  let [wrong, halfWay] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const name = `round_${round}`;
    const databaseUrl = await postgres.createDatabase(name);
    const app = await launchApp({ databaseUrl });
    await connected(postgres.url(), name);
    await pause(randomInt(migrationMs));
    await app.kill();
    if ((await readSchema(databaseUrl)) !== expected) halfWay++;
    const next = await startApp({ databaseUrl });
    const schema = await readSchema(databaseUrl);
    await next.kill();
    if (schema !== expected) wrong++;
    expect(schema).toBe(expected);
  }
  addReport({ fault: "migration killed half-way", rounds, accepted: halfWay, lost: wrong });
  // Otherwise most rounds met no migration.
  expect(halfWay).toBeGreaterThan(rounds / 3);
});

/** A server, the schema that one process creates, and how long that takes from its first connection. */
async function migrateOnce() {
  const postgres = await startPostgres({ fsync: "off" });
  onTestFinished(() => postgres.remove());
  const databaseUrl = await postgres.createDatabase("once");
  const starting = startApp({ databaseUrl });
  await connected(postgres.url(), "once");
  const began = performance.now();
  let expected = "";
  await vi.waitUntil(
    async () => {
      const { rows } = await query(databaseUrl, "SELECT to_regclass('pgboss.queue') IS NOT NULL AS whole");
      return rows[0]?.whole;
    },
    { timeout: 60_000, interval: 10 },
  );
  const migrationMs = Math.round(performance.now() - began);
  const app = await starting;
  expected = await readSchema(databaseUrl);
  await app.kill();
  return { postgres, expected, migrationMs };
}

/** Waits until some process has connected to the database. */
async function connected(url: string, name: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const find = () => client.query("SELECT FROM pg_stat_activity WHERE datname = $1", [name]);
  await vi.waitUntil(async () => (await find()).rowCount, { timeout: 60_000, interval: 5 }).finally(() => client.end());
}

async function query(url: string, text: string) {
  const client = new pg.Client(url);
  await client.connect();
  return await client.query(text).finally(() => client.end());
}

/** The schema by pg_dump, without its random key, and the recorded migrations and queues. */
async function readSchema(url: string): Promise<string> {
  const { stdout, stderr, status } = spawnSync("pg_dump", ["--schema-only", url], { encoding: "utf8" });
  if (status !== 0) throw new Error(`pg_dump ended with ${status}: ${stderr}`);
  const records = stdout.includes("_prisma_migrations")
    ? (await query(url, 'SELECT migration_name, checksum FROM "_prisma_migrations" ORDER BY 1')).rows
    : [];
  const queues = stdout.includes("CREATE TABLE pgboss.queue")
    ? (await query(url, "SELECT name, policy, retry_limit, heartbeat_seconds FROM pgboss.queue ORDER BY 1")).rows
    : [];
  return [stdout.replace(/^\\(un)?restrict .*$/gm, ""), JSON.stringify(records), JSON.stringify(queues)].join("\n");
}
