import { basename } from "node:path";
import type { APIRequestContext } from "playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { dataDir, origin } from "./server";
import { expectSent, requestAsGuest } from "./support";

/** The fields of the form that holds a text, as a browser without JavaScript would post them. */
async function readForm(request: APIRequestContext, path: string, holds: string): Promise<Record<string, string>> {
  const html = await (await request.get(path)).text();
  const form = html.split("<form").find((part) => part.split("</form>")[0]?.includes(holds));
  if (!form) throw new Error(`no form with "${holds}" on ${path}`);
  const fields: Record<string, string> = {};
  for (const [input] of (form.split("</form>")[0] ?? "").matchAll(/<input[^>]*>/g)) {
    const value = (key: string) =>
      new RegExp(` ${key}="([^"]*)"`).exec(input)?.[1]?.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    const name = value("name");
    const isBox = / type="checkbox"/.test(input);
    const unchecked = isBox && !/ checked=""/.test(input);
    if (name && !unchecked && !/ type="file"/.test(input)) fields[name] = value("value") ?? (isBox ? "on" : "");
  }
  return fields;
}

const settings = "/dashboard/demo/settings/data-requests";

test("an action without a session, or from another site, changes nothing", async ({ merchant, visitor }) => {
  const stranger = await visitor();
  const form = await readForm(merchant.request, settings, "guest");
  const supported = Object.keys(form).find((name) => /guest/i.test(name)) ?? "guestsSupported";
  const { [supported]: _, ...withoutGuests } = form;

  const unsigned = await stranger.request.post(settings, { multipart: withoutGuests, headers: { origin } });
  expect(unsigned.status()).toBeLessThan(500);
  for (const foreign of ["https://evil.example", "null"]) {
    const refused = await merchant.request.post(settings, { multipart: withoutGuests, headers: { origin: foreign } });
    expect(refused.status()).toBe(403);
  }
  const elsewhere = await merchant.request.post(settings, {
    multipart: { ...withoutGuests, store: "another-store" },
    headers: { origin },
  });
  expect(elsewhere.status()).toBeLessThan(500);

  await merchant.goto(settings);
  await expect(merchant.getByRole("checkbox", { name: "Support guest visitors" })).toBeChecked();
});

test("odd values in a guest's form are refused and never shown as markup", async ({ visitor }) => {
  const page = await visitor();
  const form = await readForm(page.request, "/s/demo", 'name="email"');
  const odds: Record<string, string>[] = [
    { type: "erase-everything" },
    { email: "<script>alert(1)</script>@mail.example" },
    { email: "a\u0000b@mail.example" },
    { type: "" },
  ];
  for (const odd of odds) {
    const answer = await page.request.post("/s/demo", {
      multipart: { ...form, email: "odd@mail.example", ...odd },
      headers: { origin },
    });
    expect(answer.status()).toBeLessThan(500);
    const html = await answer.text();
    expect(html).not.toContain("<script>alert(1)");
    expect(html).not.toMatch(/check your inbox/i);
  }
  const { email: _, ...withoutEmail } = form;
  const answer = await page.request.post("/s/demo", { multipart: withoutEmail, headers: { origin } });
  expect(await answer.text()).toContain("Enter your email address");
});

test("source files are not served, and folders are not listed", async ({ visitor }) => {
  const page = await visitor();
  const files = ["/.git/config", "/.git/HEAD", "/.env", "/package.json", "/server.ts", `/${basename(dataDir)}/mail`];
  for (const path of [...files, "/lib/", "/_next/", "/_next/static/", "/%2e%2e/package.json"]) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBeGreaterThanOrEqual(400);
    expect(answer.status(), path).toBeLessThan(500);
    expect(await answer.text()).not.toMatch(/repositoryformatversion|authSecret|"dependencies"|Index of/);
  }
});

test("after signing out, going back shows no data", async ({ merchant }) => {
  await merchant.goto("/dashboard/demo/customers");
  await merchant
    .getByRole("link", { name: /Requests/ })
    .first()
    .click();
  await merchant.waitForURL("**/requests");
  await merchant.getByRole("button", { name: "Sign out" }).filter({ visible: true }).click();
  await merchant.waitForURL("**/sign-in");
  for (let step = 0; step < 2; step++) {
    await merchant.goBack();
    await expect(merchant.getByRole("button", { name: "Sign in" })).toBeVisible();
    await expect(merchant.getByRole("table")).toHaveCount(0);
  }
});

test("a merchant's account requires the current password and lists sessions", async ({ merchant }) => {
  await merchant.goto("/account");
  await expect(merchant.getByText("this browser")).toBeVisible();
  await expectAccessible(merchant);
  await merchant.getByLabel("Current password").first().fill("not the password");
  await merchant.getByLabel("New password").fill("marble ferry acorn velvet");
  await merchant.getByRole("button", { name: "Change password" }).click();
  await expect(merchant.getByText("That is not your current password.").first()).toBeVisible();
});

test("every page sends its policy, and inline scripts need the nonce", async ({ visitor }) => {
  const page = await visitor();
  const response = await page.goto("/s/demo");
  const headers = response?.headers() ?? {};
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-powered-by"]).toBeUndefined();
});

test('requests over the limit of one network address are refused with "try again later"', async ({ visitor }) => {
  test.setTimeout(180_000);
  const page = await visitor();
  const form = await readForm(page.request, "/s/demo", 'name="email"');
  const ask = async (round: number) => {
    const answer = await page.request.post("/s/demo", {
      multipart: { ...form, email: `flood-${round}@mail.example` },
      headers: { origin },
    });
    return await answer.text();
  };
  let refused = false;
  for (let round = 0; round < 130 && !refused; round++) refused = (await ask(round)).includes("Too many attempts");
  expect(refused).toBe(true);
  // Another address is still served.
  const other = await visitor();
  await requestAsGuest(other, "another-guest@mail.example");
  await expectSent(other, "another-guest@mail.example");
});
