import type { Browser } from "playwright";
import { mintVerification } from "@/lib/verification/mint-verification";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { comparePages } from "./support/compare-pages";
import { kilobytes, weighPage } from "./support/page-weight";

/**
 * JavaScript of a store's requests page and of the page that verifies a request, compared with an empty Next page, in kB
 * as transferred; and whether a guest without JavaScript can use them. Needs `npm run build` and `next build bench/baseline`.
 */
await comparePages("public_page", async ({ app, browser, emptyScriptBytes }) => {
  const { id: storeId, slug } = await makeStore();
  const { id: requestId } = await makeRequest(storeId, { state: "unverified" });
  const pages = {
    request: { address: `${app.origin}/s/${slug}`, text: "Request data export" },
    verify: {
      address: `${app.origin}/s/${slug}/verify/${await mintVerification(storeId, requestId)}`,
      text: "Verify request",
    },
  };
  const result: Record<string, unknown> = {};
  for (const [name, { address, text }] of Object.entries(pages)) {
    const { scriptBytes } = await weighPage(await browser.newContext(), address, text);
    result[name] = { scriptBytes, moreKb: kilobytes(scriptBytes - emptyScriptBytes) };
  }
  // Last, since it uses up the link.
  return { ...result, withoutJavaScript: await countUsableWithoutJavaScript(browser, pages) };
});

/** @returns how many of the two pages a guest could use. */
async function countUsableWithoutJavaScript(
  browser: Browser,
  pages: Record<"request" | "verify", { address: string }>,
): Promise<number> {
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
