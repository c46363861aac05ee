import type { Page } from "playwright/test";
import { anyEmail, expect, expectAccessible, signIn, test } from "./fixtures";
import { expectStatus } from "./support";

const newRequest = "/dashboard/demo/requests/new";

/** Fills what a new request needs. */
async function fill(page: Page, name: string, email = "") {
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("textbox", { name: "Email (optional)" }).fill(email);
}

test("staff enter a request that came by letter, with every error at once and nothing lost", async ({
  merchant: page,
}) => {
  await page.goto("/dashboard/demo/requests");
  await page.getByRole("link", { name: "New request" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New request" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Date of receipt").fill("2999-01-01");
  await page.getByRole("radio", { name: "By letter" }).check();
  await page.getByRole("textbox", { name: "Email (optional)" }).fill("not an address");
  await page.getByRole("combobox", { name: "Country (optional)" }).selectOption("Germany");
  await page.getByRole("combobox", { name: "How did you check who this is?" }).selectOption("Another way");
  await page.getByRole("textbox", { name: "Note (optional)" }).fill("Two pages, by hand");
  await page.getByRole("button", { name: "Add request" }).click();
  const problems = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(problems).toBeFocused();
  for (const text of ["in the future", "name of the person", "such as name@example.com", "Describe in a few words"])
    await expect(problems).toContainText(text);
  await expectAccessible(page);
  await expect(page.getByRole("radio", { name: "By letter" })).toBeChecked();
  await expect(page.getByRole("combobox", { name: "Country (optional)" })).toHaveValue("DE");
  await expect(page.getByRole("textbox", { name: "Note (optional)" })).toHaveValue("Two pages, by hand");

  const received = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Date of receipt").fill(received);
  await fill(page, "Agathe Brief", anyEmail("agathe"));
  await page.getByRole("textbox", { name: "How you checked it" }).fill("Her signature is on file");
  await page.getByRole("button", { name: "Add request" }).click();
  await expectStatus(page, "has been added");
  await expect(page.getByText("By letter").first()).toBeVisible();
  await expect(page.getByText("Another way: Her signature is on file")).toBeVisible();
  await expect(page.getByText("Two pages, by hand")).toBeVisible();
  await expectAccessible(page);
});

test("without JavaScript staff pick a customer, and who asks again joins the open request", async ({ visitor }) => {
  const page = await visitor({ javaScriptEnabled: false });
  await signIn(page);
  await page.goto(newRequest);
  await page.getByRole("searchbox", { name: "Search customers" }).fill("großmann");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: /^Use/ }).first().click();
  await expect(page.getByText("Änne Großmann").first()).toBeVisible();
  await page.getByRole("button", { name: "Add request" }).click();
  await expectStatus(page, "has been added");
  const { pathname } = new URL(page.url());

  await page.goto(newRequest);
  await page.getByRole("searchbox", { name: "Search customers" }).fill("großmann");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: /^Use/ }).first().click();
  await page.getByRole("button", { name: "Add request" }).click();
  await expectStatus(page, "has an open request already");
  expect(new URL(page.url()).pathname).toBe(pathname);
});

test("what was typed stays when the customer is searched for and chosen afterwards", async ({ merchant: page }) => {
  await page.goto(newRequest);
  const note = page.getByRole("textbox", { name: "Note (optional)" });
  const email = page.getByRole("textbox", { name: "Email (optional)" });
  const phone = page.getByRole("textbox", { name: "Phone (optional)" });
  await page.getByRole("radio", { name: "By letter" }).check();
  await fill(page, "Änne", "typed@mail.example");
  await note.fill("Two pages, by hand");
  const search = page.getByRole("searchbox", { name: "Search customers" });
  await search.fill("großmann");
  await search.press("Enter");
  await page.getByRole("link", { name: /^Use/ }).first().click();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Customer", exact: true })).toBeFocused();
  await expect(page.getByRole("radio", { name: "By letter" })).toBeChecked();
  await expect(note).toHaveValue("Two pages, by hand");
  await expect(email).toHaveValue("typed@mail.example");
  // Theirs, as nothing was typed.
  await expect(phone).toHaveValue(/\d/);
  expect(page.url()).not.toMatch(/typed|pages/);
  await page.getByRole("link", { name: "Choose another" }).click();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toBeVisible();
  await expect(note).toHaveValue("Two pages, by hand");
  await expectAccessible(page);
});
