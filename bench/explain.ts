import { shareDatabase } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { startQueue } from "@/lib/queue/queue";
import { applyMigrations } from "@/prisma/migrate";
import { startPostgres } from "@/test/harness/postgres";
import { fillManyStores, partitionByStore } from "./support/fill-many-stores";
import { hotWays, sampleCustomers } from "./support/hot-ways";
import { largeTables } from "./support/keys";
import { openRecording, type Plan } from "./support/plan-recorder";

/**
 * How PostgreSQL runs the hot statements with ten million rows of ten thousand stores, asked of the
 * largest store: whole tables first, then the same in hash partitions by store. Prints a table and one
 * JSON line; ends with 1 where a large table is read from end to end. On a server of its own, whose
 * settings make the filling bearable (it forgets all on a crash).
 */
const rows = Number(process.env.BENCH_ROWS ?? 10_000_000);
const stores = Number(process.env.BENCH_STORES ?? 10_000);
const partitions = 32;

const postgres = await startPostgres({
  fsync: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "8GB",
  shared_buffers: "2GB",
  maintenance_work_mem: "1GB",
  work_mem: "32MB",
  jit: "off",
});
try {
  const url = await postgres.createDatabase("explain");
  loadEnv("test", { DATABASE_URL: url, DATA_DIR: "/nonexistent" });
  const { opened, record } = openRecording(url, largeTables);
  shareDatabase(opened);
  await applyMigrations(opened, url);
  const queue = await startQueue();
  const fillSeconds = await seconds(() => fillManyStores(rows, stores));
  process.stderr.write(`filled in ${fillSeconds} s\n`);
  const sizes = await readSizes();
  const whole = await planAll();
  process.stderr.write("whole tables explained\n");
  const partitionSeconds = await seconds(() => partitionByStore(partitions));
  const parted = await planAll();
  const sequential = [...whole, ...parted].filter(({ plans }) => plans.some(readsAll)).map(({ way }) => way);
  print();
  process.stdout.write(
    `${JSON.stringify({ rows, stores, partitions, fillSeconds, partitionSeconds, sizes, sequential, whole: whole.map(sum), parted: parted.map(sum) })}\n`,
  );
  await queue.stop({ graceful: false });
  await opened.close();
  process.exitCode = sequential.length === 0 ? 0 : 1;

  async function planAll() {
    const [warm, ...samples] = await sampleCustomers("store-1", Object.keys(hotWays).length + 1);
    if (!warm) throw new Error("the largest store is empty");
    const planned: { way: string; plans: Plan[] }[] = [];
    for (const [index, [way, go]] of Object.entries(hotWays).entries()) {
      // Then its pages are in the cache, and Prisma has its statement. Twice, for a connection's first use of a table reads
      // some 370 pages of PostgreSQL's catalogue, and the first time takes a second connection for what it does beside.
      await go(warm);
      await go(warm);
      planned.push({ way, plans: await record(() => go(samples[index] ?? warm)) });
    }
    return planned;
  }

  async function readSizes() {
    const { rows: read } = await opened.query(
      `SELECT relname AS table, reltuples::bigint::int AS rows, pg_table_size(oid)::float8 AS "tableBytes",
              pg_indexes_size(oid)::float8 AS "indexBytes"
         FROM pg_class WHERE oid = ANY (ARRAY[${largeTables.map((table) => `'"${table}"'`)}]::regclass[])`,
    );
    return read as { table: string; rows: number; tableBytes: number; indexBytes: number }[];
  }

  function print() {
    const line = (cells: (string | number)[]) =>
      process.stdout.write(
        `${cells.map((cell, index) => (index === 0 ? String(cell).padEnd(28) : String(cell).padStart(11))).join("")}\n`,
      );
    line(["way", "statements", "buffers", "ms", "32 parts: buffers", "ms", "most parts"]);
    for (const [index, { way, plans }] of whole.entries()) {
      const [one, two] = [sum({ way, plans }), sum(parted[index] ?? { way, plans: [] })];
      line([way, one.statements, one.buffers, one.ms, two.buffers, two.ms, two.mostParts]);
      for (const { statement, scans } of plans)
        process.stdout.write(`    ${shorten(statement)}\n      ${scans.join(", ") || "no table read"}\n`);
    }
  }
} finally {
  postgres.remove();
}

async function seconds(work: () => Promise<unknown>) {
  const startedAt = performance.now();
  await work();
  return Math.round((performance.now() - startedAt) / 1000);
}

/** Whether a large table, or a part of one, was read from end to end. */
function readsAll({ scans }: Plan): boolean {
  return scans.some((scan) => new RegExp(`^(Parallel )?Seq Scan (${largeTables.join("|")})(_p\\d+)?$`).test(scan));
}

function sum({ way, plans }: { way: string; plans: Plan[] }) {
  const total = (of: (plan: Plan) => number) => Math.round(plans.reduce((all, plan) => all + of(plan), 0) * 100) / 100;
  // Of one table the parts that one statement read.
  const parts = ({ relations }: Plan) =>
    Math.max(0, ...largeTables.map((table) => relations.filter((name) => name.startsWith(`${table}_p`)).length));
  return {
    way,
    statements: plans.length,
    buffers: total(({ buffers }) => buffers),
    walBytes: total(({ walBytes }) => walBytes),
    ms: total(({ ms }) => ms),
    slowestMs: Math.round(Math.max(0, ...plans.map(({ ms }) => ms)) * 100) / 100,
    mostParts: Math.max(0, ...plans.map(parts)),
  };
}

function shorten(statement: string): string {
  const text = statement.replace(/\s+/g, " ").trim();
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
