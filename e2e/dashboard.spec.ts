import { expect, expectAccessible, signIn, test } from "./fixtures";
import { owner } from "./server";
import { expectAlert, firstRow, save, searchCustomers, trySignIn } from "./support";

test("a wrong password and an unknown address get the same message", async ({ page }) => {
  const messages: string[] = [];
  for (const address of [owner, "nobody@demo.example"]) {
    await trySignIn(page, address, "not the password");
    const alert = page.getByRole("alert").filter({ hasText: "incorrect" });
    await expect(alert).toBeVisible();
    messages.push(await alert.innerText());
  }
  expect(messages[0]).toBe(messages[1]);
  await expectAccessible(page);
});

test("guessing passwords is limited", async ({ page }) => {
  for (let round = 0; round < 6; round++) {
    await trySignIn(page, "guessed@demo.example", `guess ${round}`);
    await expectAlert(page, round < 5 ? "incorrect" : "too many");
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
  const plain = await visitor({ javaScriptEnabled: false });
  await signIn(plain);
  await plain.goto("/dashboard/demo/requests/00000000-0000-7000-8000-000000000000");
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText("Nothing is here");
});

test("customers are found by name without accents, by email, phone and order number", async ({ merchant: page }) => {
  await page.goto("/dashboard/demo/customers");
  await expectAccessible(page);
  await firstRow(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await searchCustomers(page, name.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase());
  await expect(page.getByRole("table").getByRole("link", { name }).first()).toBeVisible();
});

test("part of a name finds everyone who has it", async ({ merchant: page }) => {
  await searchCustomers(page, "max");
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
  await save(merchant);

  // The form that was already open.
  await page.getByRole("button", { name: "Request data export" }).click();
  await expectAlert(page, "sign in");
  await page.goto("/s/demo");
  const signInControl = page.getByRole("link", { name: "Sign in" }).or(page.getByRole("button", { name: "Sign in" }));
  await expect(signInControl.first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveCount(0);
  await expectAccessible(page);

  await support.check();
  await save(merchant);
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
  await save(page);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Request refused: store" })).not.toBeChecked();
  await expect(refusal).toBeChecked();
});

for (const javaScriptEnabled of [true, false])
  test(`a store chooses what it hears of deliveries and due dates, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    visitor,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    await signIn(page);
    await page.goto("/dashboard/demo/settings/notifications");
    const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
    await expect(box("Request assigned: store")).toBeChecked();
    await expect(box("Request assigned: store")).toBeDisabled();
    await expect(box("Delivery sent: customer")).toBeDisabled();
    for (const name of [
      "Request assigned",
      "Delivery failed",
      "Due soon",
      "Due today",
      "Overdue",
      "Request made again",
    ])
      await expect(box(`${name}: customer`)).toHaveCount(0);
    const changed = ["Delivery opened: store", "Due soon: store", "Delivery downloaded: customer"];
    const before = await Promise.all(changed.map((name) => box(name).isChecked()));
    expect(before).toEqual([false, true, true]);
    for (const [index, name] of changed.entries()) await box(name).setChecked(!before[index]);
    await save(page);
    await page.reload();
    for (const [index, name] of changed.entries()) await expect(box(name)).toBeChecked({ checked: !before[index] });
    for (const [index, name] of changed.entries()) await box(name).setChecked(before[index] === true);
    await save(page);
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
    "/dashboard/demo/requests?state=unverified",
    "/dashboard/demo/customers?q=nobody-of-this-name",
    "/forgot-password?sent=1",
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
