import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright/test";
import { openArchive } from "./archive";
import { expect, expectAccessible, test } from "./fixtures";
import { askForCode, openRequestOf, requestAndVerify, startExport } from "./support";

const customer = "lucja.wojcik@mail.example";

type Row = Record<string, string | null>;

/** Opens the dialog that a link leads to, and redacts for a reason. */
async function redact(page: Page, link: ReturnType<Page["locator"]>, reason: string, words?: string) {
  await link.first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason", { exact: true }).selectOption({ label: reason });
  if (words) await dialog.getByLabel("The reason in a few words").fill(words);
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Every file of a folder with its bytes. */
function filesOf(folder: string): [name: string, bytes: Buffer][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file)]);
}

/** A text as bytes in the encodings that a file may use. */
function encodings(text: string): Buffer[] {
  return [Buffer.from(text), Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16()];
}

test("a merchant reviews, redacts and delivers an export by link and code, and no redacted value is in the archive", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  const guest = await visitor({ viewport: { width: 375, height: 740 } });
  await requestAndVerify(guest, inbox, customer);

  await openRequestOf(page, customer);
  await startExport(page);
  // From here to "delivered" the merchant clicks three times, and the customer twice.
  await page.getByRole("link", { name: "Review" }).click();
  const { data } = await openArchive(page);
  const [orders = [], emails = []] = ["orders", "emails"].map((name) => data[name] as Row[]);
  // Only a value that occurs once can show that it is gone.
  const whole = JSON.stringify(data);
  const once = (values: (string | null | undefined)[] = []) =>
    values.filter((value) => typeof value === "string" && whole.split(value).length === 2).map(String);
  const canaries = {
    value: once([orders[0]?.platformId]),
    row: once([orders[1]?.name, orders[1]?.platformId]),
    section: once(emails.flatMap(({ createdAt, sentAt }) => [createdAt, sentAt])),
  };
  for (const [scope, values] of Object.entries(canaries)) expect(values, scope).not.toEqual([]);
  const hidden = Object.values(canaries).flat();
  const review = page.url();

  await page.goto(`${review}?section=orders&open=0`);
  await redact(page, page.locator('a[href*="row=0"][href*="pointer=%2FplatformId"]'), "Another person’s data");
  await page.getByRole("link", { name: "Actions for row 2", exact: true }).click();
  await redact(page, page.getByRole("menuitem", { name: "Redact row 2", exact: true }), "A trade secret");
  await page.goto(`${review}?section=emails`);
  await redact(page, page.getByRole("link", { name: /^Redact section/ }), "Another reason", "kept by our lawyers <b>");

  await page.getByRole("link", { name: "Deliver" }).click();
  await expectAccessible(page);
  const dialog = page.getByRole("dialog");
  const publicKey = dialog.getByRole("textbox", { name: "OpenPGP" });
  const handedOver = dialog.getByRole("combobox", { name: "How it was delivered" });
  for (const method of ["Delivered another way", "Encrypted email", "ZIP file with a password", "Link and code"]) {
    await dialog.getByRole("radio", { name: method }).check();
    await expect(publicKey).toBeVisible({ visible: method === "Encrypted email" });
    await expect(handedOver).toBeVisible({ visible: method === "Delivered another way" });
  }
  // She has verified her address, which proves who she is.
  await expect(dialog.getByRole("combobox", { name: "How did you check who this is?" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Deliver" }).click();

  await guest.goto((await inbox(customer, "Your data is ready")).link("Get your data"));
  await expectAccessible(guest);
  await guest.getByRole("textbox", { name: "Code" }).fill(await askForCode(guest, inbox, customer));
  await expectAccessible(guest);
  const { folder } = await openArchive(guest);

  const files = filesOf(folder);
  for (const [name, bytes] of files)
    for (const canary of hidden)
      expect(
        encodings(canary).some((encoded) => bytes.includes(encoded)),
        `${canary} in ${path.basename(name)}`,
      ).toBe(false);

  const reader = await visitor();
  await reader.goto(pathToFileURL(path.join(folder, "index.html")).href);
  await expect(reader.getByRole("heading", { name: "Withheld" })).toBeVisible();
  await expect(reader.getByText("[redacted: kept by our lawyers <b>]").first()).toBeVisible();
  await expect(reader.getByText("[redacted: another person’s data]").first()).toBeVisible();
  const manifest = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));
  expect(manifest.withheld).toHaveLength(3);

  await inbox(customer, "answered");
  await page.goto("/dashboard/demo/requests?state=all");
  await expect(page.getByRole("row").filter({ hasText: customer }).getByText("Delivered")).toBeVisible();
});
