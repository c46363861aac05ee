import { startApp } from "@/test/harness/app";
import { asFetch, asForm, readForm } from "@/test/harness/form";
import { isAccepted } from "@/test/harness/guest";
import { startPostgres } from "@/test/harness/postgres";
import { createStores } from "@/test/harness/stores";
import { startFloor } from "./support/floor";
import { countLost, makeGuests, type Way } from "./support/guests";
import { load, median, rounded, WARM_UP_SECONDS } from "./support/load";

/**
 * Guests' requests a second, beside a bare Next app whose action commits one row, and one whose action
 * does nothing: each way at 1, 8 and 32 connections, the three in turn, the median of three rounds. A
 * turn lasts long enough for the second or two after a pause, in which each of them is slower, to weigh
 * little. Rate limits are on. Needs `npm run build` and `next build bench/baseline`.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CONNECTIONS = (process.env.BENCH_CONNECTIONS ?? "1,8,32").split(",").map(Number);
const WAYS: Way[] = (process.env.BENCH_WAYS ?? "fetch,form").split(",") as Way[];
const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase("intake");
const app = await startApp({ databaseUrl, env: { WORKER: "off" } });
const floor = await startFloor(await postgres.createDatabase("floor"));
try {
  const guests = await makeGuests(app.origin, await createStores(databaseUrl, 100));
  const rowForm = await readForm(floor.origin, "/row", "email");
  const emptyForm = await readForm(floor.origin, "/nothing", "email");
  const result: Record<string, unknown> = {};
  for (const way of WAYS) await measureRound(way, 8, WARM_UP_SECONDS);
  for (const way of WAYS) {
    const figures: Record<string, unknown> = {};
    for (const connections of CONNECTIONS) figures[connections] = await measure(way, connections);
    result[way] = figures;
  }
  result.accepted = guests.accepted.length;
  result.lost = await countLost(databaseUrl, guests.accepted);
  process.stdout.write(`${JSON.stringify(result)}\n`);

  async function measure(way: Way, connections: number) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(way, connections, SECONDS));
    const intake = median(rounds.map((round) => round.intake));
    const oneRow = median(rounds.map((round) => round.oneRow));
    const nothing = median(rounds.map((round) => round.nothing));
    const figures = {
      aSecond: Math.round(intake),
      oneRowASecond: Math.round(oneRow),
      nothingASecond: Math.round(nothing),
      ratio: rounded(median(rounds.map((round) => round.intake / round.oneRow))),
      ratioToNothing: rounded(median(rounds.map((round) => round.intake / round.nothing))),
    };
    process.stderr.write(`intake, ${way}, ${connections}: ${JSON.stringify(figures)}\n`);
    return figures;
  }

  async function measureRound(way: Way, connections: number, seconds: number) {
    const post = way === "fetch" ? asFetch : asForm;
    let count = 0;
    const bare = (form: typeof rowForm) => () => ({
      ...post(form, { email: `guest-${count++}@mail.example` }),
      accepted: () => {},
    });
    const common = { connections, seconds };
    const isOk = (status: number) => status === 200;
    const oneRow = await load({ ...common, origin: floor.origin, next: bare(rowForm), isAccepted: isOk });
    const intake = await load({
      ...common,
      origin: app.origin,
      next: () => guests.next(way),
      isAccepted,
    });
    const nothing = await load({ ...common, origin: floor.origin, next: bare(emptyForm), isAccepted: isOk });
    return { intake, oneRow, nothing };
  }
} finally {
  await app.kill();
  await floor.kill();
  postgres.remove();
}
