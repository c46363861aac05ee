import type { Locator, Page } from "playwright/test";
import { expect, expectAccessible, signIn, test } from "./fixtures";
import { expectAlert, save } from "./support";

const SETTINGS = "/dashboard/demo/settings";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const saveButton = (page: Page) => page.getByRole("button", { name: "Save", exact: true });
const discardButton = (page: Page) => page.getByRole("button", { name: "Discard" });
const months = (page: Page) => page.getByRole("textbox", { name: "Months to keep closed requests" });

for (const [width, height] of [
  [375, 700],
  [1280, 800],
] as const)
  test(`what differs from what is stored can be saved or discarded, on a screen of ${width}`, async ({ visitor }) => {
    const page = await visitor({ viewport: { width, height } });
    await signIn(page);
    await page.goto(`${SETTINGS}/data-requests`);
    const name = page.getByRole("textbox", { name: "Store name" });
    const guests = page.getByRole("checkbox", { name: "Support guest visitors" });
    await expect(saveButton(page)).toHaveCount(1);
    await expect(page.getByText("Unsaved changes")).toHaveCount(0);
    const stored = await name.inputValue();

    await guests.uncheck();
    await expect(page.getByText("Unsaved changes")).toBeInViewport();
    await guests.check();
    await expect(page.getByText("Unsaved changes")).toHaveCount(0);

    await name.fill(`${stored} Ltd`);
    await guests.uncheck();
    await expect(page.getByText("Unsaved changes")).toBeInViewport();
    await expect(saveButton(page)).toHaveCount(1);
    await expect(saveButton(page)).toBeInViewport();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await discardButton(page).click();
    await expect(page.getByText("Unsaved changes")).toHaveCount(0);
    await expect(name).toHaveValue(stored);
    await expect(guests).toBeChecked();
    await expect(guests).toBeFocused();
  });

test("by keyboard alone: nothing that has the focus is under the bar, and it discards and saves", async ({
  visitor,
}) => {
  const page = await visitor({ viewport: { width: 375, height: 600 } });
  await signIn(page);
  await page.goto(`${SETTINGS}/data-requests`);
  await page.getByRole("checkbox", { name: "Support guest visitors" }).focus();
  await page.keyboard.press("Space");
  const bar = page.locator("[data-unsaved]");
  for (let step = 0; !(await discardButton(page).evaluate((button) => button === document.activeElement)); step++) {
    expect(step).toBeLessThan(30);
    const covered = await bar.evaluate(
      (box) => (document.activeElement?.getBoundingClientRect().bottom ?? 0) > box.getBoundingClientRect().top,
    );
    expect(covered, await page.evaluate(() => document.activeElement?.outerHTML)).toBe(false);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: "Support guest visitors" })).toBeFocused();

  await page.goto(`${SETTINGS}/delivery`);
  await months(page).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("30");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(saveButton(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "saved" })).toBeInViewport();
  await expect(bar).toHaveCount(0);
  await expect(saveButton(page)).toBeFocused();
  await page.reload();
  await expect(months(page)).toHaveValue("30");
  // As other tests expect it.
  await months(page).fill("36");
  await save(page);
});

test("the bar does not cover the field whose change makes it appear", async ({ visitor }) => {
  const page = await visitor({ viewport: { width: 320, height: 640 } });
  await signIn(page);
  await page.goto(`${SETTINGS}/data-requests`);
  const name = page.getByRole("textbox", { name: "Store name" });
  await name.focus();
  await name.evaluate((field) => window.scrollBy(0, field.getBoundingClientRect().bottom - window.innerHeight));
  await page.keyboard.type("x");
  const bar = page.locator("[data-unsaved]");
  await expect(bar).toBeVisible();
  const space = async () => ((await bar.boundingBox())?.y ?? 0) - (await name.evaluate(bottomOf));
  await expect.poll(space).toBeGreaterThan(0);
});

test("leaving with unsaved changes asks, at a link, at signing out and at a reload", async ({ merchant: page }) => {
  await page.goto(`${SETTINGS}/delivery`);
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  const notifications = page.getByRole("link", { name: "Notifications" });
  await months(page).fill("30");
  await expect(page.getByText("Unsaved changes")).toBeVisible();

  await notifications.click();
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Stay on this page" }).click();
  await expect(question).toHaveCount(0);
  await expect(notifications).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(notifications).toBeFocused();
  await expect(months(page)).toHaveValue("30");

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Stay on this page" }).click();

  const asked = page.waitForEvent("dialog");
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await expect(months(page)).toHaveValue("30");

  await notifications.click();
  await question.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page).toHaveURL(/\/settings\/notifications$/);
  await page.goto(`${SETTINGS}/delivery`);
  await expect(months(page)).toHaveValue("36");
});

