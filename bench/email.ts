import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { type App, startApp } from "@/test/harness/app";
import { openRequestPage, submitAsFetch } from "@/test/harness/guest";
import { startPostgres } from "@/test/harness/postgres";
import { addressOf, createStores } from "@/test/harness/stores";
import { fillBacklog } from "./support/backlog";
import { median } from "./support/load";
import { quantile } from "./support/quantile";
import { startSmtpProcess } from "./support/smtp";

/**
 * E-mails, on PostgreSQL, from the production build to an SMTP server in a process of its own.
 * Latency: from a guest's POST that is answered to the DATA that is accepted, one after the other on an
 * idle server. Throughput: one process that starts on a backlog of guests' requests whose `notify` jobs
 * nobody has worked on, from the start of the process (its own second of starting included) to the last
 * e-mail. Each the median of three rounds. Needs `npm run build`.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const BACKLOG = Number(process.env.BENCH_BACKLOG ?? 10_000);
const GUESTS = Number(process.env.BENCH_GUESTS ?? 100);
const postgres = await startPostgres();
const smtp = await startSmtpProcess();
const databaseUrl = await postgres.createDatabase("email");
const apps = new Set<App>();
try {
  const migrating = await start({ WORKER: "off" });
  await end(migrating);
  const stores = await createStores(databaseUrl, 30);
  const result = { latency: await measureLatency(), throughput: await measureThroughput() };
  process.stdout.write(`${JSON.stringify(result)}\n`);

  async function measureLatency() {
    const app = await start();
    await measureGuests(app, "first", 20); // what is compiled late is compiled now
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureGuests(app, `guest-${round}`, GUESTS));
    await end(app);
    return {
      guests: GUESTS,
      medianMs: median(rounds.map((times) => quantile(times, 0.5))),
      p95Ms: median(rounds.map((times) => quantile(times, 0.95))),
    };
  }

  /** @returns how long each guest's e-mail took, in milliseconds. */
  async function measureGuests({ origin }: App, run: string, count: number): Promise<number[]> {
    const taken = new Map<string, number>();
    smtp.listen(({ to, atMs }) => taken.set(to, taken.get(to) ?? atMs));
    const form = await openRequestPage(origin, stores[0]?.slug ?? "");
    const times: number[] = [];
    for (let number = 0; number < count; number++) {
      const slug = stores[number % stores.length]?.slug ?? "";
      const email = `${run}-${number}@mail.example`;
      const guestForm = { ...form, path: `/s/${slug}`, fields: { ...form.fields, store: slug } };
      const { status, accepted } = await submitAsFetch(guestForm, { origin, email, address: addressOf(number * 7) });
      const answeredAtMs = performance.timeOrigin + performance.now();
      if (!accepted) throw new Error(`the request was answered ${status}`);
      const deadline = performance.now() + 30_000;
      while (!taken.has(email)) {
        if (performance.now() > deadline) throw new Error("no e-mail came within 30 seconds");
        await pause(2);
      }
      times.push((taken.get(email) ?? Number.NaN) - answeredAtMs);
    }
    return times;
  }

  async function measureThroughput() {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await drain(`backlog-${round}`));
    return {
      backlog: BACKLOG,
      aSecond: Math.floor(median(rounds.map(({ aSecond }) => aSecond))),
      twice: rounds.reduce((sum, { twice }) => sum + twice, 0),
    };
  }

  async function drain(run: string) {
    const emails = await fillBacklog(databaseUrl, stores, BACKLOG, run);
    const counts = new Map<string, number>();
    let lastAtMs = 0;
    smtp.listen(({ to, atMs }) => {
      counts.set(to, (counts.get(to) ?? 0) + 1);
      lastAtMs = atMs;
    });
    const startedAtMs = performance.timeOrigin + performance.now();
    const app = await start();
    while (emails.some((email) => !counts.has(email)) || (await waiting()) > 0) await pause(250);
    await end(app);
    const aSecond = (BACKLOG / (lastAtMs - startedAtMs)) * 1000;
    process.stderr.write(`e-mail, ${run}: ${Math.round(aSecond)} a second\n`);
    return { aSecond, twice: [...counts.values()].filter((count) => count > 1).length };
  }
} finally {
  for (const app of apps) await app.kill();
  smtp.close();
  postgres.remove();
}

async function start(env: Record<string, string> = {}): Promise<App> {
  const app = await startApp({ databaseUrl, smtpUrl: smtp.url, env });
  apps.add(app);
  return app;
}

async function end(app: App): Promise<void> {
  await app.terminate();
  apps.delete(app);
}

/** How many e-mails are not noted as sent. */
async function waiting(): Promise<number> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query("SELECT count(*)::int AS count FROM email WHERE state <> 'sent'");
    return rows[0]?.count ?? Number.NaN;
  } finally {
    await client.end();
  }
}
