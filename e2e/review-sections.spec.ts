import { readFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { expandRow, expectStatus, exportCustomer, openRequestOf, requestAndVerify, save, startExport } from "./support";

const parts = (page: Page) => page.getByRole("navigation", { name: "Parts of the export" });

/** What has the focus: its name, and whether it is the page itself. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);

/** Presses Tab until the focus is on an element. */
async function tabTo(page: Page, id: string) {
  for (let presses = 0; presses < 60 && (await focused(page)) !== id; presses++) await page.keyboard.press("Tab");
  expect(await focused(page)).toBe(id);
}

test("with the keyboard alone: a row is one tab stop, expands, and is acted on by its menu; the focus comes back to it", async ({
  merchant: page,
}) => {
  await exportCustomer(page, "hedwig.zuercher");
  await page.waitForURL("**/exports/*");
  await parts(page).getByRole("link", { name: "Orders" }).click();
  await tabTo(page, "line-0");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("line-1");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  const row = page.getByRole("article").first();
  await expect(row.getByRole("table", { name: "What was ordered" })).toBeVisible();
  expect(await focused(page)).toBe("line-0");
  await expectAccessible(page);

  // Expanded, it is one stop still: the arrow keys move within it.
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("line-1");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowRight");
  expect(await focused(page)).toBe("redact-0-");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Redact row 1", exact: true })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("redact-0-");
  await page.keyboard.press("End");
  await expect(row.getByRole("link").last()).toBeFocused();
  await page.keyboard.press("Home");
  expect(await focused(page)).toBe("line-0");

  // An entry of its list has a menu of its own.
  const entry = page.getByRole("link", { name: "Actions for What was ordered, 1, row 1", exact: true });
  await entry.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Redact: Item", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Redact" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(entry).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Redact: Item", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog.getByRole("combobox", { name: "Reason" }).selectOption({ label: "A trade secret" });
  await dialog.getByRole("button", { name: "Redact", exact: true }).press("Enter");
  await expectStatus(page, "Redacted.");
  await expect.poll(() => focused(page)).not.toBe("BODY");
  const undo = page.getByRole("button", { name: "Undo What was ordered, 1, Item, row 1" });
  await undo.focus();
  await page.keyboard.press("Enter");
  await expect(undo).toBeHidden();
  await expect.poll(() => focused(page)).toBe("row-0");
});

test("sections are marked as reviewed, and a store that requires it delivers nothing before", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  const customer = "siobhan.nibhriain@mail.example";
  const settings = "/dashboard/demo/settings/delivery";
  const required = page.getByRole("checkbox", { name: "Each section must be marked as reviewed before delivery" });
  await requestAndVerify(await visitor(), inbox, customer);
  await openRequestOf(page, customer);
  const request = page.url().replace(/\?.*/, "");
  await startExport(page);
  await expect(page.getByRole("link", { name: "Deliver" })).toBeVisible();
  await page.goto(settings);
  await required.check();
  await save(page);
  try {
    await page.goto(`${request}?dialog=deliver`);
    const dialog = page.getByRole("dialog", { name: "Deliver the data" });
    await expect(dialog.getByText(/^Not reviewed yet: Profile, /)).toBeVisible();
    const deliver = dialog.getByRole("button", { name: "Deliver", exact: true });
    await expect(deliver).toHaveAttribute("aria-disabled", "true");
    await expectAccessible(page);
    // The server refuses it too, by the names of the sections.
    await deliver.evaluate((button: HTMLButtonElement) => button.form?.requestSubmit());
    await expect(dialog.getByRole("alert")).toContainText("Not reviewed yet: Profile, ");

    await dialog.getByRole("link", { name: "Review now" }).click();
    await expect(page.getByRole("heading", { level: 2, name: "Profile" })).toBeVisible();
    const count = Number(
      /of (\d+)/.exec(
        (await parts(page)
          .getByText(/sections reviewed$/)
          .textContent()) ?? "",
      )?.[1],
    );
    expect(count).toBeGreaterThan(1);
    for (let done = 1; done <= count; done++) {
      await page.getByRole("button", { name: "Mark as reviewed" }).click();
      await expect(page.getByRole("button", { name: "Mark as not reviewed" })).toBeFocused();
      await expect(parts(page).getByText(`${done} of ${count} sections reviewed`)).toBeVisible();
      if (done === 1) await expectAccessible(page);
      if (done < count) await page.getByRole("link", { name: /^Next: / }).click();
    }
    await page.getByRole("button", { name: "Mark as not reviewed" }).click();
    await expect(parts(page).getByText(`${count - 1} of ${count} sections reviewed`)).toBeVisible();
    await page.getByRole("button", { name: "Mark as reviewed" }).click();
    await expect(page.getByRole("button", { name: "Mark as not reviewed" })).toBeVisible();
    await page.goto(`${request}?dialog=deliver`);
    await expect(dialog.getByText(`${count} of ${count} sections reviewed.`)).toBeVisible();
    await expect(deliver).toHaveAttribute("aria-disabled", "false");
  } finally {
    await page.goto(settings);
    await required.uncheck();
    await save(page);
  }
});

