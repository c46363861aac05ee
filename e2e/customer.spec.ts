import { expect, expectAccessible, test } from "./fixtures";
import { expectStatus, submitForm } from "./support";

test("a signed-in customer requests their data with one click and sees the request in their account", async ({
  page,
  inbox,
}) => {
  await page.goto("/demo/demo");
  await expectAccessible(page);
  await page
    .getByRole("button", { name: /^Sign in as / })
    .first()
    .click();
  await page.getByRole("link", { name: "Customer data requests" }).first().click();
  await expect(page.getByText("You're signed in as")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveCount(0);
  await expectAccessible(page);

  const text = await page.getByText("You're signed in as").innerText();
  const address =
    /[\w.+-]+@[\w.-]+\.example/.exec(text)?.[0] ??
    (await page.getByRole("main").innerText()).match(/[\w.+-]+@[\w.-]+\.example/)?.[0] ??
    "";
  await page.getByRole("button", { name: "Request data export" }).click();
  await expectStatus(page, "has been received");
  const mail = await inbox(address, "received");
  const reference = /DR-\w{4}-\w{4}/.exec(mail.text)?.[0] ?? "none";

  // The account says what happens to it, and withdraws it once that is confirmed.
  await expect(page).toHaveURL(/\/s\/demo\/account$/);
  const request = page.getByRole("listitem").filter({ hasText: reference });
  await expect(request.getByRole("listitem").filter({ hasText: "You made the request" })).toBeVisible();
  await expect(request.locator("[aria-current=step]")).toContainText(/We prepare your data.*Answer due by/s);
  await expectAccessible(page);
  await page.getByRole("link", { name: `Withdraw the request ${reference}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Withdraw this request?" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Withdraw the request" }).click();
  await expectStatus(page, `${reference} has been withdrawn`);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(request.getByText("Withdrawn", { exact: true })).toBeVisible();
  await expect(request.getByRole("link")).toHaveCount(0);
  await inbox(address, "cancelled");
});

test("an emailed sign-in link works once, and leads back to the kind of request that it was asked for", async ({
  page,
  inbox,
}) => {
  const address = "link-reader@mail.example";
  await page.goto("/s/demo/sign-in?next=correction");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Email" }).fill(address);
  await submitForm(page);
  await expectStatus(page, "check your inbox");
  const mail = await inbox(address, "");
  const link = /http:\/\/localhost:\d+\/s\/demo\/sign-in\?\S+/.exec(mail.text)?.[0] ?? "";
  await page.goto(link);
  const onwards = page.getByRole("button", { name: /^Continue as/ });
  await onwards.click({ timeout: 3000 }).catch(() => {}); // a script may have clicked it
  await expect(page.getByText("You're signed in as")).toBeVisible();
  await expect(page).toHaveURL(/\/s\/demo\/correction$/);

  await page.goto(link);
  await expect(page.getByRole("button", { name: /^Continue as/ })).toHaveCount(0);
});

test("a forged or expired hand-off does not sign in", async ({ page }) => {
  const none =
    `${btoa('{"alg":"none"}')}.${btoa('{"sub":"1","email":"a@b.example","email_verified":true}')}.`.replaceAll("=", "");
  for (const token of ["x", "a.b.c", none]) {
    await page.goto(`/s/demo/sign-in?token=${token}`);
    await expect(page.getByRole("button", { name: /^Continue as/ })).toHaveCount(0);
  }
  await page.goto("/s/demo/account");
  await expect(page).toHaveURL(/sign-in/);
});
