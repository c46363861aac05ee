import type { Page } from "playwright/test";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { expectStatus, openRequestOf, requestAndVerify } from "./support";

const step = (page: Page, name: string) => page.getByRole("heading", { name });
const isFocused = (element: Element) => element === document.activeElement;
const focusIsLost = (page: Page) => page.evaluate(() => document.activeElement === document.body);

test("with the keyboard alone a merchant writes a note, deletes it and closes the request", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  const address = anyEmail("keyboard");
  await requestAndVerify(await visitor(), inbox, address);
  await openRequestOf(page, address);
  await page.getByRole("textbox", { name: "Note" }).focus();
  await page.keyboard.type("She called us.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const note = page.getByRole("listitem").filter({ hasText: "She called us." });
  await expect(note).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("");
  await page.getByRole("link", { name: /^Delete your note/ }).focus();
  await page.keyboard.press("Enter");
  const ask = page.getByRole("dialog", { name: "Delete this note?" });
  await expect(ask).toBeVisible();
  await expectAccessible(page);
  await ask.getByRole("button", { name: "Delete" }).focus();
  await page.keyboard.press("Enter");
  await expect(note).toHaveCount(0);
  await expect(step(page, "Timeline")).toBeFocused();

  const closing = page.getByRole("menuitem", { name: "Close the request" });
  await page.getByRole("button", { name: "More actions" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Extend the due date" })).toBeFocused();
  while (!(await closing.evaluate(isFocused))) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Close without sending data?" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "More actions" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Extend the due date" })).toBeFocused();
  while (!(await closing.evaluate(isFocused))) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await dialog.getByRole("radio", { name: "We hold no data about this person" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "Answered directly" })).toBeChecked();
  await expect(dialog.getByText("is told that you answered directly")).toBeVisible();
  await dialog.getByRole("button", { name: "Close the request" }).focus();
  await page.keyboard.press("Enter");
  await expect(step(page, "This request has been answered")).toBeFocused();
});

test("with the keyboard alone a merchant exports, delivers, sends the link again and revokes it", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  test.slow();
  const address = anyEmail("keys");
  await requestAndVerify(await visitor(), inbox, address);
  await openRequestOf(page, address);
  const press = async (role: "link" | "button", name: string) => {
    await page.getByRole(role, { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  await press("button", "Export");
  await expect(page.getByRole("link", { name: "Deliver", exact: true })).toBeVisible();
  await expect.poll(() => focusIsLost(page)).toBe(false);
  await press("link", "Deliver");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Deliver" }).focus();
  await page.keyboard.press("Enter");
  await expect(step(page, "Waiting for the customer")).toBeFocused();
  for (const [name, question, told] of [
    ["Send the link again", "Send the link again?", "another email with a link"],
    ["Revoke", "Revoke this delivery?", "has been revoked"],
  ] as const) {
    await press("link", name);
    await expect(page.getByRole("dialog", { name: question })).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expectStatus(page, told);
    await expect.poll(() => focusIsLost(page)).toBe(false);
  }
});
