import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { startQueue } from "@/lib/queue/queue";
import { applyMigrations } from "@/prisma/migrate";
import { nodeOptions } from "@/test/harness/app";
import { startPostgres } from "@/test/harness/postgres";
import { median, quantile } from "@/test/harness/statistics";
import { buildWatched, makeSyntheticStore, type SyntheticStore } from "./support/synthetic-store";

/**
 * Exports of a synthetic store's customers on PostgreSQL, from the start of the job to ready: one after the other of
 * customers with 5 orders, and of one with 1,000,000 order lines. Each in a process of its own, so that one's memory is
 * not the other's. The median of three rounds.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const LIGHT = Number(process.env.BENCH_LIGHT ?? 100);
const LINES = Number(process.env.BENCH_LINES ?? 1_000_000);
const [, , part] = process.argv;

if (part) {
  process.stdout.write(`${JSON.stringify(await measure(part))}\n`);
  process.exit(0);
}
const postgres = await startPostgres();
try {
  process.stdout.write(`${JSON.stringify({ light: await run("light"), heavy: await run("heavy") })}\n`);
} finally {
  postgres.remove();
}

async function run(name: string) {
  const databaseUrl = await postgres.createDatabase(`export_${name}`);
  const options = [...nodeOptions, "--expose-gc", "--import", "tsx", fileURLToPath(import.meta.url)];
  const { status, stdout } = spawnSync(process.execPath, [...options, name], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: databaseUrl },
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "null");
}

async function measure(name: string) {
  const { databaseUrl } = loadEnv("test");
  await applyMigrations(await openDatabase(), databaseUrl);
  await startQueue();
  const store = await makeSyntheticStore();
  // Compiles what runs for the first time.
  for (const exportId of await store.queueExports(20, { orders: 5, linesAnOrder: 3 })) await store.build(exportId);
  return name === "heavy" ? await measureHeavy(store) : await measureLight(store);
}

async function measureLight(store: SyntheticStore) {
  const medians = [];
  for (let round = 0; round < ROUNDS; round++) {
    const times: number[] = [];
    const exportIds = await store.queueExports(LIGHT, { orders: 5, linesAnOrder: 3 });
    for (const exportId of exportIds) times.push(await store.build(exportId));
    await store.checkReady(exportIds);
    medians.push(quantile(times, 0.5));
  }
  return { medianMs: Math.round(median(medians) * 10) / 10 };
}

async function measureHeavy(store: SyntheticStore) {
  const build = async (lines: number) => {
    const [exportId = ""] = await store.queueExports(1, { orders: lines / 10, linesAnOrder: 10 });
    const built = await buildWatched(() => store.build(exportId));
    await store.checkReady([exportId]);
    return built;
  };
  await build(20_000);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await build(LINES));
  return {
    lines: LINES,
    linesASecond: Math.floor((LINES / median(rounds.map(({ ms }) => ms))) * 1000),
    growthMb: Math.max(...rounds.map(({ growthMb }) => growthMb)),
  };
}
