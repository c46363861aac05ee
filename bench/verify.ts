import { startApp } from "@/test/harness/app";
import { asFetch, readForm } from "@/test/harness/form";
import { startPostgres } from "@/test/harness/postgres";
import { addressOf, createStores } from "@/test/harness/stores";
import { startFloor } from "./support/floor";
import { makeLinks } from "./support/links";
import { load, median, rounded, WARM_UP_SECONDS } from "./support/load";

/**
 * Verifications a second, beside a bare Next app's action that commits one row, posted as with
 * JavaScript: at 8 connections, the two in turn, the median of three rounds. Needs `npm run build` and `next build bench/baseline`.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CONNECTIONS = 8;
const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase("verify");
const app = await startApp({ databaseUrl, env: { WORKER: "off" } });
const floor = await startFloor(await postgres.createDatabase("floor"));
try {
  const stores = await createStores(databaseUrl, 100);
  const links = await makeLinks(databaseUrl, stores, 60_000);
  const rowForm = await readForm(floor.origin, "/row", "email");
  let opened = 0;
  let rows = 0;

  const measureRound = async (seconds: number) => {
    const common = { connections: CONNECTIONS, seconds };
    const oneRow = await load({
      ...common,
      origin: floor.origin,
      next: () => ({ ...asFetch(rowForm, { email: `guest-${rows++}@mail.example` }), accepted: () => {} }),
      isAccepted: (status) => status === 200,
    });
    const verify = await load({
      ...common,
      origin: app.origin,
      next: () => {
        const number = opened++;
        const link = links[number];
        if (!link) throw new Error("all links are used: make more");
        const headers = {
          "x-forwarded-for": addressOf(number % 20_000),
          "content-type": "application/x-www-form-urlencoded",
        };
        return { path: `${link.path}/confirm`, headers, body: "", accepted: () => {} };
      },
      isAccepted: (status) => status === 303,
    });
    return { verify, oneRow };
  };

  await measureRound(WARM_UP_SECONDS);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(SECONDS));
  const result = {
    aSecond: Math.round(median(rounds.map((round) => round.verify))),
    oneRowASecond: Math.round(median(rounds.map((round) => round.oneRow))),
    ratio: rounded(median(rounds.map((round) => round.verify / round.oneRow))),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await app.kill();
  await floor.kill();
  postgres.remove();
}