/** Elements that can have the focus, whether Tab reaches them or not. */
const focusable = (page: Page) =>
  page.evaluate(
    () =>
      [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
        .length,
  );

const ORDERS = 2000;

/** Shopify's file of 2,000 orders of one guest, with two items each and addresses in full. */
function ordersFile(): string {
  const [header = ""] = readFileSync("test/fixtures/shopify-csv/w-orders.csv", "utf8").split("\n");
  const columns = header.trim().split(",");
  const write = (fields: Record<string, string>) => columns.map((column) => fields[column] ?? "").join(",");
  const address = (kind: string) => ({
    ...{ [`${kind} Name`]: "Wilhelmina Longest-Name", [`${kind} Address1`]: "Long Street of the Old Harbor 120" },
    ...{ [`${kind} City`]: "Northport", [`${kind} Zip`]: "12345", [`${kind} Country`]: "DE" },
    [`${kind} Phone`]: "+49 30 1234567",
  });
  const rows = Array.from({ length: ORDERS }, (_, at) => {
    const number = 20_000 + at;
    const order = { Name: `#R${number}`, Email: "bulk.buyer@mail.example", "Created at": "2026-03-01 10:00:00 +0100" };
    const first = {
      ...{ "Financial Status": "paid", "Fulfillment Status": "fulfilled", Currency: "EUR", Id: String(7_100_000 + at) },
      ...{ Subtotal: "90.00", Shipping: "5.00", Taxes: "15.17", Total: "95.00", "Refunded Amount": "0.00" },
      ...{ "Discount Code": "FINCH10", "Discount Amount": "10.00", "Shipping Method": "Standard", Source: "web" },
      ...{
        "Lineitem quantity": "2",
        "Lineitem name": `Wool blanket with a fringe ${number}`,
        "Lineitem price": "40.00",
      },
      ...{ "Lineitem sku": `AF-WB-${number}`, Notes: "Please ring twice at the green door" },
      ...address("Billing"),
      ...address("Shipping"),
    };
    const second = { "Lineitem quantity": "1", "Lineitem name": "Notebook in plain A6", "Lineitem price": "20.00" };
    return `${write({ ...order, ...first })}\n${write({ ...order, ...second })}`;
  });
  return [header, ...rows].join("\n");
}

test("each page of a review of 2,000 orders has less than 300 kB and 200 focusable items, and any page is one jump away", async ({
  merchant: page,
}) => {
  test.slow();
  await page.goto("/dashboard/demo/import");
  await page
    .getByLabel("Choose files")
    .setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(ordersFile()) });
  await page.getByRole("button", { name: "Upload and check" }).click();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible({ timeout: 60_000 });
  await exportCustomer(page, "bulk.buyer@mail.example");
  await page.waitForURL("**/exports/*");
  await expect(page.getByRole("link", { name: "Deliver" })).toBeVisible({ timeout: 60_000 });
  const review = page.url();

  const bytes = async (address: string) => (await (await page.request.get(address)).body()).length;
  await parts(page).getByRole("link", { name: "Orders" }).click();
  await page.getByRole("spinbutton", { name: "Page" }).fill("40");
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await expect(page.getByText("Rows 976 to 1,000 of 2,000")).toBeVisible();
  await expect(page.getByRole("spinbutton", { name: "Page" })).toHaveValue("40");
  await expandRow(page, 976);
  const sections = ["profile", "orders", "requests", "emails"].map((section) => `${review}?section=${section}`);
  for (const address of [review, page.url(), `${review}?section=orders&page=80&open=1999`, ...sections]) {
    expect(await bytes(address), address).toBeLessThan(300_000);
    await page.goto(address);
    expect(await focusable(page), address).toBeLessThan(200);
  }
  // Past the end is the last page.
  await page.goto(`${review}?section=orders&page=81`);
  await expect(page.getByText("Rows 1,976 to 2,000 of 2,000")).toBeVisible();
});
