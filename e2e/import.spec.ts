import type { Page, Route } from "playwright/test";
import { expect, expectAccessible, signIn, test } from "./fixtures";
import { expectStatus, searchCustomers } from "./support";

const HEADER = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing";
const customers = [HEADER, ...rows(1, 1500), "9001,Broken,Row,broken@import.example,perhaps", ...rows(1501, 3000)].join(
  "\n",
);

test("an owner drops files, sees the problems, imports, leaves and comes back to the counts", async ({
  merchant: page,
}) => {
  await page.goto("/dashboard/demo/customers");
  await page.getByRole("link", { name: "Import customers and orders" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Import customers and orders" })).toBeVisible();
  await expectAccessible(page);
  // By keyboard there is the field, which needs no dragging.
  await page.getByLabel("Choose files").focus();
  await expect(page.getByLabel("Choose files")).toBeFocused();

  await drop(page, "notes.csv", "a,b\n1,2\n");
  // The check of a small file may end before the page asks how it goes.
  const afterCheck = async (route: Route) => {
    const other = await page.context().newPage();
    await other.goto("/dashboard/demo/import");
    await expect(other.getByRole("heading", { name: "Import failed" })).toBeVisible();
    await other.close();
    await route.continue();
  };
  await page.route(/\/import\?.*_rsc=/, afterCheck, { times: 1 });
  await page.getByRole("button", { name: "Upload and check" }).click();
  await expect(page.getByRole("heading", { name: "Import failed" })).toBeVisible();
  await expect(
    page.getByText("notes.csv is not Shopify's export of customers: line 1 lacks the columns"),
  ).toBeVisible();

  await drop(page, "customers.csv", customers);
  await page.getByLabel("Choose files").setInputFiles("test/fixtures/shopify-csv/w-orders.csv");
  await expect(page.getByRole("list", { name: "Chosen files" }).getByRole("listitem")).toHaveCount(2);
  await page.getByRole("button", { name: "Upload and check" }).click();
  await expect(page.getByRole("heading", { name: "What this import would change" })).toBeVisible();
  await expectAccessible(page);
  const counts = page.getByRole("table", { name: "Counts by file" });
  await expect(counts.getByRole("row").filter({ hasText: "customers.csv" })).toContainText("3,000");
  await expect(page.getByText("1 row cannot be imported")).toBeVisible();
  const problem = page.getByRole("table", { name: "Problems in customers.csv" }).getByRole("row").nth(1);
  await expect(problem).toContainText("1,502");
  await expect(problem).toContainText('is neither "yes" nor "no"');
  await searchCustomers(page, "n2000@import.example");
  // In other words where a live source was not searched.
  await expect(page.getByRole("main")).toContainText(/Nobody (found|in the records)/);

  await page.goto("/dashboard/demo/import");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expectStatus(page, "The import has started");
  await page.goto("/dashboard/demo/requests");
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible({ timeout: 60_000 });
  await expect(counts.getByRole("row").filter({ hasText: "customers.csv" })).toContainText("3,000");
  await expect(page.getByText("1 row was not imported")).toBeVisible();
  await expect(page.getByRole("table", { name: "Past imports" }).getByRole("row").nth(1)).toContainText("3,000 new");
  await searchCustomers(page, "n2000@import.example");
  await expect(page.getByRole("table").getByRole("link")).toHaveCount(1);
});

test("without JavaScript the page names the command that imports", async ({ visitor }) => {
  const page = await visitor({ javaScriptEnabled: false });
  await signIn(page);
  await page.goto("/dashboard/demo/import");
  await expect(page.getByText("npm run admin -- import --store demo")).toBeVisible();
  await expect(page.getByRole("button", { name: "Upload and check" })).toBeHidden();
});

function rows(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const number = from + index;
    return `${700_000 + number},Nora,Number ${number},n${number}@import.example,yes`;
  });
}

/** Drops a file on the page's area, as a browser does. */
async function drop(page: Page, name: string, content: string) {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ""], fileName ?? "", { type: "text/csv" }));
      return transfer;
    },
    [name, content],
  );
  await page.getByText("Drop Shopify's CSV files here").dispatchEvent("drop", { dataTransfer });
}
