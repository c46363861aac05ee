import type { Locator, Page } from "playwright/test";
import { expect, expectAccessible, signIn, test } from "./fixtures";

const report = "/dashboard/demo/requests";
const rows = (page: Page) => page.getByRole("table", { name: "Customer data requests" }).locator("tbody tr");

for (const [width, height] of [
  [375, 812],
  [1280, 800],
] as const)
  test(`the first row after sign-in is the open request due first, and says so, on a screen of ${width}`, async ({
    visitor,
  }) => {
    const page = await visitor({ viewport: { width, height } });
    await signIn(page);
    await page.goto("/sign-in");
    await expect(page).toHaveURL(report);
    const first = rows(page).first();
    // The demo's only request that is overdue.
    await expect(first).toContainText("DR-3TRW-9KDH");
    const urgency = first.getByText(/^\d+ days overdue$/);
    await expect(urgency).toBeVisible();
    const box = await urgency.boundingBox();
    expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(700);
    const words = await rows(page).locator("b").allTextContents();
    const days = words.map((text) => Number(/\d+/.exec(text)?.[0] ?? ["Due today", "Due tomorrow"].indexOf(text)));
    const left = days.map((count, index) => (words[index]?.includes("overdue") ? -count : count));
    expect(left).toEqual(left.toSorted((one, other) => one - other));
    expect(left.length).toBeGreaterThan(3);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
  });

test("tabs count what they show, and the whole row opens", async ({ merchant: page }) => {
  await page.goto(report);
  const tabs = page.getByRole("navigation", { name: "Views of the requests" }).getByRole("link");
  for (const name of ["Open", "Overdue", "Due this week", "Unverified", "Closed", "All"])
    await expect(tabs.filter({ hasText: new RegExp(`^${name} \\d+$`) })).toHaveCount(1);
  await tabs.filter({ hasText: "Overdue" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("link", { name: "Overdue 1" })).toHaveAttribute("aria-current", "page");
  await expectAccessible(page);
  await expect(rows(page).getByRole("link")).toHaveCount(1);
  // Wherever it is pressed, the row's link is what the pointer meets.
  const state = await rows(page).getByText("Open", { exact: true }).boundingBox();
  await page.mouse.click((state?.x ?? 0) + 5, (state?.y ?? 0) + 5);
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}\?state=overdue$/);
});

test("filters, the order and the search are in the URL, and chips remove them", async ({ merchant: page }) => {
  await page.goto(`${report}?state=closed`);
  await page.getByRole("button", { name: "Customer", exact: true }).click();
  await expect(page).toHaveURL(`${report}?state=closed&sort=customer`);
  await expect(page.getByRole("columnheader", { name: "Customer" })).toHaveAttribute("aria-sort", "ascending");
  // Those of whom nothing is left have no name to be sorted by.
  const names = (await rows(page).getByRole("link").allTextContents()).filter((name) => name !== "Erased person");
  expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
  // The sorted list may still be arriving, which would close what is opened meanwhile.
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Filter" }).click();
  const filters = page.getByRole("group", { name: "Filters" });
  await filters.getByLabel("Status").selectOption("Refused");
  await filters.getByLabel("Source").selectOption("Signed in");
  await expectAccessible(page);
  await filters.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(`${report}?sort=customer&state=refused&source=signed_in`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("DR-2WKA-8HTV");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Remove the filter Source: Signed in" }).click();
  await page.getByRole("link", { name: "Remove the filter Status: Refused" }).click();
  await expect(page).toHaveURL(`${report}?state=closed&sort=customer`);
  await page.goto(`${report}?state=overdue&q=nobody-of-this-name`);
  await page.getByRole("link", { name: "Search all requests" }).click();
  await page.getByRole("link", { name: "Clear search and filters" }).click();
  await expect(page).toHaveURL(`${report}?state=all`);
});

test("without JavaScript the report is filtered, sorted and opened", async ({ visitor }) => {
  const page = await visitor({ javaScriptEnabled: false });
  await signIn(page);
  await page.goto(report);
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByLabel("Source").selectOption("Signed in");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page.getByRole("link", { name: "Remove the filter Source: Signed in" })).toBeVisible();
  await expect(rows(page).first()).toContainText("DR-3TRW-9KDH");
  await page.getByRole("searchbox", { name: "Search requests" }).fill("dr-2wka-8htv");
  await page.getByRole("button", { name: "Search" }).click();
  await rows(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}\?source=signed_in&q=dr-2wka-8htv$/);
});

for (const javaScriptEnabled of [true, false])
  test(`a request's page leads to the next one of the report and back, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    visitor,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    await signIn(page);
    await page.goto(`${report}?state=closed&sort=customer`);
    const names = await rows(page).getByRole("link").allTextContents();
    expect(names.length).toBeGreaterThan(2);
    const around = page.getByRole("navigation", { name: "Requests before and after this one" });
    const heading = page.getByRole("heading", { level: 1 });
    const expectAt = async (index: number) => {
      await expect(heading).toContainText(names[index] ?? "none");
      await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}\?state=closed&sort=customer$/);
    };
    await rows(page).getByRole("link").first().click();
    await expectAt(0);
    await expect(around.getByRole("link", { name: "Previous" })).toHaveCount(0);
    const go = async (key: string, name: string, index: number) => {
      if (!javaScriptEnabled) await around.getByRole("link", { name }).click();
      // A page that has just come may not hear of keys yet.
      else await expect(() => pressAndExpect(page, key, heading, names[index] ?? "none")).toPass();
      await expectAt(index);
    };
    await go("j", "Next", 1);
    await go("j", "Next", 2);
    if (javaScriptEnabled) await expectAccessible(page);
    await go("k", "Previous", 1);
    await page.getByRole("main").getByRole("link", { name: "Customer data requests" }).click();
    await expect(page).toHaveURL(`${report}?state=closed&sort=customer`);
  });

async function pressAndExpect(page: Page, key: string, heading: Locator, name: string) {
  await page.keyboard.press(key);
  await expect(heading).toContainText(name, { timeout: 3000 });
}

test("what is mine is one press away", async ({ merchant: page }) => {
  await page.goto(report);
  await page.getByRole("link", { name: "Mine" }).click();
  await expect(page).toHaveURL(`${report}?assignee=me`);
  await expect(page.getByRole("link", { name: "Mine" })).toHaveAttribute("aria-current", "true");
  await expect(page.getByText("No request matches these filters.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Mine" }).click();
  await expect(rows(page).first()).toContainText("DR-3TRW-9KDH");
});
