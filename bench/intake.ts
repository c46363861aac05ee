import { startApp } from "@/test/harness/app";
import { asFetch, asForm, readForm } from "@/test/harness/form";
import { type Encoding, isAccepted } from "@/test/harness/guests";
import { startPostgres } from "@/test/harness/postgres";
import { median } from "@/test/harness/statistics";
import { createStores } from "@/test/harness/stores";
import { startBaseline } from "./support/baseline";
import { countLost, makeGuestPosts } from "./support/guest-posts";
import { load, rounded, WARM_UP_SECONDS } from "./support/load";

/**
 * Guests' requests a second, compared with a bare Next action that commits one row through Prisma: by fetch and by plain
 * form, at 8 connections, the two apps in turn, the median of three rounds. Rate limits are on. Needs `npm run build`
 * and `next build bench/baseline`.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase("intake");
const app = await startApp({ databaseUrl, env: { WORKER: "off" } });
const baseline = await startBaseline(await postgres.createDatabase("baseline"));
try {
  const guests = await makeGuestPosts(app.origin, await createStores(databaseUrl, 100));
  const rowForm = await readForm(baseline.origin, "/row", "email");
  let rows = 0;

  const measureRound = async (encoding: Encoding, seconds: number) => {
    const post = encoding === "fetch" ? asFetch : asForm;
    const common = { connections: 8, seconds };
    const oneRow = await load({
      ...common,
      origin: baseline.origin,
      next: () => post(rowForm, { email: `guest.${rows++}@mail.example` }),
      isAccepted: (status) => status === 200,
    });
    const intake = await load({ ...common, origin: app.origin, next: () => guests.next(encoding), isAccepted });
    return { intake, oneRow };
  };

  const measure = async (encoding: Encoding) => {
    await measureRound(encoding, WARM_UP_SECONDS);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(encoding, SECONDS));
    return {
      aSecond: Math.round(median(rounds.map(({ intake }) => intake))),
      oneRowASecond: Math.round(median(rounds.map(({ oneRow }) => oneRow))),
      ratio: rounded(median(rounds.map(({ intake, oneRow }) => intake / oneRow))),
    };
  };

  const result = {
    fetch: await measure("fetch"),
    form: await measure("form"),
    accepted: guests.accepted.length,
    lost: await countLost(databaseUrl, guests.accepted),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await app.kill();
  await baseline.kill();
  postgres.remove();
}
