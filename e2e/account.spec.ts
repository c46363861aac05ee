import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { makeMember, PASSWORD } from "./members";
import { expectAlert, expectStatus } from "./support";

test("a merchant's own language beats the browser's, also at their next sign-in, and their time zone shows times of day", async ({
  merchant,
  visitor,
  inbox,
}) => {
  const email = anyEmail("polyglot");
  const page = await makeMember(merchant, visitor, inbox, email);
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("link", { name: "Kunden" })).toBeVisible();

  await page.goto("/account");
  await expect(page.getByLabel("Sprache")).toHaveValue("de");
  await page.getByLabel("Zeitzone").selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: "Speichern" }).click();
  await expectStatus(page, "Ihre Sprache und Zeitzone wurden gespeichert.");
  await expect(page.getByRole("listitem").filter({ hasText: "dieser Browser" })).toContainText("GMT+9");
  await expectAccessible(page);

  const elsewhere = await visitor();
  await elsewhere.goto("/sign-in");
  await elsewhere.getByRole("textbox", { name: "Email" }).fill(email);
  await elsewhere.getByLabel("Password").fill(PASSWORD);
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await expect(elsewhere.getByRole("link", { name: "Kunden" })).toBeVisible();
  await elsewhere.getByRole("button", { name: "English" }).click();
  await expect(elsewhere.getByRole("link", { name: "Customers" })).toBeVisible();
});

test("a merchant changes their address once both inboxes have confirmed it", async ({ merchant, visitor, inbox }) => {
  const [email, to] = [anyEmail("former"), anyEmail("latter")];
  const page = await makeMember(merchant, visitor, inbox, email);
  await page.goto("/account");
  await page.getByLabel("New email address").fill(to);
  await page.getByLabel("Current password").last().fill("not my password");
  await page.getByRole("button", { name: "Change address" }).click();
  await expectAlert(page, "That is not your current password.");
  await page.getByLabel("Current password").last().fill(PASSWORD);
  await page.getByRole("button", { name: "Change address" }).click();
  await expectStatus(page, "We have sent an email to both addresses.");
  await expectAccessible(page);

  await page.goto((await inbox(to, "new sign-in address")).link("Confirm the change"));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirm the change" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Confirmed" })).toBeVisible();
  const link = (await inbox(email, "change of your sign-in address")).link("Confirm the change");
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm the change" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The address has been changed" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to your account" }).click();
  await expect(page.getByText(`You are signed in as ${to}`)).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1, name: "This link is no longer valid" })).toBeVisible();
});

test("whoever did not ask for a change of address stops it, which signs the account out, without JavaScript too", async ({
  merchant,
  visitor,
  inbox,
}) => {
  const email = anyEmail("owner");
  const thief = await makeMember(merchant, visitor, inbox, email);
  await thief.goto("/account");
  await thief.getByLabel("New email address").fill(anyEmail("thief"));
  await thief.getByLabel("Current password").last().fill(PASSWORD);
  await thief.getByRole("button", { name: "Change address" }).click();
  await expectStatus(thief, "We have sent an email to both addresses.");

  const page = await visitor({ javaScriptEnabled: false });
  await page.goto((await inbox(email, "change of your sign-in address")).link("Confirm the change"));
  await page.getByRole("button", { name: "This wasn't me" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The change has been stopped" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Set a new password" })).toBeVisible();
  await thief.reload();
  await expect(thief).toHaveURL(/\/sign-in/);
});

test("a merchant's stores are listed and searched", async ({ merchant }) => {
  await merchant.goto("/dashboard");
  await merchant.getByRole("searchbox", { name: "Search your stores" }).fill("nowhere");
  await merchant.getByRole("button", { name: "Search" }).click();
  await expect(merchant.getByText("None of your stores has this in its name.")).toBeVisible();
  await merchant.goto("/dashboard");
  await expectAccessible(merchant);
  await merchant.getByRole("listitem").getByRole("link").click();
  await expect(merchant).toHaveURL(/\/dashboard\/demo\/requests/);
});
