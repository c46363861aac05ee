import { makeCustomer } from "@/test/factories/customer";
import { makeRequests } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { comparePages } from "./support/compare-pages";
import { kilobytes, weighPage } from "./support/page-weight";

/**
 * Size of the dashboard's two lists with 50 rows: their HTML in kB before compression, and their JavaScript compared
 * with an empty Next page, in kB as transferred. Needs `npm run build` and `next build bench/baseline`.
 */
const ROWS = 50;

await comparePages("dashboard_page", async ({ app, databaseUrl, browser, emptyScriptBytes }) => {
  const store = await makeStore();
  for (let number = 0; number < ROWS; number++)
    await makeCustomer(store.id, {
      firstName: "Maximilian",
      lastName: `Featherstonehaugh-${number}`,
      email: `maximilian.featherstonehaugh-${number}@customers.example`,
    });
  const customerName = "Maximilian Featherstonehaugh";
  await makeRequests(
    store.id,
    Array.from({ length: ROWS }, () => ({ customerName })),
  );

  const merchant = openBrowser({ origin: app.origin, address: "203.0.113.1" });
  await signInMerchant(merchant, await createMerchant(databaseUrl, { store, role: "owner", email: "a@shop.example" }));
  const cookies = [...merchant.cookies].map(([name, value]) => ({ name, value, url: app.origin }));
  const result: Record<string, unknown> = {};
  for (const name of ["requests", "customers"]) {
    const context = await browser.newContext({ locale: "en-US" });
    await context.addCookies(cookies);
    const address = `${app.origin}/dashboard/${store.slug}/${name}`;
    const { htmlBytes, scriptBytes } = await weighPage(context, address, "Featherstonehaugh");
    result[name] = { htmlKb: kilobytes(htmlBytes), moreKb: kilobytes(scriptBytes - emptyScriptBytes) };
  }
  return result;
});
