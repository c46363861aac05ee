import { database, openPostgres, shareDatabase } from "@/lib/database";
import { openBrowser } from "@/test/attacks/browser";
import { createMerchant, signIn } from "@/test/attacks/people";
import { startApp } from "@/test/harness/app";
import { startPostgres } from "@/test/harness/postgres";
import { addressOf } from "@/test/harness/stores";
import { fillStore } from "./support/fill-store";
import { startFloor } from "./support/floor";
import { median, rounded, WARM_UP_SECONDS } from "./support/load";
import { loadPage } from "./support/load-page";

/**
 * A signed-in merchant's pages a second, each with a full table of 50 rows, beside a bare Next app's empty page that is rendered
 * for each request: at 8 connections, the pages in turn, the median of three rounds. What the frame of such a page takes is told by
 * the report without a row and by the page to sign in, which has no session and asks the database nothing. Needs `npm run build`
 * and `next build bench/baseline`.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const ROWS = 1000;

const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase("pages");
const app = await startApp({ databaseUrl, env: { WORKER: "off" } });
const floor = await startFloor(await postgres.createDatabase("floor"));
try {
  const store = await fill();
  const address = addressOf(1);
  const browser = openBrowser({ origin: app.origin, address });
  const merchant = await createMerchant(databaseUrl, { store, role: "owner", email: "owner@shop.example" });
  const { status } = await signIn(browser, merchant);
  if (status !== 303) throw new Error(`the sign-in answered ${status}`);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const dashboard = { origin: app.origin, headers: { cookie, "x-forwarded-for": address } };
  const pages = {
    bare: { origin: floor.origin, path: "/dynamic", holds: "An empty page." },
    report: { ...dashboard, path: `/dashboard/${store.slug}/requests?state=all`, holds: "DR-" },
    customers: { ...dashboard, path: `/dashboard/${store.slug}/customers`, holds: "@shop" },
    reportOfNobody: {
      ...dashboard,
      path: `/dashboard/${store.slug}/requests?state=all&q=nobody@mail.example`,
      holds: "No request",
    },
    signIn: { origin: app.origin, headers: { "x-forwarded-for": address }, path: "/sign-in", holds: "password" },
    search: { ...dashboard, path: `/dashboard/${store.slug}/customers?q=ma`, holds: "@shop" },
  };
  type Round = Record<keyof typeof pages, number>;
  const measureRound = async (seconds: number) => {
    const round: Partial<Round> = {};
    for (const [name, page] of Object.entries(pages))
      round[name as keyof Round] = await loadPage({ ...page, connections: 8, seconds });
    return round as Round;
  };
  await measureRound(WARM_UP_SECONDS);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(SECONDS));
  const figures = (["report", "customers", "search", "reportOfNobody", "signIn"] as const).map((page) => [
    page,
    {
      aSecond: Math.round(median(rounds.map((round) => round[page]))),
      ratio: rounded(median(rounds.map((round) => round[page] / round.bare))),
    },
  ]);
  const bareASecond = Math.round(median(rounds.map(({ bare }) => bare)));
  process.stdout.write(`${JSON.stringify({ bareASecond, ...Object.fromEntries(figures) })}\n`);
} finally {
  await app.kill();
  await floor.kill();
  postgres.remove();
}

async function fill() {
  const opened = shareDatabase(openPostgres(databaseUrl));
  const id = await fillStore(ROWS);
  const { rows } = await database().query("SELECT slug FROM store WHERE id = $1", [id]);
  await opened.close();
  return { id, slug: (rows as { slug: string }[])[0]?.slug ?? "" };
}
