import { expect, inject, test } from "vitest";
import { asForm } from "@/test/harness/form";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant } from "@/test/harness/merchants";
import { createStores } from "@/test/harness/stores";

const { origin, databaseUrl } = inject("app");
const [store] = await createStores(databaseUrl, 1, "redirect");
if (!store) throw new Error("no store");

/** Texts that look like a path or like this site and take browsers to evil.example. */
const elsewhere = [
  "//evil.example",
  "///evil.example",
  "////evil.example/%2f..",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/%2fevil.example",
  "/%5cevil.example",
  "%2f%2fevil.example",
  "https:evil.example",
  "https:/evil.example",
  "https://evil.example",
  "hTTps://evil.example",
  "http:\\\\evil.example",
  `${origin}@evil.example`,
  `${origin}.evil.example`,
  "//evil.example/dashboard/",
  "/dashboard//evil.example",
  "/dashboard/..//evil.example",
  "/dashboard/../..//evil.example",
  "/dashboard/%2e%2e//evil.example",
  "/dashboard/.%2e/%2fevil.example",
  "/dashboard/\\..\\..\\evil.example",
  "/dashboard/@evil.example:80",
  "/dashboard@evil.example",
  "//ｅvil。example",
  "//evil%E3%80%82example",
  "//xn--evl-jma.example",
  "javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,x",
  "/dashboard/\r\nLocation: //evil.example",
  "/dashboard/\u2028//evil.example",
];

/** Where a browser at `path` goes by a Location header; undefined without one. */
function destination(location: string | null, path: string): URL | undefined {
  return location === null ? undefined : new URL(location, origin + path);
}

test("signing in redirects only to this site's dashboard, whatever `next` contains", async () => {
  const merchant = await createMerchant(databaseUrl, { store, role: "owner", email: "redirected@shop.example" });
  const browser = openBrowser({ origin, address: "203.0.113.40" });
  for (const next of [...elsewhere, `/dashboard/${store.slug}/customers`]) {
    const page = `/sign-in?${new URLSearchParams({ next })}`;
    const opened = await browser.get(page);
    expect(opened.status).toBe(200);
    expect(opened.text).not.toMatch(/<meta[^>]+refresh/i);
    const form = await browser.form("/sign-in", "password");
    const answer = await browser.post(asForm(form, { email: merchant.email, password: merchant.password, next }));
    const url = destination(answer.headers.get("location"), "/sign-in");
    expect(url?.origin, JSON.stringify(next)).toBe(origin);
    expect(url?.pathname, JSON.stringify(next)).toMatch(/^\/dashboard\/(?!.*\/\/)/);
    browser.cookies.clear();
  }
}, 300_000);

test("no page redirects to another site by any parameter", async () => {
  const browser = openBrowser({ origin, address: "203.0.113.41" });
  const pages = [
    "/",
    "/sign-in",
    `/s/${store.slug}`,
    `/s/${store.slug}/sign-in`,
    `/s/${store.slug}/account`,
    `/dashboard/${store.slug}/requests`,
  ];
  for (const page of pages)
    for (const path of elsewhere) {
      const query = new URLSearchParams(
        ["next", "callbackUrl", "returnTo", "redirect", "url", "token", "link", "locale"].map((name) => [name, path]),
      );
      const answer = await browser.get(`${page}?${query}`);
      const url = destination(answer.headers.get("location"), page);
      expect(url?.origin ?? origin, `${page} ${JSON.stringify(path)}`).toBe(origin);
      expect(answer.headers.get("refresh")).toBeNull();
    }
}, 300_000);

test("no path redirects to another site", async () => {
  const browser = openBrowser({ origin, address: "203.0.113.42" });
  for (const path of elsewhere.filter((it) => it.startsWith("/") && !/[\s\p{Cc}]/u.test(it))) {
    for (const sent of [path, `${path}/`, `/s/${store.slug}${path}`]) {
      // As it is, without what URL makes of it.
      const answer = await browser.get(encodeURI(sent).replaceAll("%25", "%")).catch(() => undefined);
      const url = answer && destination(answer.headers.get("location"), "/");
      expect(url?.origin ?? origin, sent).toBe(origin);
    }
  }
}, 300_000);

test("a customer's sign-in and the choice of a language redirect only to the store's pages", async () => {
  const browser = openBrowser({ origin, address: "203.0.113.43" });
  const form = await browser.form(`/s/${store.slug}`, "locale").catch(() => undefined);
  for (const path of elsewhere.slice(0, 12)) {
    browser.cookies.set(`dossier-return-${store.slug}`, encodeURIComponent(path));
    if (!form) continue;
    const answer = await browser.post(asForm(form, { locale: "de", next: path }), {
      referer: `${origin}/s/${store.slug}`,
    });
    const url = destination(answer.headers.get("location"), form.path);
    expect(url?.origin ?? origin).toBe(origin);
  }
});
