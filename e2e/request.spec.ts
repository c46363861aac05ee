import type { Page } from "playwright/test";
import { anyEmail, expect, expectAccessible, signIn, test } from "./fixtures";
import {
  chooseAction,
  expectAlert,
  expectStatus,
  exportCustomer,
  openRequestOf,
  pressAndConfirm,
  requestAndVerify,
} from "./support";

const step = (page: Page, name: string) => page.getByRole("heading", { name });
const focusIsLost = (page: Page) => page.evaluate(() => document.activeElement === document.body);

test("a merchant closes, reopens, extends and refuses a request, and each act asks first", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  test.slow();
  const address = anyEmail("asked");
  await requestAndVerify(await visitor(), inbox, address);
  await openRequestOf(page, address);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(address);
  await expectAccessible(page);

  await chooseAction(page, "Extend the due date");
  const extend = page.getByRole("dialog", { name: "Extend the due date?" });
  await expect(extend.getByText("allows this once")).toBeVisible();
  await extend.getByText("Read the email").click();
  await expect(extend.getByText("[your reason]")).toBeVisible();
  await expectAccessible(page);
  await extend.getByRole("button", { name: "Extend the due date" }).click();
  await expect(extend.getByRole("alert")).toContainText("Enter a reason");
  await extend.getByRole("textbox", { name: "Why you need more time" }).fill("We are still collecting old orders.");
  await extend.getByRole("button", { name: "Extend the due date" }).click();
  await expectStatus(page, "has been extended");
  await expect.poll(() => focusIsLost(page)).toBe(false);
  expect((await inbox(address, "needs more time")).text).toContain("We are still collecting old orders.");
  await expect(page.getByText("Extended from")).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Extend the due date" })).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  // The letter is in the timeline, word by word.
  const email = page.locator("details").filter({ hasText: "needs more time" });
  await email.locator("summary").click();
  await expect(email.getByText(address)).toBeVisible();
  await expect(email.getByText("We are still collecting old orders.")).toBeVisible();
  await expectAccessible(page);

  await chooseAction(page, "Refuse");
  const refuse = page.getByRole("dialog", { name: "Refuse this request?" });
  await expect(refuse.getByText("You can reopen the request for 30 days.")).toBeVisible();
  await expectAccessible(page);
  await refuse.getByRole("textbox", { name: "Reason" }).fill("You asked yesterday.");
  await refuse.getByRole("button", { name: "Refuse" }).click();
  await expect(step(page, "This request has been refused")).toBeFocused();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Reopen" }).click();
  await expect(page.getByRole("dialog", { name: "Reopen this request?" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "Reopen" })).toBeFocused();
  await pressAndConfirm(page, "Reopen", "Reopen this request?");
  await expect(step(page, "Export the data")).toBeFocused();
  await expectStatus(page, "open again");
});

test("of two colleagues who close a request at once, one does and the other reads who did", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  const address = anyEmail("twice");
  await requestAndVerify(await visitor(), inbox, address);
  await openRequestOf(page, address);
  const colleague = await visitor();
  await signIn(colleague, "colleague@demo.example");
  await colleague.goto(page.url());
  const dialogs = await Promise.all(
    [page, colleague].map(async (one) => {
      await chooseAction(one, "Close the request");
      const dialog = one.getByRole("dialog", { name: "Close without sending data?" });
      await dialog.getByRole("radio", { name: "No longer wanted" }).check();
      return dialog.getByRole("button", { name: "Close the request" });
    }),
  );
  await Promise.all(dialogs.map((button) => button.click()));
  for (const one of [page, colleague]) await expect(step(one, "This request has been answered")).toBeVisible();
  const told = await Promise.all([page, colleague].map((one) => one.getByRole("status").first().innerText()));
  expect(told.filter((text) => text.includes("has been closed as answered"))).toHaveLength(1);
  expect(told.filter((text) => text.includes("had already marked this request as answered"))).toHaveLength(1);
});

test("without JavaScript a merchant opens the menu, closes and reopens a request and reads its emails", async ({
  merchant,
  visitor,
  inbox,
}) => {
  const address = anyEmail("plain");
  await requestAndVerify(await visitor(), inbox, address);
  const page = await visitor({ javaScriptEnabled: false });
  await page.context().addCookies(await merchant.context().cookies());
  await openRequestOf(page, address);
  await chooseAction(page, "Close the request");
  const dialog = page.getByRole("dialog", { name: "Close without sending data?" });
  await dialog.getByRole("radio", { name: "No longer wanted" }).check();
  await dialog.getByRole("button", { name: "Close the request" }).click();
  await expect(step(page, "This request has been answered")).toBeVisible();
  await page.getByRole("link", { name: "Reopen" }).click();
  await page.getByRole("dialog", { name: "Reopen this request?" }).getByRole("button", { name: "Reopen" }).click();
  await expect(step(page, "Export the data")).toBeVisible();
  await page.getByRole("textbox", { name: "Note" }).fill("Written without a script.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByText("Written without a script.")).toBeVisible();
  await page.getByRole("link", { name: /^Emails \d/ }).click();
  await expect(page.getByText("Written without a script.")).toHaveCount(0);
  const email = page.locator("details").filter({ hasText: "Verify your data request" });
  await email.locator("summary").click();
  await expect(email.getByText("[link left out]")).toBeVisible();
  // What was refused by another meanwhile is said.
  await page.goto(`${page.url().split(/[?#]/)[0]}?dialog=refuse`);
  await merchant.goto(page.url().split(/[?#]/)[0] ?? "");
  await chooseAction(merchant, "Refuse");
  await merchant.getByRole("textbox", { name: "Reason" }).fill("You asked yesterday.");
  await merchant.getByRole("dialog").getByRole("button", { name: "Refuse" }).click();
  await expectStatus(merchant, "has been refused");
  await page.getByRole("textbox", { name: "Reason" }).fill("You asked yesterday.");
  await page.getByRole("dialog").getByRole("button", { name: "Refuse" }).click();
  await expectStatus(page, "had already refused this request");
});

test("an extension of a request that another has extended is refused with a clear message", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  const address = anyEmail("extended");
  await requestAndVerify(await visitor(), inbox, address);
  await openRequestOf(page, address);
  const other = await page.context().newPage();
  await other.goto(page.url());
  for (const one of [page, other]) {
    await chooseAction(one, "Extend the due date");
    await one.getByRole("textbox", { name: "Why you need more time" }).fill("There are many orders.");
  }
  await page.getByRole("button", { name: "Extend the due date" }).click();
  await expectStatus(page, "has been extended");
  await other.getByRole("button", { name: "Extend the due date" }).click();
  await expectAlert(other, "has already been extended");
});

test("staff ask a customer to verify their address, after a question", async ({ merchant: page }) => {
  await exportCustomer(page, "stanislaw");
  await page.waitForURL("**/exports/*");
  await page.getByRole("link", { name: /^DR-/ }).first().click();
  await pressAndConfirm(page, "Ask the customer to verify", "Ask the customer to verify their address?");
  await expectStatus(page, "an email with a link");
  await expect.poll(() => focusIsLost(page)).toBe(false);
});