test("signing out after the question does so, and nothing is asked once all is saved or as stored", async ({
  merchant: page,
}) => {
  await page.goto(`${SETTINGS}/delivery`);
  await months(page).fill("30");
  await save(page);
  await months(page).fill("36");
  await save(page);
  await months(page).fill("37");
  await months(page).fill("36");
  await page.getByRole("link", { name: "Notifications" }).click();
  await expect(page).toHaveURL(/\/settings\/notifications$/);

  await page.getByRole("textbox", { name: "Sender name" }).fill("Nobody");
  // The page's scripts have loaded by then.
  await expect(page.getByText("Unsaved changes")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("what could not be saved stays on the page", async ({ merchant: page }) => {
  await page.goto(`${SETTINGS}/delivery`);
  await months(page).fill("30");
  await page.context().clearCookies();
  await saveButton(page).click();
  await expectAlert(page, "permission");
  await expect(months(page)).toHaveValue("30");
  await expect(page.getByText("Unsaved changes")).toBeVisible();
});

test("a link on the page and its dialog ask nothing and keep what was typed", async ({ merchant: page }) => {
  await page.goto(`${SETTINGS}/texts/templates/new`);
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("Kept");
  await page.getByRole("textbox", { name: "Text" }).fill("A text");
  await save(page);
  await page.getByRole("link", { name: "Kept", exact: true }).click();
  await name.fill("Typed");
  await page.getByRole("link", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete this template?" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(name).toHaveValue("Typed");
  await expect(page.getByText("Unsaved changes")).toHaveCount(1);
  await discardButton(page).click();
  await page.getByRole("link", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("status").filter({ hasText: "deleted" })).toBeVisible();
});

test("another language of the texts asks first", async ({ merchant: page }) => {
  await page.goto(`${SETTINGS}/information`);
  const contact = page.getByRole("textbox", { name: "Who is responsible" });
  const stored = await contact.inputValue();
  await contact.fill("Typed");
  await page.getByRole("link", { name: "Deutsch" }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay on this page" }).click();
  await expect(contact).toHaveValue("Typed");
  await discardButton(page).click();
  await expect(contact).toHaveValue(stored);
  await page.getByRole("link", { name: "Deutsch" }).click();
  await expect(contact).toHaveValue(/verantwortlich/);
});

for (const javaScriptEnabled of [true, false])
  test(`all wrong fields are shown at once, each next to its field, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    visitor,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    await signIn(page);
    await page.goto(`${SETTINGS}/data-requests`);
    const wrong: [Locator, string][] = [
      [page.getByRole("textbox", { name: "Response period" }), "4"],
      [page.getByRole("textbox", { name: "Days to keep exports" }), "0"],
      [page.getByRole("textbox", { name: "Store name" }), ""],
      [page.getByRole("textbox", { name: "Contact address" }), "nobody"],
      [page.getByRole("textbox", { name: "Accent color", exact: true }), "red"],
    ];
    const before = await Promise.all(wrong.map(([field]) => field.inputValue()));
    for (const [field, typed] of wrong) await field.fill(typed);
    const logo = page.getByLabel("Logo", { exact: true });
    await logo.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("GIF89a") });
    await saveButton(page).click();
    const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
    await expect(summary.getByRole("link")).toHaveCount(6);
    const messages = await summary.getByRole("link").allTextContents();
    // In the order of the page: the logo is above the color.
    expect(messages[4]).toContain("PNG, JPEG or WebP");
    messages.splice(4, 1);
    for (const [index, [field, typed]] of wrong.entries()) {
      await expect(field).toHaveValue(typed);
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveAccessibleDescription(new RegExp(`${messages[index]}$`));
    }
    await summary.getByRole("link").nth(2).click();
    await expect(wrong[2]?.[0] as Locator).toBeFocused();
    if (!javaScriptEnabled) return await expect(saveButton(page)).toHaveCount(1);

    await expectAccessible(page);
    await expect(page.getByText("Unsaved changes")).toBeVisible();
    await saveButton(page).click();
    await expect(summary).toBeFocused();
    await discardButton(page).click();
    await expect(summary).toHaveCount(0);
    for (const [index, [field]] of wrong.entries()) await expect(field).toHaveValue(before[index] as string);
  });

test("logo and accent color are shown before they are saved", async ({ merchant: page }) => {
  await page.goto(`${SETTINGS}/data-requests`);
  const color = page.getByRole("textbox", { name: "Accent color", exact: true });
  const preview = page.getByRole("figure", { name: "Preview" });
  const button = preview.getByText("Request data export");
  const shown = () => button.evaluate((element) => getComputedStyle(element).backgroundColor);
  const stored = await color.inputValue();
  const before = await shown();
  await color.fill("#0b5cad");
  await expect.poll(shown).toBe("rgb(11, 92, 173)");
  await color.fill("ffe066");
  await expect(preview.getByText(/^On light pages it is darkened to #[0-9a-f]{6} /)).toBeVisible();
  await color.fill("#ffe06");
  await expect(preview.getByText(/^On light pages it is darkened/)).toBeVisible();
  await page.getByLabel("Pick the accent color").fill("#0b5cad");
  await expect(color).toHaveValue("#0b5cad");
  await expect.poll(shown).toBe("rgb(11, 92, 173)");

  await page
    .getByLabel("Logo", { exact: true })
    .setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: PNG });
  const logo = preview.locator("img");
  await expect(logo).toHaveAttribute("src", /^data:image\/png/);
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await page.getByRole("textbox", { name: "Store name" }).fill("Another Name");
  await expect(preview.getByText("Another Name").first()).toBeVisible();
  await expectAccessible(page);

  await discardButton(page).click();
  await expect(color).toHaveValue(stored);
  expect(await shown()).toBe(before);
  await expect(logo).toHaveCount(0);
});

function bottomOf(element: Element): number {
  return element.getBoundingClientRect().bottom;
}
