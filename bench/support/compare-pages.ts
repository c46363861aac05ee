import type { Browser } from "playwright";
import { startApp } from "@/test/harness/app";
import { openAppDatabase } from "@/test/harness/app-database";
import { startPostgres } from "@/test/harness/postgres";
import { launchChromium } from "@/test/harness/programs";
import { startBaseline } from "./baseline";
import { weighPage } from "./page-weight";

/** What pages are compared in: Dossier on a database of its own, whose rows this process can write. */
interface Compared {
  app: Awaited<ReturnType<typeof startApp>>;
  databaseUrl: string;
  browser: Browser;
  /** JavaScript of an empty Next page, in bytes as transferred. */
  emptyScriptBytes: number;
}

/** Starts Dossier, an empty Next app and Chromium, prints as JSON what was measured, and stops them. */
export async function comparePages(name: string, measure: (compared: Compared) => Promise<unknown>): Promise<void> {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase(name);
  const app = await startApp({ databaseUrl, env: { WORKER: "off" } });
  const baseline = await startBaseline(await postgres.createDatabase("baseline"));
  const close = await openAppDatabase(app, databaseUrl);
  const browser = await launchChromium();
  try {
    const empty = await weighPage(await browser.newContext(), `${baseline.origin}/dynamic`, "An empty page.");
    const measured = await measure({ app, databaseUrl, browser, emptyScriptBytes: empty.scriptBytes });
    process.stdout.write(`${JSON.stringify(measured)}\n`);
  } finally {
    await browser.close();
    await close();
    await app.kill();
    await baseline.kill();
    postgres.remove();
  }
}
