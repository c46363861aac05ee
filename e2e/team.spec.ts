import type { Page } from "playwright/test";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { invite, join, makeMember, PASSWORD, TEAM } from "./members";
import { expectAlert, expectStatus } from "./support";

test("an owner invites a colleague, who chooses a password; once removed, they are out at their next click", async ({
  merchant,
  visitor,
  inbox,
}) => {
  const email = anyEmail("colleague");
  await invite(merchant, email, "Viewer");
  await expect(merchant.getByText(/open invitation/)).toBeVisible();
  await expectAccessible(merchant);

  const colleague = await visitor();
  await colleague.goto((await inbox(email, "Invitation")).link("Accept the invitation"));
  await expect(colleague.getByRole("heading", { level: 1, name: /^Join / })).toBeVisible();
  await expectAccessible(colleague);
  await colleague.getByRole("button", { name: "Accept the invitation" }).click();
  await expectAlert(colleague, "Choose a password of at least 12 characters.");
  await join(colleague);
  await expectStatus(colleague, "you are a member of");
  await expect(colleague.getByRole("table")).toBeVisible();

  await merchant.goto(TEAM);
  const row = merchant.getByRole("listitem").filter({ hasText: email });
  await expect(row).toContainText("Viewer");
  await row.getByRole("button", { name: "Actions" }).click();
  await merchant.getByRole("menuitem", { name: "Change role" }).click();
  await expectAccessible(merchant);
  await merchant.getByRole("radio", { name: /^Staff/ }).check();
  await merchant.getByRole("button", { name: "Change role" }).click();
  await expectStatus(merchant, "The role has been changed.");
  await expect(row).toContainText("Staff");

  await row.getByRole("button", { name: "Actions" }).click();
  await merchant.getByRole("menuitem", { name: "Remove" }).click();
  await expect(merchant.getByRole("dialog")).toContainText("They lose access with their next click");
  await merchant.getByRole("button", { name: "Remove" }).click();
  await expectStatus(merchant, "The member has been removed.");
  await colleague.reload();
  await expect(colleague.getByRole("heading", { level: 1, name: "Nothing is here" })).toBeVisible();
});

test("who has an account accepts by signing in; the link works for nobody else, and once", async ({
  merchant,
  visitor,
  inbox,
}) => {
  const email = anyEmail("returning");
  const page = await makeMember(merchant, visitor, inbox, email);
  await removeMember(merchant, email);
  await page.context().clearCookies();

  await invite(merchant, email, "Staff");
  const link = (await inbox(email, "Invitation")).link("Accept the invitation");
  await merchant.goto(link);
  await expect(merchant.getByRole("heading", { name: "This invitation is for someone else" })).toBeVisible();
  await expectAccessible(merchant);

  await page.goto(link);
  await expect(page.getByText("You have a Dossier account already")).toBeVisible();
  await page.getByLabel("Password").fill("not my password");
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  await expectAlert(page, "The email address or password is incorrect.");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  await expectStatus(page, "you are a member of");

  const stranger = await visitor();
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: "This invitation is no longer valid" })).toBeVisible();
  await expectAccessible(stranger);
});

test("with the keyboard alone an owner sends an invitation again and withdraws it, and cannot leave as the only owner", async ({
  merchant,
  visitor,
  inbox,
}) => {
  const email = anyEmail("called-off");
  await merchant.goto(TEAM);
  const field = merchant.getByRole("textbox", { name: "Email" });
  const type = async (text: string) => {
    await field.focus();
    await merchant.keyboard.type(text);
    await merchant.keyboard.press("Enter");
  };
  await type(email);
  await expectStatus(merchant, `We have sent an invitation to ${email}.`);
  const link = (await inbox(email, "Invitation")).link("Accept the invitation");
  await type(email);
  await expectAlert(merchant, "This address has been invited already.");
  await expect(merchant.getByRole("alert").filter({ hasText: "There is a problem" })).toBeFocused();

  const row = merchant.getByRole("listitem").filter({ hasText: email });
  await row.getByRole("button", { name: "Resend" }).press("Enter");
  await expectStatus(merchant, "We have sent the invitation");
  await row.getByRole("button", { name: "Withdraw" }).press("Enter");
  await expectStatus(merchant, "The invitation has been withdrawn.");
  await expect(merchant.locator("body")).not.toBeFocused();
  const page = await visitor();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This invitation is no longer valid" })).toBeVisible();

  const you = merchant.getByRole("listitem").filter({ hasText: "(you)" }).getByRole("button", { name: "Actions" });
  await you.press("Enter");
  await expect(merchant.getByRole("menuitem", { name: "Change role" })).toBeFocused();
  await merchant.keyboard.press("End");
  await merchant.keyboard.press("Enter");
  await expect(merchant.getByRole("dialog")).toContainText("This is the store's only owner");
  await merchant.keyboard.press("Escape");
  await expect(merchant.getByRole("dialog")).toBeHidden();
  await expect(you).toBeFocused();
});

test("a member who forgot their password sets a new one, which signs them out everywhere else", async ({
  merchant,
  visitor,
  inbox,
  page,
}) => {
  const email = anyEmail("forgetful");
  const elsewhere = await makeMember(merchant, visitor, inbox, email);
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Check your inbox" })).toBeVisible();
  await expect(page).toHaveTitle(/Check your inbox/);

  await page.goto((await inbox(email, "Set a new password")).link("Set a new password"));
  await page.getByLabel("New password").fill("eight purple umbrellas");
  await page.getByRole("button", { name: "Save password and sign in" }).click();
  await page.waitForURL("**/dashboard/demo/requests");
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test("signing in, a forgotten password and an invitation work without JavaScript", async ({
  merchant,
  visitor,
  inbox,
}) => {
  const email = anyEmail("plain");
  await invite(merchant, email, "Staff");
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto((await inbox(email, "Invitation")).link("Accept the invitation"));
  await join(page);
  await expect(page).toHaveURL(/\/dashboard\/demo\/requests/);
  await page.context().clearCookies();

  await page.goto("/forgot-password");
  await page.getByRole("textbox", { name: "Email" }).fill("not an address");
  await page.getByRole("button", { name: "Send link" }).click();
  await expectAlert(page, "Enter an email address such as name@example.com.");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Check your inbox" })).toBeVisible();
  await page.goto((await inbox(email, "Set a new password")).link("Set a new password"));
  await page.getByLabel("New password").fill("eight purple umbrellas");
  await page.getByRole("button", { name: "Save password and sign in" }).click();
  await expect(page).toHaveURL(/\/dashboard\/demo\/requests/);
  await page.context().clearCookies();

  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password").fill("eight purple umbrellas");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/dashboard\/demo\/requests/);
});

async function removeMember(owner: Page, email: string) {
  await owner.goto(TEAM);
  await owner.getByRole("listitem").filter({ hasText: email }).getByRole("button", { name: "Actions" }).click();
  await owner.getByRole("menuitem", { name: "Remove" }).click();
  await owner.getByRole("button", { name: "Remove" }).click();
  await expectStatus(owner, "The member has been removed.");
}
