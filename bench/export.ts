import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startPostgres } from "@/test/harness/postgres";
import { median } from "./support/load";
import { quantile } from "./support/quantile";

/**
 * Exports of a synthetic store's customers on PostgreSQL, from the start of the job to ready: of a
 * customer with 5 orders (many, one after the other, and as many at once as a process works on), with
 * 20,000 and with 1,000,000 order lines. Each in a process of its own, started as `npm start` starts it,
 * so that one's memory is not the other's, and that has built before. The median of three.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const LIGHT = Number(process.env.BENCH_LIGHT ?? 100);
const LINES = Number(process.env.BENCH_LINES ?? 1_000_000);
const [, , which] = process.argv;

if (which) {
  process.stdout.write(`${JSON.stringify(await inStore(which))}\n`);
  process.exit(0);
}
const postgres = await startPostgres();
try {
  const result = { light: await run("light"), middle: await run("middle"), heavy: await run("heavy") };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  postgres.remove();
}

async function run(name: string) {
  const databaseUrl = await postgres.createDatabase(`export_${name}`);
  const options = ["--max-semi-space-size=4", "--expose-gc", "--import", "tsx", fileURLToPath(import.meta.url)];
  const { status, stdout } = spawnSync(process.execPath, [...options, name], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: databaseUrl },
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  const measured = JSON.parse(stdout.trim().split("\n").at(-1) ?? "null");
  process.stderr.write(`export, ${name}: ${JSON.stringify(measured)}\n`);
  return measured;
}

/** Opens the database that the environment names, and measures in it. */
async function inStore(name: string) {
  const { loadEnv } = await import("@/lib/env");
  const { databaseUrl } = loadEnv("test");
  const { openDatabase } = await import("@/lib/database");
  const { applyMigrations } = await import("@/prisma/migrate");
  const { startQueue } = await import("@/lib/queue/queue");
  const opened = await openDatabase();
  await applyMigrations(opened, databaseUrl);
  await startQueue();
  const { jobs } = await import("@/lib/queue/jobs");
  const { makeBenchStore } = await import("./synthetic/store");
  const store = await makeBenchStore();
  if (name === "light") return await measureLight(store, jobs["build-export"].workers);
  const lines = name === "heavy" ? LINES : 20_000;
  return await measureLines(store, lines);
}

type Store = Awaited<ReturnType<typeof import("./synthetic/store").makeBenchStore>>;

async function measureLight(store: Store, atOnce: number) {
  const rounds = [];
  await prepare(store);
  for (let round = 0; round < ROUNDS; round++) {
    const asked = await askAll(store, 2 * LIGHT, 5);
    const times: number[] = [];
    for (const exportId of asked.slice(LIGHT)) times.push(await store.build(exportId));
    const waiting = asked.slice(0, LIGHT);
    const startedAt = performance.now();
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await store.build(next);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    rounds.push({ ms: quantile(times, 0.5), aSecond: (LIGHT / (performance.now() - startedAt)) * 1000 });
    await store.checkReady(asked);
  }
  return {
    medianMs: Math.round(median(rounds.map(({ ms }) => ms)) * 10) / 10,
    aSecond: Math.floor(median(rounds.map(({ aSecond }) => aSecond))),
  };
}

async function measureLines(store: Store, lines: number) {
  await prepare(store);
  const build = async (size: number) => {
    const [exportId = ""] = await askAll(store, 1, size / 10, 10);
    const built = await store.buildWatched(exportId);
    await store.checkReady([exportId]);
    return built;
  };
  // What only a large one runs is compiled now: what the first of a process takes stands beside.
  const first = await build(20_000);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await build(lines));
  const ms = median(rounds.map((built) => built.ms));
  return {
    lines,
    firstOf20000Ms: Math.round(first.ms),
    ms: Math.round(ms),
    linesASecond: Math.floor((lines / ms) * 1000),
    growthMb: Math.max(...rounds.map(({ growthMb }) => growthMb)),
  };
}

/** What is compiled late is compiled now. */
async function prepare(store: Store) {
  for (const exportId of await askAll(store, 20, 5)) await store.build(exportId);
}

/** An export of each of so many customers: of one customer, each export would find the requests of those before. */
async function askAll(store: Store, customers: number, orders: number, linesAnOrder = 3): Promise<string[]> {
  const asked = [];
  for (const id of await store.makeCustomers(customers, { orders, linesAnOrder })) asked.push(await store.ask(id));
  return asked;
}
