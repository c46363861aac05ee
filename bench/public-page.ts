import lighthouse from "lighthouse";
import { type Browser, chromium } from "playwright";
import { ensurePrograms, findChromium } from "@/e2e/programs";
import { startApp } from "@/test/harness/app";
import { freePort } from "@/test/harness/free-port";
import { startPostgres } from "@/test/harness/postgres";
import { createStores } from "@/test/harness/stores";
import { startFloor } from "./support/floor";
import { makeLinks } from "./support/links";
import { median } from "./support/load";

/**
 * What a browser loads and how Lighthouse rates it, as a phone: a store's requests page and the page that an e-mail's link opens,
 * beside a bare Next app's empty page. JavaScript in bytes as transferred; scores are the median of three runs.
 * Installs Chromium where it is missing. Needs `npm run build` and `next build bench/baseline`.
 */
const RUNS = Number(process.env.BENCH_ROUNDS ?? 3);
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

ensurePrograms();
const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase("pages");
const app = await startApp({ databaseUrl, env: { WORKER: "off" } });
const floor = await startFloor(await postgres.createDatabase("floor"));
const port = await freePort();
const executablePath = findChromium();
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args });
// Lighthouse opens a tab and closes it: the one that is there from the start keeps this browser alive.
const rated = await chromium.launchPersistentContext("", {
  executablePath,
  args: [...args, `--remote-debugging-port=${port}`],
});
try {
  const stores = await createStores(databaseUrl, 1);
  const [link] = await makeLinks(databaseUrl, stores, 1);
  const pages = {
    bare: `${floor.origin}/dynamic`,
    request: `${app.origin}/s/${stores[0]?.slug}`,
    verify: `${app.origin}${link?.path}`,
  };
  const bareBytes = await scriptBytes(browser, pages.bare);
  const results: Record<string, unknown> = {};
  for (const [page, address] of Object.entries(pages)) {
    const bytes = await scriptBytes(browser, address);
    results[page] = { scriptBytes: bytes, moreKb: Math.ceil((bytes - bareBytes) / 10) / 100, ...(await rate(address)) };
  }
  process.stdout.write(`${JSON.stringify(results)}\n`);
} finally {
  await rated.close();
  await browser.close();
  await app.kill();
  await floor.kill();
  postgres.remove();
}

/** The bytes of all scripts that a page's first visit loads, compressed as they came. @throws Error where it is another page. */
async function scriptBytes(opened: Browser, address: string): Promise<number> {
  const context = await opened.newContext(); // with an empty cache
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() !== "script") return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  const response = await page.goto(address, { waitUntil: "networkidle" });
  if (response?.status() !== 200) throw new Error(`${address} answered ${response?.status()}`);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  if (total === 0) throw new Error(`${address} loaded no script`);
  return total;
}

/** Lighthouse's scores of a page on a phone, of 100, and what it marks down in any run. */
async function rate(address: string) {
  const runs: Record<string, number>[] = [];
  const marked = new Set<string>();
  for (let run = 0; run < RUNS; run++) {
    const result = await lighthouse(address, { port, logLevel: "error", onlyCategories: [...CATEGORIES] });
    if (!result || result.lhr.runtimeError) throw new Error(`${address}: ${result?.lhr.runtimeError?.message}`);
    const { categories, audits } = result.lhr;
    for (const { auditRefs } of Object.values(categories))
      for (const { id, weight } of auditRefs)
        if (weight > 0 && (audits[id]?.score ?? 1) < 0.9) marked.add(`${id}: ${audits[id]?.displayValue ?? "no"}`);
    runs.push(Object.fromEntries(CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)])));
  }
  const middle = (name: (typeof CATEGORIES)[number]) => median(runs.map((run) => run[name] ?? 0));
  return {
    performance: middle("performance"),
    accessibility: middle("accessibility"),
    bestPractices: middle("best-practices"),
    marked: [...marked],
  };
}
