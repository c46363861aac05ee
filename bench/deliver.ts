import { get, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { CHUNK_BYTES } from "@/lib/archive/entry-writer";
import { askCode, makeDelivery, type TestDelivery } from "@/test/factories/delivery";
import { startApp } from "@/test/harness/app";
import { openAppDatabase } from "@/test/harness/app-database";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { startPostgres } from "@/test/harness/postgres";
import { quantile } from "@/test/harness/statistics";
import { addressOf } from "@/test/harness/stores";
import { residentMb } from "./support/resident-mb";

/**
 * Downloads by customers from the production server on PostgreSQL: one archive of 500 MB over a slow connection, with
 * the server's memory; and 50 downloads of a part of it at once, with the report page's time during them and on the idle
 * server. Needs `npm run build`.
 */
const ARCHIVE_MB = 500;
const SLOW_MB_A_SECOND = 25;
const AT_ONCE = 50;
/** Of each of those; 50 whole ones would take minutes. */
const PART_BYTES = 16 * 2 ** 20;

const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase("deliver");
const app = await startApp({ databaseUrl, env: { WORKER: "off" } });
const close = await openAppDatabase(app, databaseUrl);
try {
  const large = await makeDelivery({}, chunks(ARCHIVE_MB * 2 ** 20));
  const small = await makeDelivery({}, 1 + chunks(PART_BYTES));
  const merchant = openBrowser({ origin: app.origin, address: addressOf(1) });
  const { store } = large;
  await signInMerchant(merchant, await createMerchant(databaseUrl, { store, role: "owner", email: "a@shop.example" }));
  const report = async () => {
    const { status, milliseconds } = await merchant.get(`/dashboard/${store.slug}/requests`);
    if (status !== 200) throw new Error(`the report answered ${status}`);
    return milliseconds;
  };
  const [whole, part] = [await openArchive(large), await openArchive(small)];
  for (let round = 0; round < 10; round++) await report();
  const idle: number[] = [];
  for (let round = 0; round < 40; round++) idle.push(await report());
  // Loads the route's code.
  (await part("bytes=0-0")).destroy();
  await wait(2000);

  const before = residentMb(app.pid);
  const slow = await downloadSlowly(await whole());
  const startedAt = performance.now();
  let running = true;
  const downloads = Promise.all(Array.from({ length: AT_ONCE }, () => part(`bytes=0-${PART_BYTES - 1}`).then(drain)));
  void downloads.finally(() => {
    running = false;
  });
  const busy: number[] = [];
  while (running && busy.length < 200) busy.push(await report());
  if ((await downloads).some((bytes) => bytes !== PART_BYTES)) throw new Error("a download was cut off");
  const seconds = (performance.now() - startedAt) / 1000;
  const result = {
    archiveMb: ARCHIVE_MB,
    slowClient: { ...slow, growthMb: slow.maxMb - before },
    atOnce: AT_ONCE,
    megabytesASecond: Math.round((AT_ONCE * PART_BYTES) / 2 ** 20 / seconds),
    reportIdleP95Ms: Math.round(quantile(idle, 0.95)),
    reportDuringP95Ms: Math.round(quantile(busy, 0.95)),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await close();
  await app.kill();
  postgres.remove();
}

/** Enters the delivery's code, as its customer does. @returns a function that requests the archive, or a range of it. */
async function openArchive(delivery: TestDelivery) {
  const customer = openBrowser({ origin: app.origin, address: addressOf(2) });
  const { headers, status } = await customer.post({
    path: `/s/${delivery.store.slug}/delivery/${delivery.token}/open`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: `code=${await askCode(delivery)}`,
  });
  const path = headers.get("location");
  if (!path?.endsWith("/archive")) throw new Error(`the code was answered ${status}`);
  return (range?: string) =>
    new Promise<IncomingMessage>((done, fail) => {
      const sent = { cookie: customer.cookieHeader(), ...(range && { range }) };
      get({ port: app.port, path, headers: sent, agent: false }, (response) => {
        if (response.statusCode === (range ? 206 : 200)) done(response);
        else fail(new Error(`the archive answered ${response.statusCode}`));
      }).once("error", fail);
    });
}

function chunks(bytes: number): number {
  return Math.ceil(bytes / CHUNK_BYTES);
}

/** Reads no faster than SLOW_MB_A_SECOND and watches the server's memory. */
async function downloadSlowly(response: IncomingMessage) {
  const startedAt = performance.now();
  let [bytes, maxMb] = [0, residentMb(app.pid)];
  for await (const piece of response) {
    bytes += piece.length;
    maxMb = Math.max(maxMb, residentMb(app.pid));
    const aheadMs = (bytes / 2 ** 20 / SLOW_MB_A_SECOND) * 1000 - (performance.now() - startedAt);
    if (aheadMs > 5) await wait(aheadMs);
  }
  if (bytes < ARCHIVE_MB * 2 ** 20) throw new Error("the slow download was cut off");
  return { seconds: Math.round((performance.now() - startedAt) / 1000), maxMb };
}

async function drain(response: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const piece of response) bytes += piece.length;
  return bytes;
}
