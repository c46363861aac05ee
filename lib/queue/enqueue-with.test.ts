import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { expect, test, vi } from "vitest";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { withTestDatabase } from "@/test/harness/test-database";
import { enqueueWith } from "./enqueue-with";

withTestDatabase();

const CHANNEL = `SELECT 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) AS name`;

/** Calls `told` for each notification that pg-boss's workers would get. */
async function listen(told: () => void): Promise<() => Promise<void>> {
  const { rows } = await database().query(CHANNEL);
  const channel = (rows as { name: string }[])[0]?.name ?? "";
  const { embedded } = database();
  if (embedded) return await embedded.listen(channel, told);
  const client = new pg.Client({ connectionString: env().databaseUrl });
  await client.connect();
  client.on("notification", told);
  await client.query(`LISTEN ${channel}`);
  return () => client.end();
}

async function countJobs(): Promise<number> {
  const { rows } = await database().query("SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'notify'");
  return (rows as { jobs: number }[])[0]?.jobs ?? 0;
}

function enqueueOne(startAfterSeconds = 0) {
  const cause = { expressions: "caused AS (SELECT $2::int)", values: [1] };
  return enqueueWith(cause, "notify", { storeId: uuidv7(), eventId: uuidv7() }, startAfterSeconds);
}

test("workers are told once their jobs are committed, once for many that come together", async () => {
  const told = vi.fn();
  const unlisten = await listen(told);
  await enqueueOne(60);
  await Promise.all(Array.from({ length: 40 }, () => enqueueOne()));
  await expect.poll(() => told.mock.calls.length).toBeGreaterThan(0);
  expect(await countJobs()).toBe(41);
  expect(told.mock.calls.length).toBeLessThan(40);

  const before = told.mock.calls.length;
  await enqueueOne();
  await expect.poll(() => told.mock.calls.length).toBeGreaterThan(before);
  await unlisten();
});
