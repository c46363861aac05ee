import type { Page } from "playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { chooseRowAction, expandRow, exportCustomer } from "./support";

/** The review of a new export of one of the demo store's customers. */
async function openReview(page: Page, customer: string) {
  await exportCustomer(page, customer);
  await page.waitForURL("**/exports/*");
  await expect(page.getByRole("link", { name: "Deliver" })).toBeVisible();
  return page.url();
}

const tabs = (page: Page) => page.getByRole("navigation", { name: "Parts of the export" });
const statusMessage = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });

test("a merchant redacts a value, a field in every row, a row and a section, and undoes one redaction", async ({
  merchant: page,
}) => {
  const review = await openReview(page, "nkosi");
  await expectAccessible(page);
  await expect(page.getByText("Nothing is redacted")).toBeVisible();

  // A value, using only the keyboard.
  await tabs(page).getByRole("link", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Profile" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Redact: Phone, row 1" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Redact" });
  await expect(dialog.getByRole("radio", { name: "This value: Phone" })).toBeChecked();
  const reason = dialog.getByRole("combobox", { name: "Reason" });
  await expect(reason).toHaveValue("");
  await expect(reason.getByRole("option", { name: "Choose a reason" })).toBeAttached();
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Choose a reason");
  await reason.selectOption({ label: "Security" });
  await expect(dialog.getByText(/\[(redacted|geschwärzt): /)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("link", { name: "Redact: Phone, row 1" })).toBeFocused();
  await page.keyboard.press("Enter");
  await reason.focus();
  await page.keyboard.press("End");
  await dialog.getByRole("button", { name: "Redact", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Enter the reason in a few words");
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "The reason in a few words" }).fill("number of the office");
  await page.keyboard.press("Enter");
  await expect(statusMessage(page, "Redacted. The customer will not get this.")).toBeVisible();
  await expect(page.getByText("[redacted: number of the office]")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo Phone, row 1" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Redact: Phone, row 1" })).toBeHidden();
  await expectAccessible(page);

  // A field in every row.
  await tabs(page).getByRole("link", { name: "Orders" }).click();
  await expectAccessible(page);
  await expandRow(page, 2);
  await expectAccessible(page);
  await chooseRowAction(page, "What was ordered, 1, row 2", "Redact: Item");
  await dialog.getByRole("radio", { name: /^What was ordered, Item, in every row/ }).check();
  await reason.selectOption({ label: "A trade secret" });
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(statusMessage(page, "Redacted.")).toBeVisible();
  await expect(page).toHaveURL(/section=orders&open=1#row-1$/);
  await expect(page.getByRole("button", { name: "Undo What was ordered, 1, Item, row 2" })).toBeVisible();
  await expandRow(page, 1);
  await expect(page.getByRole("button", { name: "Undo What was ordered, 1, Item, row 1" })).toBeVisible();

  // A row.
  await chooseRowAction(page, "row 1", "Redact row 1");
  await expect(dialog.getByRole("radio", { name: "Row 1" })).toBeChecked();
  await reason.selectOption({ label: "A trade secret" });
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(page.getByRole("button", { name: "Undo Row 1", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Actions for row 1", exact: true })).toBeHidden();

  // A section.
  await tabs(page).getByRole("link", { name: "Marketing choices" }).click();
  await page.getByRole("link", { name: "Redact section Marketing choices" }).click();
  await expect(dialog.getByRole("radio", { name: /The whole section/ })).toBeChecked();
  await reason.selectOption({ label: "A trade secret" });
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(page.getByText("This whole section is redacted.")).toBeVisible();
  await expectAccessible(page);

  // The overview lists all of them; one is undone.
  await page.goto(review);
  await expect(page.getByRole("heading", { name: "4 redactions" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo Marketing choices" }).click();
  await expect(statusMessage(page, "The redaction has been undone")).toBeVisible();
  await expect(page.getByRole("heading", { name: "3 redactions" })).toBeVisible();

  // The history says who redacted where, never what.
  await page.getByRole("link", { name: /^DR-/ }).click();
  await expect(page.getByText("Redaction undone")).toBeVisible();
  await expect(page.getByText("Redacted", { exact: true }).first()).toBeVisible();
});

test("a merchant searches a section and redacts without JavaScript", async ({ merchant: page, visitor }) => {
  const review = await openReview(page, "fenwick");
  const plain = await visitor({ javaScriptEnabled: false });
  await plain.context().addCookies(await page.context().cookies());
  await plain.goto(review);
  await tabs(plain).getByRole("link", { name: "Orders" }).click();
  await plain.getByRole("searchbox", { name: "Search in Orders" }).fill("NO SUCH THING");
  await plain.getByRole("button", { name: "Search" }).click();
  await expect(plain.getByText("No matching rows.")).toBeVisible();
  await plain.getByRole("searchbox", { name: "Search in Orders" }).fill("fenwick");
  await plain.getByRole("button", { name: "Search" }).click();
  await expect(plain.getByRole("article").first()).toBeVisible();
  await expandRow(plain, 1);
  // A menu is the dialog of its entry, which leads to those of the entry's values.
  await plain.getByRole("link", { name: "Actions for What was ordered, 1, row 1", exact: true }).click();
  await plain.getByRole("dialog").getByRole("link", { name: "Redact: Item", exact: true }).click();
  await expect(plain.getByRole("radio", { name: "This value: What was ordered, 1, Item" })).toBeChecked();
  await plain.getByRole("link", { name: "Cancel" }).click();
  await plain.getByRole("link", { name: "Redact: Total, row 1", exact: true }).click();
  const dialog = plain.getByRole("dialog", { name: "Redact" });
  await dialog.getByRole("combobox", { name: "Reason" }).selectOption({ label: "Another reason" });
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Enter the reason in a few words");
  await dialog.getByRole("textbox", { name: "The reason in a few words" }).fill("our price");
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(statusMessage(plain, "Redacted.")).toBeVisible();
  await expect(plain).toHaveURL(/section=orders&q=fenwick&open=0#row-0$/);
  await expect(plain.getByText("[redacted: our price]")).toBeVisible();
  await plain.getByRole("button", { name: "Undo Total, row 1" }).click();
  await expect(statusMessage(plain, "The redaction has been undone")).toBeVisible();
  await plain.getByRole("button", { name: "Mark as reviewed" }).click();
  await expect(statusMessage(plain, "Marked as reviewed.")).toBeVisible();
  await expect(tabs(plain).getByRole("link", { name: "Reviewed: Orders", exact: false })).toBeVisible();
});

test("a merchant redacts a number everywhere after a look at each place, and undoes all of it", async ({
  merchant: page,
}) => {
  const review = await openReview(page, "zvegelj");
  await tabs(page).getByRole("link", { name: "Profile" }).click();
  await page.getByRole("link", { name: "Redact: Phone, row 1" }).click();
  const one = page.getByRole("dialog", { name: "Redact", exact: true });
  const everywhere = one.getByRole("link", { name: /^Redact everywhere \(\d+\)$/ });
  const name = (await everywhere.textContent()) ?? "";
  const count = Number(/\d+/.exec(name)?.[0]);
  expect(count).toBeGreaterThan(1);
  await everywhere.click();

  // Nothing is done yet: every place is listed, by its section, row and field.
  const dialog = page.getByRole("dialog", { name });
  const places = dialog.getByRole("list", { name: "Places of this value" }).getByRole("listitem");
  await expect(places).toHaveCount(Math.min(count, 20));
  await expect(places.first()).toContainText("Profile · Row 1 · Phone");
  await expect(dialog.getByText("the customer’s own data")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name }).click();
  await expect(dialog.getByRole("alert")).toContainText("Choose a reason");
  await dialog.getByRole("combobox", { name: "Reason" }).selectOption({ label: "Another person’s data" });
  await dialog.getByRole("button", { name }).click();
  await expect(statusMessage(page, `Redacted in ${count} places.`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Redact: Phone, row 1" })).toBeHidden();

  await page.goto(review);
  await expect(page.getByRole("heading", { name: `${count} redactions` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo Profile · Row 1 · Phone" }).click();
  await expect(page.getByRole("heading", { name: `${count - 1} redaction` })).toBeVisible();
  await page
    .getByRole("button", { name: `Undo all (${count - 1})` })
    .first()
    .click();
  await expect(page.getByText("Nothing is redacted")).toBeVisible();
  await page.getByRole("link", { name: /^DR-/ }).click();
  await expect(page.getByText("Redacted everywhere")).toBeVisible();
  await expect(page.getByText("Redactions undone")).toBeVisible();
});
