import type { Page } from "playwright/test";
import type { Mail } from "./fixtures";
import { expectStatus } from "./support";

/** The password of everyone who joins by `join`. */
export const PASSWORD = "seven green umbrellas";
export const TEAM = "/dashboard/demo/settings/team";

/** Invites someone to the demo store. */
export async function invite(owner: Page, email: string, role: string) {
  await owner.goto(TEAM);
  await owner.getByRole("textbox", { name: "Email" }).fill(email);
  await owner.getByLabel("Role").selectOption(role);
  await owner.getByRole("button", { name: "Invite" }).click();
  await expectStatus(owner, `We have sent an invitation to ${email}.`);
}

/** Accepts the invitation on the page, as someone new. */
export async function join(page: Page) {
  await page.getByRole("textbox", { name: "Your name" }).fill("Robin New");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Accept the invitation" }).click();
}

/** A page of someone who has accepted an invitation. */
export async function makeMember(
  owner: Page,
  visitor: () => Promise<Page>,
  inbox: (address: string, subject: string) => Promise<Mail>,
  email: string,
): Promise<Page> {
  await invite(owner, email, "Staff");
  const page = await visitor();
  await page.goto((await inbox(email, "Invitation")).link("Accept the invitation"));
  await join(page);
  await expectStatus(page, "you are a member of");
  return page;
}
