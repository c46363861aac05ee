import { expect, expectAccessible, signIn, test } from "./fixtures";
import { owner } from "./server";

test("a wrong password and an unknown address get the same message", async ({ page }) => {
  const messages: string[] = [];
  for (const address of [owner, "nobody@demo.example"]) {
    await page.goto("/sign-in");
    await page.getByRole("textbox", { name: "Email" }).fill(address);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    const alert = page.getByRole("alert").filter({ hasText: "incorrect" });
    await expect(alert).toBeVisible();
    messages.push(await alert.innerText());
  }
  expect(messages[0]).toBe(messages[1]);
  await expectAccessible(page);
});

test("guessing passwords is limited", async ({ page }) => {
  for (let round = 0; round < 6; round++) {
    await page.goto("/sign-in");
    await page.getByRole("textbox", { name: "Email" }).fill("guessed@demo.example");
    await page.getByLabel("Password").fill(`guess ${round}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: round < 5 ? "incorrect" : "too many" })).toBeVisible();
  }
});

test("the dashboard requires a session, and another store is not found", async ({ page, visitor }) => {
  await page.goto("/dashboard/demo/customers");
  await expect(page).toHaveURL(/\/sign-in/);
  const merchant = await visitor();
  await signIn(merchant);
  for (const path of [
    "/dashboard/other/requests",
    "/dashboard/demo/requests/00000000-0000-7000-8000-000000000000",
    "/dashboard/demo/customers/not-an-id",
    "/dashboard/demo/exports/00000000-0000-7000-8000-000000000000",
  ]) {
    const response = await merchant.goto(path);
    expect(response?.status(), path).toBe(404);
  }
});

test("customers are found by name without accents, by email, phone and order number", async ({ merchant: page }) => {
  await page.goto("/dashboard/demo/customers");
  await expectAccessible(page);
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await page.goto("/dashboard/demo/customers");
  await page
    .getByRole("searchbox", { name: "Search customers" })
    .fill(name.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase());
  await page.getByRole("searchbox", { name: "Search customers" }).press("Enter");
  await expect(page.getByRole("table").getByRole("link", { name }).first()).toBeVisible();
});

test("part of a name finds everyone who has it", async ({ merchant: page }) => {
  await page.goto("/dashboard/demo/customers");
  await page.getByRole("searchbox", { name: "Search customers" }).fill("max");
  await page.getByRole("searchbox", { name: "Search customers" }).press("Enter");
  await expect(page.getByRole("table").getByRole("link", { name: /^Max / })).toBeVisible();
  await expect(page.getByRole("table").getByRole("link", { name: /^Maximilian / })).toBeVisible();
  await expectAccessible(page);
});

test("without guest support the page offers sign-in and refuses a guest's form", async ({ merchant, page }) => {
  await page.goto("/s/demo");
  await page.getByRole("textbox", { name: "Email" }).fill("late@mail.example");

  const support = merchant.getByRole("checkbox", { name: "Support guest visitors" });
  await merchant.goto("/dashboard/demo/settings/data-requests");
  await expectAccessible(merchant);
  await expect(support).toBeChecked();
  await support.uncheck();
  await merchant.getByRole("button", { name: "Save", exact: true }).click();
  await expect(merchant.getByRole("status").filter({ hasText: /saved/i })).toBeVisible();

  // The form that was already open.
  await page.getByRole("button", { name: "Request data export" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "sign in" })).toBeVisible();
  await page.goto("/s/demo");
  await expect(
    page
      .getByRole("link", { name: "Sign in" })
      .or(page.getByRole("button", { name: "Sign in" }))
      .first(),
  ).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveCount(0);
  await expectAccessible(page);

  await support.check();
  await merchant.getByRole("button", { name: "Save", exact: true }).click();
  await expect(merchant.getByRole("status").filter({ hasText: /saved/i })).toBeVisible();
  await merchant.reload();
  await expect(support).toBeChecked();
});

test("notifications have a checkbox for each event and side", async ({ merchant: page }) => {
  await page.goto("/dashboard/demo/settings/notifications");
  await expectAccessible(page);
  for (const event of [
    "Request made",
    "Request verified",
    "Export ready",
    "Request answered",
    "Request refused",
    "Request cancelled",
    "Export failed",
  ])
    for (const side of ["customer", "store"])
      await expect(page.getByRole("checkbox", { name: `${event}: ${side}`, exact: true })).toBeVisible();
  const refusal = page.getByRole("checkbox", { name: "Request refused: customer" });
  await expect(refusal).toBeDisabled();
  await page.getByRole("checkbox", { name: "Request refused: store" }).setChecked(false);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").filter({ hasText: /saved/i })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Request refused: store" })).not.toBeChecked();
  await expect(refusal).toBeChecked();
});

test("the mailbox shows sent emails", async ({ page }) => {
  await page.goto("/mailbox");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
});

test("pages that no other test opens are accessible", async ({ merchant: page }) => {
  for (const path of [
    "/",
    "/dashboard/demo/exports",
    "/dashboard/demo/requests?tab=unverified",
    "/dashboard/demo/customers?q=nobody-of-this-name",
    "/set-password/no-such-token",
    "/s/demo/verify/no-such-token",
    "/s/demo/sign-in?link=no-such-token",
    "/s/demo/no-such-page",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});
