import { startApp } from "@/rig/app";
import { asFetch, asForm, readForm } from "@/rig/form";
import { startPostgres } from "@/rig/postgres";
import { addressOf, createStores } from "@/rig/stores";
import { startFloor } from "./support/floor";
import type { Way } from "./support/guests";
import { makeLinks } from "./support/links";
import { load, median, rounded } from "./support/load";

/**
 * Verifications a second, beside a bare Next app's action that commits one row: each way at 8
 * connections, the two in turn, the median of three rounds. Needs `npm run build` and `next build bench/floor`.
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
  const [first] = links;
  if (!first) throw new Error("no links were made");
  const linkForm = await readForm(app.origin, first.path, "token");
  const rowForm = await readForm(floor.origin, "/row", "email");
  let opened = 0;
  let rows = 0;

  const measureRound = async (way: Way, seconds: number) => {
    const post = way === "fetch" ? asFetch : asForm;
    const common = { connections: CONNECTIONS, seconds };
    const oneRow = await load({
      ...common,
      origin: floor.origin,
      next: () => ({ ...post(rowForm, { email: `guest-${rows++}@mail.example` }), accepted: () => {} }),
      isAccepted: (status) => status === 200,
    });
    const verify = await load({
      ...common,
      origin: app.origin,
      next: () => {
        const number = opened++;
        const link = links[number];
        if (!link) throw new Error("all links are used: make more");
        const form = post({ ...linkForm, path: link.path }, { store: link.store, token: link.token });
        form.headers["x-forwarded-for"] = addressOf(number % 20_000);
        return { ...form, accepted: () => {} };
      },
      isAccepted: (status) => status === 303,
    });
    return { verify, oneRow };
  };

  const result: Record<string, unknown> = {};
  for (const way of ["fetch", "form"] as const) await measureRound(way, 2); // what is compiled late is compiled now
  for (const way of ["fetch", "form"] as const) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(way, SECONDS));
    result[way] = {
      aSecond: Math.round(median(rounds.map((round) => round.verify))),
      oneRowASecond: Math.round(median(rounds.map((round) => round.oneRow))),
      ratio: rounded(median(rounds.map((round) => round.verify / round.oneRow))),
    };
    process.stderr.write(`verify, ${way}: ${JSON.stringify(result[way])}\n`);
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await app.kill();
  await floor.kill();
  postgres.remove();
}
