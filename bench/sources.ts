import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { applyMigrations } from "@/prisma/migrate";
import { nodeOptions } from "@/test/harness/app";
import { startPostgres } from "@/test/harness/postgres";
import { connectShopify } from "@/test/harness/shopify/connect";
import { startShopify } from "@/test/harness/shopify/server";
import { seedCustomer, seedLine, seedOrder } from "@/test/harness/shopify/shop-data";
import { buildWatched } from "./support/synthetic-store";

/**
 * All orders of one customer through Shopify's test server, at the points a second of the largest plan: whether each comes
 * once, how long that takes besides what the points allow, and whether memory stays flat. The server is a process of its own.
 */
const ORDERS = Number(process.env.BENCH_ORDERS ?? 10_000);
const POINTS_A_SECOND = 2000;
// Shopify's buckets hold 20 seconds' points.
const BUCKET = 20 * POINTS_A_SECOND;
const [, , part] = process.argv;

if (part === "shop") await serve();
else if (part === "read") {
  process.send?.(await measure());
  process.exit(0);
} else await run();

async function run() {
  const postgres = await startPostgres();
  const shop = start("shop", {});
  try {
    const [{ host, address }] = await once(shop, "message");
    const databaseUrl = await postgres.createDatabase("sources");
    const reader = start("read", { DATABASE_URL: databaseUrl, SHOP_HOST: host, SHOP_ADDRESS: address });
    const [[read]] = await Promise.all([once(reader, "message"), once(reader, "exit")]);
    shop.send("spent");
    const [{ spent, throttled }] = await once(shop, "message");
    const allowedMs = ((spent - BUCKET) / POINTS_A_SECOND) * 1000;
    const timeRatio = Math.round((read.ms / allowedMs) * 1000) / 1000;
    process.stdout.write(`${JSON.stringify({ ...read, points: spent, throttled, allowedMs, timeRatio })}\n`);
  } finally {
    shop.kill();
    postgres.remove();
  }
}

function start(name: string, env: Record<string, string>): ChildProcess {
  return fork(fileURLToPath(import.meta.url), [name], {
    execArgv: [...nodeOptions, "--expose-gc", "--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: "production", ...env },
  });
}

/** A shop with one customer. Each hundredth order has more lines than come with it. */
async function serve() {
  loadEnv("test");
  const customer = seedCustomer(7, "ada@mail.example", { numberOfOrders: String(ORDERS) });
  const orders = Array.from({ length: ORDERS }, (_, index) => {
    const id = 100_000 + index;
    const lines = Array.from({ length: index % 100 === 0 ? 12 : 3 }, (_, line) => seedLine(id * 100 + line));
    return seedOrder(id, { customer, lineItems: lines, events: [] });
  });
  const { host, address, told } = await startShopify(
    { customers: [customer], orders },
    { pointsASecond: POINTS_A_SECOND, bucket: BUCKET },
  );
  process.on("message", () =>
    process.send?.({ spent: told.spent, throttled: told.throttled, invalid: told.invalid.length }),
  );
  process.send?.({ host, address });
}

async function measure() {
  const { databaseUrl } = loadEnv("test");
  await applyMigrations(await openDatabase(), databaseUrl);
  const { SHOP_HOST: host = "", SHOP_ADDRESS: address = "" } = process.env;
  const { source, storeId } = await connectShopify({ host, address });
  const subject = { storeId, customerIds: [], emails: [], liveRecords: [{ source: source.name, record: "7" }] };
  const ids = new Set<string>();
  let rows = 0;
  let lines = 0;
  let earlyMb = 0;
  const { ms, growthMb } = await buildWatched(async () => {
    const startedAt = performance.now();
    for await (const page of source.collectors.orders?.pages(subject, new AbortController().signal) ?? []) {
      for (const { platformId, lines: own } of page) {
        ids.add(platformId);
        rows++;
        lines += own.length;
      }
      if (earlyMb === 0 && rows >= ORDERS / 10) earlyMb = heapMb();
    }
    return performance.now() - startedAt;
  });
  const linesLost = Math.ceil(ORDERS / 100) * 12 + (ORDERS - Math.ceil(ORDERS / 100)) * 3 - lines;
  const heapGrowthMb = Math.round((heapMb() - earlyMb) * 10) / 10;
  return {
    orders: ORDERS,
    lost: ORDERS - ids.size + linesLost,
    twice: rows - ids.size,
    ms: Math.round(ms),
    growthMb,
    heapGrowthMb,
  };
}

/** What is in use once what is not has been given back. */
function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
