import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import { v7 as uuidv7 } from "uuid";
import type { OrderRow } from "@/lib/section/rows";
import type { CustomerSource } from "@/lib/source/source";
import { quantile } from "./support/quantile";

/**
 * Deliveries from a production server on PostgreSQL, which this measures from another process: one archive of 500 MB to a
 * slow client, with the server's memory; and 50 downloads of a part of it at once, with the report page's time beside
 * the same on an idle server. BENCH_DATABASE_URL names a PostgreSQL server. Needs `npm run build`.
 */
const postgres = process.env.BENCH_DATABASE_URL ?? "";
if (!postgres) throw new Error("BENCH_DATABASE_URL is needed: npm run bench sets it");
const PORT = 3296;
const ARCHIVE_MB = 500;
const SLOW_MB_A_SECOND = 25;
const AT_ONCE = 50;
/** What each of those takes: a part, for 50 whole ones would take minutes. */
const PART_BYTES = 16 * 2 ** 20;
// A note stands in data.json, the CSV and the HTML, and base64 deflates to three quarters.
const NOTE_BYTES = 2 ** 19;

const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-bench-"));
const name = `dossier_bench_deliver_${process.pid}`;
const { administer, databaseUrl } = await import("@/test/harness/test-template");
const url = databaseUrl(postgres, name);
const variables = {
  DATABASE_URL: url,
  DATA_DIR: dataDir,
  AUTH_SECRET: randomBytes(32).toString("base64"),
  ENCRYPTION_KEY: randomBytes(32).toString("base64"),
};
await administer(postgres, `CREATE DATABASE ${name}`);
const { loadEnv } = await import("@/lib/env");
loadEnv("test", variables);
const { openDatabase, prisma } = await import("@/lib/database");
const { applyMigrations } = await import("@/prisma/migrate");
const { startQueue } = await import("@/lib/queue/queue");
const database = await openDatabase();
await applyMigrations(database, url);
const queue = await startQueue();
let server: ChildProcess | undefined;

let result: Record<string, unknown>;
try {
  const { store, exportId, sizeBytes } = await makeLargeExport();
  const merchant = await merchantCookie(store.id);
  server = startServer();
  await ready();
  const report = () => timed(`/dashboard/${store.slug}/requests`, merchant);
  for (let round = 0; round < 10; round++) await report();
  const idle = await times(40, report);
  // The first download also loads the route's code.
  await (await open(await access(store.id, exportId))).destroy();
  await wait(2000);

  const before = memory();
  const slow = await slowDownload(await access(store.id, exportId), sizeBytes);
  const paths = await Promise.all(Array.from({ length: AT_ONCE }, () => access(store.id, exportId)));
  const startedAt = performance.now();
  const downloads = Promise.all(paths.map((target) => drain(target)));
  let over = false;
  downloads.finally(() => {
    over = true;
  });
  await wait(1000);
  const busy: number[] = [];
  while (!over && busy.length < 200) busy.push(await report());
  const bytes = await downloads;
  const seconds = (performance.now() - startedAt) / 1000;
  if (bytes.some((size) => size !== PART_BYTES)) throw new Error("a download was not whole");
  result = {
    archiveMb: megabytes(sizeBytes),
    slowClient: { ...slow, growthMb: slow.mostMb - before },
    atOnce: AT_ONCE,
    megabytesASecond: Math.round((AT_ONCE * PART_BYTES) / 2 ** 20 / seconds),
    reportIdleMedianMs: quantile(idle, 0.5),
    reportIdleP95Ms: quantile(idle, 0.95),
    reportDuringDownloads: busy.length,
    reportDuringMedianMs: quantile(busy, 0.5),
    reportDuringP95Ms: quantile(busy, 0.95),
    memoryAfterMb: memory(),
  };
} finally {
  if (server) {
    server.kill("SIGKILL");
    await new Promise((done) => server?.once("exit", done));
  }
  await queue.stop({ graceful: false });
  await database.close();
  await administer(postgres, `DROP DATABASE ${name} WITH (FORCE)`);
  rmSync(dataDir, { recursive: true, force: true });
}
// Last, for bench/run.ts reads the last line: a connection that the end of the database breaks is logged on standard output too.
process.stdout.write(`${JSON.stringify(result)}\n`);

/** A ready export whose archive is as large as wanted: orders with notes that hardly compress. */
async function makeLargeExport() {
  const { makeCustomer } = await import("@/test/factories/customer");
  const { exportCustomer } = await import("@/test/factories/export");
  const { makeStore } = await import("@/test/factories/store");
  const store = await makeStore();
  const email = "large@customer.example";
  const customer = await makeCustomer(store.id, { email, emailNormalized: email });
  const { exportId } = await exportCustomer(store.id, customer.id, largeSource());
  const { sizeBytes } = await prisma().export.findUniqueOrThrow({
    where: { storeId_id: { storeId: store.id, id: exportId } },
    select: { sizeBytes: true },
  });
  return { store, exportId, sizeBytes: Number(sizeBytes) };
}

function largeSource(): CustomerSource {
  const nothing = <S extends string>(section: S) => ({ section, count: async () => 0, pages: async function* () {} });
  const orders = Math.ceil((ARCHIVE_MB * 2 ** 20) / (3 * NOTE_BYTES));
  return {
    name: "bench",
    collectors: {
      profile: nothing("profile"),
      addresses: nothing("addresses"),
      consents: nothing("consents"),
      requests: nothing("requests"),
      emails: nothing("emails"),
      orders: {
        section: "orders",
        count: async () => orders,
        pages: async function* () {
          for (let order = 0; order < orders; order++) yield [makeOrder(order)];
        },
      },
    },
  };
}

