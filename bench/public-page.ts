import { mintVerification } from "@/lib/verification/mint-verification";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { startApp } from "@/test/harness/app";
import { openAppDatabase } from "@/test/harness/app-database";
import { startPostgres } from "@/test/harness/postgres";
import { launchChromium } from "@/test/harness/programs";
import { startBaseline } from "./support/baseline";
import { kilobytes, weighPage } from "./support/page-weight";

/**
 * JavaScript of a store's requests page and of the page that verifies a request, compared with an empty Next page, in kB
 * as transferred; and whether a guest without JavaScript can use them. Needs `npm run build` and `next build bench/baseline`.
 */
const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase("public_page");
const app = await startApp({ databaseUrl, env: { WORKER: "off" } });
const baseline = await startBaseline(await postgres.createDatabase("baseline"));
const close = await openAppDatabase(app, databaseUrl);
const browser = await launchChromium();
try {
  const { id: storeId, slug } = await makeStore();
  const { id: requestId } = await makeRequest(storeId, { state: "unverified" });
  const pages = {
    request: { address: `${app.origin}/s/${slug}`, text: "Request data export" },
    verify: {
      address: `${app.origin}/s/${slug}/verify/${await mintVerification(storeId, requestId)}`,
      text: "Verify request",
    },
  };
  const weigh = async (address: string, text: string) => await weighPage(await browser.newContext(), address, text);
  const empty = await weigh(`${baseline.origin}/dynamic`, "An empty page.");
  const result: Record<string, unknown> = {};
  for (const [name, { address, text }] of Object.entries(pages)) {
    const { scriptBytes } = await weigh(address, text);
    result[name] = { scriptBytes, moreKb: kilobytes(scriptBytes - empty.scriptBytes) };
  }
  // Last, since it uses up the link.
  result.withoutJavaScript = await countUsableWithoutJavaScript();
  process.stdout.write(`${JSON.stringify(result)}\n`);

  /** @returns how many of the two pages a guest could use. */
  async function countUsableWithoutJavaScript(): Promise<number> {
    const page = await (await browser.newContext({ javaScriptEnabled: false, locale: "en-US" })).newPage();
    await page.goto(pages.request.address);
    await page.getByRole("textbox", { name: "Email" }).fill("guest@mail.example");
    await page.getByRole("button", { name: "Request data export" }).click();
    const requested = await page.getByText("check your inbox").first().isVisible();
    await page.goto(pages.verify.address);
    await page.getByRole("button", { name: "Verify request" }).click();
    const verified = await page.getByText("has been verified").first().isVisible();
    return Number(requested) + Number(verified);
  }
} finally {
  await browser.close();
  await close();
  await app.kill();
  await baseline.kill();
  postgres.remove();
}
