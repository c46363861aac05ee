import type { Locator, Page } from "playwright/test";
import { expect, expectAccessible, signIn, test } from "./fixtures";
import { owner } from "./server";

const OVERVIEW = "/dashboard/demo/overview";

for (const javaScriptEnabled of [true, false])
  test(`the overview says what is open and how long answers take, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    visitor,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    await signIn(page);
    await page.goto("/dashboard/demo/requests");
    await page.getByRole("link", { name: "Overview" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await expect(page.getByRole("img", { name: /^Requests made in each of 13 weeks, by source/ })).toBeVisible();
    await expect(
      page.getByRole("img", { name: /^Days to answer: half were answered within (?:a day|\d+ days?)/ }),
    ).toBeVisible();
    if (javaScriptEnabled) await expectAccessible(page);

    await page.getByText("Numbers").last().click();
    const numbers = page.getByRole("table", { name: /^Days to answer/ });
    await expect(numbers.getByRole("row")).toHaveCount(10);
    await expect(numbers.getByRole("columnheader")).toHaveText(["Days to answer", "On time", "Late"]);

    const tile = page.getByRole("list", { name: "Key figures" }).getByRole("link", { name: /Overdue/ });
    const count = Number.parseInt(await tile.innerText(), 10);
    await tile.click();
    await expect(page.getByRole("link", { name: `Overdue ${count}` })).toHaveAttribute("aria-current", "page");
    await expect(page.locator("tbody").getByRole("row")).toHaveCount(count);
  });

test("the checklist leads through a new store, and an owner hides it once it is complete", async ({
  merchant: page,
  inbox,
}) => {
  await page.goto(OVERVIEW);
  const step = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("link", { name }) });
  await expect(step("Test email")).toContainText("To do:");
  await step("Test email").getByRole("button", { name: "Send a test email" }).click();
  const mail = await inbox(owner, "Test email from");
  await expect(async () => {
    await page.goto(mail.link("Open the overview"));
    await expect(step("Test email")).toContainText("Done:", { timeout: 100 });
  }).toPass();
  await expect(step("Test email")).toContainText(`Accepted by the mail server for ${owner}`);

  await expect(page.getByRole("button", { name: "Hide this list" })).toHaveCount(0);
  await step("Link on your shop").getByRole("button", { name: "I have added it" }).click();
  await expect(step("Link on your shop")).toContainText("Done:");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Hide this list" }).click();
  await expect(page.getByRole("heading", { name: "Setup is complete" })).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "The checklist is hidden." })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("the settings have the requests page's link and code for a theme", async ({ merchant: page }) => {
  await page.goto("/dashboard/demo/settings/data-requests#request-page");
  await page.getByText("Code for your theme").click();
  await expect(page.getByText(/^<a href="[^"]+\/s\/demo">/)).toBeVisible();
  await page.getByRole("link", { name: "Preview" }).click();
  await expect(page).toHaveURL(/\/s\/demo$/);
});

test("keys move through the report, open a row and can be switched off", async ({ merchant: page }) => {
  await page.goto("/dashboard/demo/requests?state=all");
  const rows = page.locator("tbody").getByRole("row");
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(linkOf(page, 0)).toBeFocused({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("j");
  await expect(linkOf(page, 1)).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await expect(linkOf(page, 0)).toBeFocused();

  await page.locator("tbody").getByRole("checkbox").first().check();
  await page.keyboard.press("j");
  await expect(linkOf(page, 1)).toBeFocused();

  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: "Search requests" });
  await expect(search).toBeFocused();
  await page.keyboard.type("jk/?");
  await expect(search).toHaveValue("jk/?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await search.fill("");
  await expect(rows).not.toHaveCount(0);
  await search.blur();

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toBeVisible();
  await expectAccessible(page);
  await help.getByRole("checkbox", { name: /^Use keys without Ctrl/ }).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.keyboard.press("/");
  await expect(help).toBeHidden();
  await expect(search).not.toBeFocused();

  // The way back, without a single key.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("keyboard");
  await page.keyboard.press("Enter");
  await help.getByRole("checkbox", { name: /^Use keys without Ctrl/ }).check();
  await help.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("j");
  await expect(linkOf(page, 0)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}\?state=all$/);
});

test("Ctrl-K goes to a request, a customer and a settings page with the keyboard alone", async ({ merchant: page }) => {
  await page.goto(OVERVIEW);
  const field = page.getByRole("combobox", { name: "Go to a request, customer or page" });
  await openPalette(page, field);
  await page.keyboard.type("DR-9HBC-3WRN");
  await expect(page.getByRole("option", { name: /DR-9HBC-3WRN/ })).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);

  await page.getByRole("button", { name: "Go to…" }).click();
  // Typed and confirmed at once: what is typed last is what is opened.
  await page.keyboard.type("sandvik");
  await page.keyboard.press("ArrowDown");
  const customer = page.getByRole("group", { name: "Customers" }).getByRole("option").first();
  await expect(customer).toHaveText(/Sandvik/);
  while ((await customer.getAttribute("aria-selected")) !== "true") await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /Sandvik/ })).toBeVisible();

  await openPalette(page, field);
  await page.keyboard.type("nobody of this name");
  await expect(
    page
      .getByRole("dialog")
      .getByText(/^Nothing found/)
      .first(),
  ).toBeVisible();
  await field.fill("delivery");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings\/delivery$/);
  await openPalette(page, field);
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
});

/** A page that has just come may not hear of keys yet. */
async function openPalette(page: Page, field: Locator) {
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(field).toBeFocused({ timeout: 1000 });
  }).toPass();
}

test("lists search as one types: the focus stays, and what was found is read out", async ({ merchant: page }) => {
  await page.goto("/dashboard/demo/customers");
  const box = page.getByRole("searchbox", { name: "Search customers" });
  await box.pressSequentially("maximil");
  await expect(page).toHaveURL(/\?q=maximil$/);
  await expect(page.locator("tbody").getByRole("row")).toHaveCount(1);
  await expect(page.getByText("1 result for “maximil”")).toBeAttached();
  await expect(box).toBeFocused();
  await page.keyboard.type("i");
  await expect(box).toHaveValue("maximili");
  await box.fill("");
  await expect(page).toHaveURL(/\/customers$/);

  await page.goto("/dashboard/demo/requests");
  const search = page.getByRole("searchbox", { name: "Search requests" });
  await search.pressSequentially("dr-9hbc-3wrn");
  await expect(page.locator("tbody").getByRole("row")).toHaveCount(1);
  await expect(search).toBeFocused();
});

/** The link of a row of the page's list. */
function linkOf(page: Page, row: number) {
  return page.locator("tbody").getByRole("row").nth(row).getByRole("rowheader").getByRole("link").first();
}
