import { setTimeout as pause } from "node:timers/promises";
import { type App, startApp } from "@/test/harness/app";
import { isAccepted } from "@/test/harness/guest";
import { startPostgres } from "@/test/harness/postgres";
import { startSmtp } from "@/test/harness/smtp";
import { createStores } from "@/test/harness/stores";
import { countLost, makeGuests } from "./support/guests";
import { load, median, rounded } from "./support/load";
import { startNginx } from "./support/nginx";

/**
 * Guests' requests a second of two processes behind nginx, beside one, each with its worker, and what
 * became of each: its row, event and job, and one e-mail. The median of three rounds, the two in turn.
 * Needs `npm run build` and nginx.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CONNECTIONS = 32;
const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase("processes");
const smtp = await startSmtp();
const apps: App[] = [];
const proxies: Awaited<ReturnType<typeof startNginx>>[] = [];
try {
  for (let count = 0; count < 2; count++) apps.push(await startApp({ databaseUrl, smtpUrl: smtp.url }));
  const ports = apps.map(({ port }) => port);
  proxies.push(await startNginx(ports.slice(0, 1)), await startNginx(ports));
  const [one, two] = proxies.map(({ origin }) => origin) as [string, string];
  // Many stores: past 300 requests an hour a store's e-mails are slowed.
  const guests = await makeGuests(one, await createStores(databaseUrl, 300));
  const measure = (origin: string, seconds: number) =>
    load({ origin, connections: CONNECTIONS, seconds, next: () => guests.next("fetch"), isAccepted });
  await measure(two, 2); // what is compiled late is compiled now
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ one: await measure(one, SECONDS), two: await measure(two, SECONDS) });
  await whenSent(guests.accepted.length);
  const recipients = smtp.messages.map(({ recipient }) => recipient);
  const sent = new Set(recipients);
  const result = {
    oneASecond: Math.round(median(rounds.map((round) => round.one))),
    twoASecond: Math.round(median(rounds.map((round) => round.two))),
    ratio: rounded(median(rounds.map((round) => round.two / round.one))),
    accepted: guests.accepted.length,
    lost: await countLost(databaseUrl, guests.accepted),
    notSent: guests.accepted.filter((email) => !sent.has(email)).length,
    twice: recipients.length - sent.size,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  for (const proxy of proxies) await proxy.stop();
  for (const app of apps) await app.kill();
  await smtp.close();
  postgres.remove();
}

/** Waits until as many e-mails have arrived as requests were accepted, and for any that come twice. */
async function whenSent(count: number): Promise<void> {
  const deadline = performance.now() + 300_000;
  while (smtp.messages.length < count && performance.now() < deadline) await pause(500);
  await pause(2000);
}
