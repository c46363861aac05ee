import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { openArchive } from "./archive";
import { anyEmail, expect, expectAccessible, type Mail, test } from "./fixtures";
import { origin } from "./server";
import { askForCode, expectAlert, firstRow, requestAndVerify, startExport, submitForm } from "./support";

type Inbox = (address: string, subject: string) => Promise<Mail>;

/** Delivers a guest's verified request by link and code. @returns the link, and the request's page. */
async function deliver(guest: Page, merchant: Page, inbox: Inbox, address: string) {
  await requestAndVerify(guest, inbox, address);
  await merchant.goto(`/dashboard/demo/requests?q=${encodeURIComponent(address)}`);
  await firstRow(merchant).click();
  await startExport(merchant);
  const request = merchant.url();
  // The page shows it automatically once the export is ready.
  await merchant.getByRole("link", { name: "Deliver", exact: true }).click();
  const dialog = merchant.getByRole("dialog", { name: "Deliver the data" });
  await expect(dialog.getByRole("radio", { name: "Link and code" })).toBeChecked();
  await dialog.getByRole("button", { name: "Deliver" }).click();
  await expect(dialog).toBeHidden();
  const link = (await inbox(address, "Your data is ready")).link("Get your data");
  return { link, request };
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("a customer gets the data on a phone: link, wrong code, right code, download", async ({
  visitor,
  merchant,
  inbox,
}) => {
  test.slow();
  const guest = await visitor();
  await guest.setViewportSize({ width: 375, height: 812 });
  const address = anyEmail();
  const { link, request } = await deliver(guest, merchant, inbox, address);

  // A mail scanner opens the link in every way it knows: nothing happens.
  const scanner = await visitor();
  const prefetches: Record<string, string>[] = [{}, { "Sec-Purpose": "prefetch" }, { Purpose: "prefetch" }];
  for (const headers of prefetches) {
    const answer = await scanner.request.get(link, { headers });
    expect(answer.status()).toBe(200);
    expect(answer.headers()["cache-control"]).toContain("no-store");
    expect(answer.headers()["set-cookie"] ?? "").not.toContain("dossier-delivery");
  }
  expect((await scanner.request.head(link)).status()).toBe(200);
  await merchant.goto(request);
  await expect(merchant.getByText("Delivery started")).toBeVisible();
  await expect(merchant.getByText("Code requested")).toHaveCount(0);

  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1, name: "Get your data" })).toBeVisible();
  await expect(guest.getByText(`${address[0]}…@mail.example`)).toBeVisible();
  await expectAccessible(guest);
  const code = await askForCode(guest, inbox, address);
  const field = guest.getByRole("textbox", { name: "Code" });
  await expect(field).toHaveAttribute("inputmode", "numeric");
  await expect(field).toHaveAttribute("autocomplete", "one-time-code");
  await field.fill(wrong(code));
  await guest.getByRole("button", { name: "Download" }).click();
  await expectAlert(guest, "incorrect");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(guest);
  await field.fill(code);
  await openArchive(guest);

  // Another browser with the link and the used code gets neither page nor archive.
  await expect(guest.getByRole("heading", { name: "Your download has started" })).toBeVisible();
  await expectAccessible(guest);
  const archive = await guest.locator("form[action*='/archive']").getAttribute("action");
  const form = { headers: { origin }, maxRedirects: 0 } as const;
  const replayed = await scanner.request.post(`${link}/open`, { ...form, form: { code } });
  expect([replayed.status(), replayed.headers().location]).toEqual([303, new URL(link).pathname]);
  const stranger = await scanner.request.get(String(archive), { maxRedirects: 0 });
  expect([stranger.status(), stranger.headers().location]).toEqual([303, "/s/demo"]);

  // The browser with access resumes without a second download.
  const whole = await (await guest.request.get(String(archive))).body();
  const { etag } = (await guest.request.head(String(archive))).headers();
  const half = Math.floor(whole.length / 2);
  const parts = [`bytes=0-${half - 1}`, `bytes=${half}-`].map(async (range) => {
    const answer = await guest.request.get(String(archive), { headers: { range, "if-range": String(etag) } });
    expect(answer.status()).toBe(206);
    return await answer.body();
  });
  const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  expect(hash(Buffer.concat(await Promise.all(parts)))).toBe(hash(whole));
  await guest.reload();
  await expect(guest.getByText("2 more times")).toBeVisible();

  // The request is closed, and both sides see it.
  await inbox(address, "has been answered");
  await merchant.goto(request);
  await expect(merchant.getByText("Data downloaded").first()).toBeVisible();

  // In the account, it says so and can be downloaded again.
  await guest.goto("/s/demo/sign-in");
  await guest.getByRole("textbox", { name: "Email" }).fill(address);
  await submitForm(guest);
  await guest.goto((await inbox(address, "Sign in")).link("Sign in"));
  await guest.getByRole("button", { name: /^Continue as/ }).click();
  await guest.getByRole("link", { name: "Your requests" }).click();
  await expect(guest.getByRole("listitem").filter({ hasText: "Done: You have your data" }).last()).toBeVisible();
  await expect(guest.getByRole("button", { name: /^Download again: DR-\w{4}-\w{4}$/ })).toBeVisible();
  await expect(guest.getByRole("link", { name: /^Withdraw/ })).toHaveCount(0);
  await expectAccessible(guest);
});

test("a customer without JavaScript enters the code, downloads, and sees that a link was revoked", async ({
  visitor,
  merchant,
  inbox,
}) => {
  test.slow();
  const address = anyEmail();
  const { link, request } = await deliver(await visitor(), merchant, inbox, address);
  const guest = await visitor({ javaScriptEnabled: false });
  await guest.goto(link);
  await guest.getByRole("textbox", { name: "Code" }).fill(await askForCode(guest, inbox, address));
  const [download] = await Promise.all([
    guest.waitForEvent("download"),
    guest.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(readFileSync(await download.path(), "latin1").slice(0, 2)).toBe("PK");

  await merchant.goto(request);
  await merchant.getByRole("link", { name: "Revoke" }).click();
  await merchant.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(merchant.getByRole("dialog")).toBeHidden();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
  await expect(guest.getByRole("button", { name: "Send a code" })).toHaveCount(0);
});

test("unknown, malformed and another store's links get the same 404", async ({ visitor }) => {
  const page = await visitor();
  for (const address of [
    `/s/demo/delivery/${"x".repeat(43)}`,
    "/s/demo/delivery/x",
    `/s/none/delivery/${"x".repeat(43)}`,
  ])
    expect((await page.request.get(address)).status()).toBe(404);
  const open = { headers: { origin }, form: { code: "123456" }, maxRedirects: 0 };
  expect((await page.request.post(`/s/demo/delivery/${"x".repeat(43)}/open`, open)).status()).toBe(404);
  const foreign = { ...open, headers: { origin: "https://evil.example" } };
  expect((await page.request.post(`/s/demo/delivery/${"x".repeat(43)}/open`, foreign)).status()).toBe(403);
});