function makeOrder(number: number): OrderRow {
  const at = new Date(1_600_000_000_000 + number * 60_000).toISOString();
  return {
    ...{ platformId: String(number), name: `#${number}`, email: null, phone: null, placedAt: at, paidAt: at },
    ...{
      fulfilledAt: null,
      cancelledAt: null,
      currency: "EUR",
      subtotal: "1",
      shipping: "0",
      taxes: "0",
      discount: "0",
    },
    ...{ total: "1", financialStatus: null, fulfillmentStatus: null, paymentMethod: null, shippingMethod: null },
    ...{ discountCode: null, tags: [], billingAddress: null, shippingAddress: null, attributes: {}, lines: [] },
    note: randomBytes(NOTE_BYTES).toString("base64"),
  };
}

/** The cookie of an owner who is signed in. */
async function merchantCookie(storeId: string): Promise<string> {
  const id = uuidv7();
  await prisma().merchant.create({
    data: { id, name: "Bench", email: `${id}@merchant.example` },
    select: { id: true },
  });
  await prisma().membership.create({ data: { storeId, merchantId: id, role: "owner" }, select: { role: true } });
  const sessionId = uuidv7();
  const expiresAt = new Date(Date.now() + 3600_000);
  await prisma().session.create({
    data: { id: sessionId, kind: "merchant", merchantId: id, expiresAt },
    select: { id: true },
  });
  const token = await encode({ token: { sessionId }, secret: variables.AUTH_SECRET, maxAge: 3600, salt: "merchant" });
  return `dossier-merchant=${token}`;
}

/** A request whose delivery is live, opened by a browser of its own. */
async function access(storeId: string, exportId: string): Promise<{ path: string; cookie: string }> {
  const { makeRequest } = await import("@/test/factories/request");
  const { createToken, hashToken } = await import("@/lib/token");
  const request = await makeRequest(storeId);
  const id = uuidv7();
  const expiresAt = new Date(Date.now() + 3600_000);
  const by = { createdById: id, createdByName: "Bench" };
  await prisma().delivery.create({
    data: { storeId, id, requestId: request.id, exportId, method: "link", state: "live", ...by, expiresAt },
    select: { id: true },
  });
  const token = createToken();
  await prisma().deliveryAccess.create({
    data: { storeId, tokenHash: hashToken(token), deliveryId: id, expiresAt },
    select: { deliveryId: true },
  });
  const { slug } = await prisma().store.findUniqueOrThrow({ where: { id: storeId }, select: { slug: true } });
  return { path: `/api/stores/${slug}/deliveries/${id}/archive`, cookie: `dossier-delivery-${id}=${token}` };
}

function startServer(): ChildProcess {
  return spawn("node", ["--max-semi-space-size=4", "build/server.mjs", "start"], {
    env: {
      ...process.env,
      ...variables,
      PORT: String(PORT),
      APP_URL: `http://localhost:${PORT}`,
      SMTP_URL: "smtp://127.0.0.1:1",
      MAIL_FROM: "bench@dossier.example",
      WORKER: "off",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function ready(): Promise<void> {
  for (let round = 0; ; round++) {
    const answer = await fetch(`http://localhost:${PORT}/api/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    if (round > 300) throw new Error("the server did not start");
    await wait(100);
  }
}

function open({ path: target, cookie }: { path: string; cookie: string }, range?: string): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const headers = { cookie, ...(range && { range }) };
    const request = get({ port: PORT, path: target, headers, agent: false }, (response) => {
      if (response.statusCode === (range ? 206 : 200)) done(response);
      else fail(new Error(`the archive answered ${response.statusCode}`));
    });
    request.once("error", fail);
  });
}

/** Reads no faster than SLOW_MB_A_SECOND, and watches the server's memory. */
async function slowDownload(target: { path: string; cookie: string }, sizeBytes: number) {
  const response = await open(target);
  const startedAt = performance.now();
  let bytes = 0;
  let mostMb = memory();
  for await (const piece of response) {
    bytes += piece.length;
    mostMb = Math.max(mostMb, memory());
    const aheadMs = (bytes / 2 ** 20 / SLOW_MB_A_SECOND) * 1000 - (performance.now() - startedAt);
    if (aheadMs > 5) await wait(aheadMs);
  }
  if (bytes !== sizeBytes) throw new Error("the slow download was not whole");
  return { seconds: Math.round((performance.now() - startedAt) / 1000), mostMb };
}

async function drain(target: { path: string; cookie: string }): Promise<number> {
  let bytes = 0;
  for await (const piece of await open(target, `bytes=0-${PART_BYTES - 1}`)) bytes += piece.length;
  return bytes;
}

async function timed(target: string, cookie: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`http://localhost:${PORT}${target}`, { headers: { cookie }, redirect: "manual" });
  await response.text();
  if (response.status !== 200) throw new Error(`${target} answered ${response.status}`);
  return performance.now() - startedAt;
}

async function times(count: number, work: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < count; round++) all.push(await work());
  return all;
}

/** The server's resident memory, in MiB. */
function memory(): number {
  const status = readFileSync(`/proc/${server?.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
