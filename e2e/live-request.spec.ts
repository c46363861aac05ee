import type { Page } from "playwright/test";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { askForCode, openRequestOf, requestAndVerify, startExport } from "./support";

/** Counts what a person does with the mouse on a page: presses, and choices from a list. @returns the count so far. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const count = () => sessionStorage.setItem("clicks", String(Number(sessionStorage.getItem("clicks")) + 1));
    addEventListener("pointerdown", count, true);
    addEventListener("change", ({ target }) => target instanceof HTMLSelectElement && count(), true);
  });
  return async () => Number(await page.evaluate(() => sessionStorage.getItem("clicks")));
}

test("an export that is ready is sent in at most 5 clicks, and its customer has it in 4", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  test.slow();
  const address = anyEmail("clicks");
  const guest = await visitor();
  await requestAndVerify(guest, inbox, address);
  await openRequestOf(page, address);
  await startExport(page);
  await expect(page.getByRole("link", { name: "Deliver" })).toBeVisible();

  const clicks = await countClicks(page);
  await openRequestOf(page, address);
  await page.getByRole("link", { name: "Deliver" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deliver" }).click();
  await expect(page.getByRole("heading", { name: "Waiting for the customer" })).toBeFocused();
  expect(await clicks()).toBeLessThanOrEqual(5);

  // The merchant's page stays open, and a note is being written.
  const note = page.getByRole("textbox", { name: "Note" });
  await note.fill("She will");
  const guestClicks = await countClicks(guest);
  // The link in the email is the first.
  await guest.goto((await inbox(address, "Your data is ready")).link("Get your data"));
  await guest.getByRole("textbox", { name: "Code" }).fill(await askForCode(guest, inbox, address));
  const [download] = await Promise.all([
    guest.waitForEvent("download"),
    guest.getByRole("button", { name: "Download" }).click(),
  ]);
  await download.path();
  expect(1 + (await guestClicks())).toBeLessThanOrEqual(4);

  // It shows by itself what the customer does, and takes nothing from whoever is writing.
  await expect(page.getByRole("heading", { name: "This request has been answered" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Data downloaded").first()).toBeVisible();
  await expect(note).toBeFocused();
  await expect(note).toHaveValue("She will");
  await expectAccessible(page);
});

test("with one redaction it is sent in 8 clicks, its preview lacks what is redacted, and it leaves Preparing by itself", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  test.slow();
  const address = "ingrid.sandvik@mail.example";
  await openRequestOf(page, address);
  const request = page.url();
  await startExport(page);
  await expect(page.getByRole("link", { name: "Deliver" })).toBeVisible();

  const clicks = await countClicks(page);
  await openRequestOf(page, address);
  await page.getByRole("link", { name: "Review" }).click();
  const parts = page.getByRole("navigation", { name: "Parts of the export" });
  await parts.getByRole("link", { name: "Profile" }).click();
  await page.getByRole("link", { name: "Redact: Phone, row 1" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Reason" }).selectOption({ label: "A trade secret" });
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(dialog).toBeHidden();
  const before = await clicks();

  await page.goto(request);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Preview what the customer gets" }).click();
  await expect(page.getByRole("heading", { name: "The copy is ready" })).toBeVisible();
  await expectAccessible(page);
  // Read, not opened: what the test runner puts into a page would be refused there, as all scripts are.
  const copy = await page.getByRole("link", { name: "Open the copy" }).getAttribute("href");
  const html = await (await page.request.get(String(copy))).text();
  expect(html).toMatch(/\[(redacted|geschwärzt): /);
  expect(html).toContain('id="withheld"');

  await page.goto(request);
  const deliver = await clicks();
  await page.getByRole("link", { name: "Deliver" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deliver" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(before + (await clicks()) - deliver).toBeLessThanOrEqual(8);
  // The copy is built now, and the page tells when it has left.
  await expect(page.getByRole("heading", { name: "Waiting for the customer" })).toBeVisible();
  await expect(page.getByText("Delivery started").first()).toBeVisible();
  await inbox(address, "Your data is ready");
  const other = await visitor();
  const version = `${request.replace("/dashboard/demo", "/api/stores/demo")}/version`;
  expect((await other.request.get(version)).status()).toBe(404);
});
