import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Exports of a synthetic store's customers: one with 5 orders (many times), one with 2,000, one with
 * 200,000 order lines and, with BENCH_LARGE, one with 1,000,000, each database in a process of its own, so that one's
 * memory is not the other's. BENCH_DATABASE_URL names a PostgreSQL server.
 */
const [, , which] = process.argv;
const server = process.env.BENCH_DATABASE_URL;

if (which) {
  process.stdout.write(`${JSON.stringify(await measure(which))}\n`);
  process.exit(0);
} else {
  const run = (database: string) => {
    const args = ["--expose-gc", "--import", "tsx", fileURLToPath(import.meta.url), database];
    const { status, stdout } = spawnSync("node", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    if (status !== 0) throw new Error(`${database} ended with ${status}`);
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "null");
  };
  const result = { embedded: run("embedded"), ...(server && { postgres: run("postgres") }) };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function measure(database: string) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-bench-"));
  const name = `dossier_bench_${process.pid}`;
  const { administer, databaseUrl } = await import("@/prisma/test-template");
  const url = database === "postgres" ? databaseUrl(server ?? "", name) : undefined;
  if (url) await administer(server ?? "", `CREATE DATABASE ${name}`);
  const { loadEnv } = await import("@/lib/env");
  loadEnv("test", { DATABASE_URL: url, DATA_DIR: dataDir });
  const { openDatabase } = await import("@/lib/database");
  const { applyMigrations } = await import("@/prisma/migrate");
  const { startQueue } = await import("@/lib/queue/queue");
  const opened = await openDatabase();
  await applyMigrations(opened, url);
  const queue = await startQueue();
  try {
    return await measureAll(url !== undefined);
  } finally {
    await queue.stop({ graceful: false });
    await opened.close();
    if (url) await administer(server ?? "", `DROP DATABASE ${name} WITH (FORCE)`);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureAll(large: boolean) {
  const { makeBenchStore } = await import("./synthetic/store");
  const store = await makeBenchStore();
  const small = await store.makeCustomer({ orders: 5, linesAnOrder: 3 });
  const times: number[] = [];
  for (let round = 0; round < 30; round++) times.push((await store.exportOf(small)).buildMs);
  const middle = await store.makeCustomer({ orders: 2000, linesAnOrder: 3 });
  const result: Record<string, unknown> = {
    orders5MedianMs: Math.round(times.slice(5).sort((one, other) => one - other)[12] ?? 0),
    orders2000: await store.exportOf(middle),
  };
  if (!large) return result;
  result.lines200000 = await store.exportOf(await store.makeCustomer({ orders: 20_000, linesAnOrder: 10 }));
  if (process.env.BENCH_LARGE)
    result.lines1000000 = await store.exportOf(await store.makeCustomer({ orders: 100_000, linesAnOrder: 10 }));
  return result;
}
