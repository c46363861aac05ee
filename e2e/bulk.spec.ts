import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { expect, expectAccessible, signIn, test } from "./fixtures";
import { expectStatus, requestAsGuest, submitForm } from "./support";

/** Unverified requests of new guests, alone in what the report then shows. */
async function makeUnverified(page: Page, count: number) {
  const word = `bulk${randomUUID().slice(0, 8)}`;
  for (let number = 0; number < count; number++) await requestAsGuest(page, `${word}.${number}@mail.example`);
  await expect(page.getByText("check your inbox").first()).toBeVisible();
  return { report: `/dashboard/demo/requests?state=unverified&q=${word}`, word };
}

const rows = (page: Page, word: string) => page.getByRole("row").filter({ hasText: word });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("selected requests are assigned, and the toast undoes it", async ({ merchant: page, visitor }) => {
  const { report, word } = await makeUnverified(await visitor(), 2);
  await page.goto(report);
  await rows(page, word).first().getByRole("checkbox").check();
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select this page" }).check();
  await expect(page.getByText("2 selected")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Assign to" }).selectOption({ index: 1 });
  await press(page, "Assign");
  await expectStatus(page, "2 requests were assigned to");
  await expect(page.getByRole("status")).toHaveCount(1);
  await expect(page.getByText("2 selected")).toBeHidden();
  await expect(page.locator("body")).not.toBeFocused();
  await expectAccessible(page);
  await press(page, "Undo");
  await expectStatus(page, "2 requests were changed back");
  await expect(page).toHaveURL(new RegExp(word));
});

test("spam is closed without a word to anyone and comes back by Undo; what may not is listed", async ({
  merchant: page,
  visitor,
}) => {
  const { report, word } = await makeUnverified(await visitor(), 3);
  await page.goto(report);
  await page.getByRole("checkbox", { name: "Select this page" }).focus();
  await page.keyboard.press("Space");
  await press(page, "Close as spam");
  await expectStatus(page, "3 requests were closed as spam");
  await expect(rows(page, word)).toHaveCount(0);
  await press(page, "Undo");
  await expectStatus(page, "3 requests were changed back");
  await expect(rows(page, word)).toHaveCount(3);

  // The colleague was faster with one of them.
  const colleague = await visitor();
  await signIn(colleague);
  await colleague.goto(report);
  await rows(colleague, word).first().getByRole("checkbox").check();
  await page.getByRole("checkbox", { name: "Select this page" }).check();
  await press(colleague, "Close as spam");
  await expectStatus(colleague, "1 request was closed as spam");
  await press(page, "Close as spam");
  await expectStatus(page, "2 requests were closed as spam. 1 was left out.");
  await page.getByRole("link", { name: "Details" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 of 3 requests closed as spam");
  await expect(page.getByRole("row").filter({ hasText: "Already closed" })).toHaveCount(1);
  await expectAccessible(page);
  await press(page, "Undo");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 of 2 requests changed back");
});

test("whoever asked reads that a request closed as spam is closed, and nothing of spam", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  const { report, word } = await makeUnverified(await visitor(), 1);
  const address = `${word}.0@mail.example`;
  const link = (await inbox(address, "Verify")).link("Verify request");
  await page.goto(report);
  await rows(page, word).first().getByRole("checkbox").check();
  await press(page, "Close as spam");
  await expectStatus(page, "1 request was closed as spam");
  const guest = await visitor();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("This request is closed");
  await guest.goto("/s/demo/sign-in");
  await guest.getByRole("textbox", { name: "Email" }).fill(address);
  await submitForm(guest);
  await guest.goto((await inbox(address, "Sign in")).link("Sign in"));
  await guest.getByRole("button", { name: /^Continue as/ }).click();
  await expect(guest.getByText("You're signed in as")).toBeVisible();
  await guest.goto("/s/demo/account");
  await expect(guest.getByText("The request is closed")).toBeVisible();
  await expect(guest.getByText("Closed", { exact: true })).toBeVisible();
  await expect(guest.getByRole("main")).not.toContainText(/spam|withdrawn/i);
});

test("all that match are selected by one link, and another verification email is asked about first", async ({
  merchant: page,
  visitor,
}) => {
  const { report, word } = await makeUnverified(await visitor(), 2);
  await page.goto(report);
  await rows(page, word).first().getByRole("checkbox").check();
  await page.getByRole("link", { name: "Select all that match" }).click();
  await expect(page.getByText("All 2 matching requests are selected.")).toBeVisible();
  await expectAccessible(page);
  await press(page, "Resend verification");
  const dialog = page.getByRole("dialog", { name: "Send 2 verification emails again?" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Send 2 emails" }).click();
  await expectStatus(page, "2 verification emails will be sent in two minutes");
});

test("the register is downloaded as CSV of what is filtered", async ({ merchant: page, visitor }) => {
  const { report, word } = await makeUnverified(await visitor(), 2);
  await page.goto(report);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toMatch(/^\uFEFFReference,Type,Source,Status,/);
  const lines = csv.trim().split("\r\n").slice(1);
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toContain(word);
});

test("without JavaScript the checkboxes are a form, and Undo is a button", async ({ visitor }) => {
  const page = await visitor({ javaScriptEnabled: false });
  const { report, word } = await makeUnverified(page, 2);
  await signIn(page);
  await page.goto(report);
  await rows(page, word).first().getByRole("checkbox").check();
  await press(page, "Close as spam");
  await expectStatus(page, "1 request was closed as spam");
  await expect(rows(page, word)).toHaveCount(1);
  await press(page, "Undo");
  await expectStatus(page, "1 request was changed back");
  await page.goto(report);
  await expect(rows(page, word)).toHaveCount(2);
  await rows(page, word).first().getByRole("checkbox").check();
  await press(page, "Resend verification");
  await page.getByRole("button", { name: "Send the email" }).click();
  await expectStatus(page, "1 verification email will be sent in two minutes");
});
