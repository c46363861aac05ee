import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright/test";
import { expect, expectAccessible, signIn, test } from "./fixtures";
import { exportCustomer, pressAndConfirm, save } from "./support";

/** Exports one of the demo's customers and opens the request's page with the dialog to deliver. */
async function openDeliver(page: Page, search: string) {
  await exportCustomer(page, search);
  await page.getByRole("link", { name: "Deliver", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Deliver the data" })).toBeVisible();
}

/** Chooses a method for a request that staff made: nothing proves who the person is. */
async function choose(page: Page, method: RegExp, identity: string) {
  const dialog = page.getByRole("dialog", { name: "Deliver the data" });
  await dialog.getByRole("radio", { name: method }).check();
  await dialog.getByRole("combobox", { name: "How did you check who this is?" }).selectOption(identity);
  await dialog.getByRole("button", { name: "Deliver" }).click();
  await expect(dialog).toBeHidden();
}

async function requireApproval(page: Page, required: boolean) {
  await page.goto("/dashboard/demo/settings/delivery");
  await page.getByRole("checkbox", { name: "approve" }).setChecked(required);
  await save(page);
}

test("a colleague approves a delivery, and the ZIP file opens only with its password", async ({
  merchant: page,
  visitor,
}) => {
  await requireApproval(page, true);
  await openDeliver(page, "beatriz");
  await expectAccessible(page);
  await expect(page.getByText("A colleague has to approve the delivery first.")).toBeVisible();
  await expect(page.getByRole("radio", { name: /Link and code/ })).toBeDisabled();
  await choose(page, /ZIP file with a password/, "Called back on the phone number on file");
  await expect(page.getByText("Waiting for a colleague")).toBeVisible();
  await expect(page.getByRole("link", { name: "Approve" })).toHaveCount(0);
  await expectAccessible(page);
  const url = page.url();

  const colleague = await visitor();
  await signIn(colleague, "colleague@demo.example");
  await colleague.goto(url);
  const checked = "Called back on the phone number on file";
  await expect(colleague.getByRole("region", { name: "Delivery" }).getByText(checked)).toBeVisible();
  await expect(colleague.getByText(`ZIP file with a password · Identity check: ${checked}`)).toBeVisible();
  await pressAndConfirm(colleague, "Approve", "Approve this delivery?");
  await expect(colleague.getByRole("heading", { name: "Send the ZIP file" })).toBeVisible();

  await page.reload();
  const make = page.getByRole("button", { name: "Create a password" });
  await make.click();
  const download = page.getByRole("button", { name: "Download the ZIP file" });
  await expect(download).toBeVisible();
  await expectAccessible(page);
  const words = await page.locator('input[name="password"]').inputValue();
  await expect(page.getByText(words)).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
  const zip = path.join(mkdtempSync(path.join(os.tmpdir(), "dossier-zip-")), "a.zip");
  await file.saveAs(zip);
  expect(execFileSync("7z", ["t", `-p${words}`, zip]).toString()).toContain("Everything is Ok");
  expect(spawnSync("7z", ["t", "-pwrong", zip], { input: "" }).status).not.toBe(0);

  await page.reload();
  await expect(download).toHaveCount(0);
  expect(await page.content()).not.toContain(words);
  await pressAndConfirm(page, "Mark as sent", "Mark as sent?");
  await expect(page.getByText("Delivered").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "This request has been answered" })).toBeVisible();
  await expectAccessible(page);
  await requireApproval(page, false);
});

test("a merchant revokes a delivery and delivers the data another way", async ({ merchant: page }) => {
  await openDeliver(page, "odegaard");
  await choose(page, /ZIP file with a password/, "Knows order details");
  await page.getByRole("link", { name: "Revoke" }).click();
  const dialog = page.getByRole("dialog", { name: "Revoke this delivery?" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("Delivery revoked").first()).toBeVisible();

  await page.getByRole("link", { name: "Deliver", exact: true }).click();
  const deliver = page.getByRole("dialog", { name: "Deliver the data" });
  await expect(deliver.getByRole("textbox", { name: "Note (optional)" })).toBeHidden();
  await deliver.getByRole("radio", { name: /Delivered another way/ }).check();
  await deliver.getByRole("combobox", { name: "How it was delivered" }).selectOption("By post");
  await deliver.getByRole("textbox", { name: "Note (optional)" }).fill("Registered letter");
  const identity = deliver.getByRole("combobox", { name: "How did you check who this is?" });
  const how = deliver.getByRole("textbox", { name: "How you checked it" });
  const send = deliver.getByRole("button", { name: "Deliver" });
  await expect(identity).toHaveValue("");
  await send.click();
  await expect(identity).toHaveAccessibleDescription(/Choose how you checked who this is\./);
  await expect(how).toBeHidden();
  await identity.selectOption("Another way");
  await expect(how).toBeVisible();
  await expectAccessible(page);
  await send.click();
  await expect(how).toHaveAccessibleDescription(/Describe in a few words/);
  await how.fill("Her notary confirmed it");
  await send.click();
  await expect(page.getByRole("heading", { name: "This request has been answered" })).toBeVisible();
  await expect(page.getByText("Registered letter")).toBeVisible();
  await expect(page.getByText("Another way: Her notary confirmed it")).toBeVisible();
});
