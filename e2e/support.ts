import type { Locator, Page } from "playwright/test";
import { expect, expectAccessible, type Mail } from "./fixtures";

type Inbox = (address: string, subject: string) => Promise<Mail>;

/** Expects a message that says what was done. */
export async function expectStatus(page: Page, text: string | RegExp) {
  await expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();
}

/** Expects a message that says what is wrong. */
export async function expectAlert(page: Page, text: string) {
  await expect(page.getByRole("alert").filter({ hasText: text })).toBeVisible();
}

/** Sends the guest's form of the demo store. */
export async function requestAsGuest(page: Page, address: string) {
  await page.goto("/s/demo");
  await page.getByRole("textbox", { name: "Email" }).fill(address);
  await page.getByRole("button", { name: "Request data export" }).click();
}

/** Expects the page that confirms that a guest's request was sent, with the address. */
export async function expectSent(page: Page, address: string) {
  await expect(page.getByRole("heading", { level: 1, name: "Check your inbox" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(address);
  await expect(page).toHaveURL(/\/s\/demo\/sent$/);
  await expect(page).toHaveTitle(/^Check your inbox · /);
}

/** Expects the page that confirms that a request was verified. @returns its reference. */
export async function expectVerified(page: Page): Promise<string> {
  await expect(page.getByRole("heading", { level: 1, name: "has been verified" })).toBeVisible();
  await expect(page).toHaveTitle(/^Your request has been verified · /);
  return /DR-\w{4}-\w{4}/.exec(await page.getByRole("main").innerText())?.[0] ?? "none";
}

/** Sends the guest's form, opens the link in the email and presses its button. @returns the reference. */
export async function requestAndVerify(page: Page, inbox: Inbox, address: string) {
  await requestAsGuest(page, address);
  await page.goto((await inbox(address, "Verify")).link("Verify request"));
  await page.getByRole("button", { name: "Verify request" }).click();
  return await expectVerified(page);
}

/** Presses a form's only button, whatever it is called. */
export async function submitForm(page: Page) {
  const form = page.locator("form").filter({ has: page.getByRole("textbox") });
  await form.getByRole("button").click();
}

/** Sends the sign-in form. */
export async function trySignIn(page: Page, address: string, password: string) {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Email" }).fill(address);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Searches the demo's customers by the form. */
export async function searchCustomers(page: Page, text: string) {
  await page.goto("/dashboard/demo/customers");
  const box = page.getByRole("searchbox", { name: "Search customers" });
  await box.fill(text);
  await box.press("Enter");
}

/** The first link of a table. */
export function firstRow(page: Page): Locator {
  return page.getByRole("table").getByRole("link").first();
}

/** Opens the dialog of an open profile that requests its customer's data. */
export async function openExportDialog(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Request customer data" }).click();
  return page.getByRole("dialog");
}

/** Exports the first customer that a search finds, from the profile. */
export async function exportCustomer(page: Page, search = "") {
  await page.goto(`/dashboard/demo/customers?q=${encodeURIComponent(search)}`);
  await firstRow(page).click();
  await (await openExportDialog(page)).getByRole("button", { name: "Export" }).click();
}

/** Opens the request of an address from the report. */
export async function openRequestOf(page: Page, address: string) {
  await page.goto(`/dashboard/demo/requests?q=${encodeURIComponent(address)}`);
  await page.getByRole("row").filter({ hasText: address }).getByRole("link").first().click();
}

/** Chooses what is rarer on the page of a request. */
export async function chooseAction(page: Page, name: string) {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name }).click();
}

/** Chooses what to do to a row of a review. */
export async function chooseRowAction(page: Page, row: string, action: string) {
  await page.getByRole("link", { name: `Actions for ${row}`, exact: true }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

/** Expands a row of a review, counted from 1. */
export async function expandRow(page: Page, number: number) {
  await page.locator(`#line-${number - 1}`).click();
  await expect(page.locator(`#line-${number - 1}`)).toHaveAttribute("aria-expanded", "true");
}

/** Presses a link that asks first, and the button of its dialog, which has the same name. */
export async function pressAndConfirm(page: Page, name: string, question: string) {
  await page.getByRole("link", { name, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: question });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Presses a settings page's button, and expects that it saves. The notice alone may be of what was saved before. */
export async function save(page: Page) {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("[data-unsaved]")).toHaveCount(0);
  await expectStatus(page, /saved/i);
}

/** The control that downloads, be it a link or a button. */
export function downloadControl(page: Page): Locator {
  const name = { name: "Download" };
  return page.getByRole("link", name).or(page.getByRole("button", name)).or(page.getByRole("menuitem", name)).first();
}

/** Asks for a code on an open delivery page. @returns its digits. */
export async function askForCode(page: Page, inbox: Inbox, address: string): Promise<string> {
  await page.getByRole("button", { name: "Send a code" }).click();
  return /^\d{6}$/m.exec((await inbox(address, "code")).text)?.[0] ?? "";
}

/**
 * Starts a request's export once the search for the person's records has ended: the page shows that by itself, and replaces
 * its buttons.
 */
export async function startExport(page: Page) {
  await expect(page.getByRole("heading", { name: /^Looking in/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Export", exact: true }).click();
}
