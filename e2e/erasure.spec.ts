import type { Page } from "playwright/test";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { expectStatus, openRequestOf } from "./support";

const settings = "/dashboard/demo/settings";

async function saveSetting(page: Page, tab: string, change: () => Promise<void>) {
  await page.goto(`${settings}/${tab}`);
  await change();
  await page.getByRole("button", { name: "Save" }).first().click();
  await expectStatus(page, "have been saved");
}

const waitHours = (page: Page, hours: string) =>
  saveSetting(page, "data-requests", () =>
    page.getByRole("textbox", { name: "Hours until an approved erasure starts" }).fill(hours),
  );

const words = {
  en: {
    email: "Email",
    ask: "Request erasure",
    inbox: "Check your inbox",
    subject: "Verify",
    verify: "Verify request",
  },
  de: {
    ...{ email: "E-Mail", ask: "Löschung verlangen", inbox: "Sehen Sie in Ihrem Postfach nach" },
    ...{ subject: "Bestätigen", verify: "Anfrage bestätigen" },
  },
} as const;

/** Asks for an erasure as a guest, verifies it, and opens it as the owner. */
async function askFor(
  guest: Page,
  page: Page,
  inbox: (to: string, subject: string) => Promise<{ link(name: string): string }>,
  address: string,
  locale: keyof typeof words,
) {
  const { email, ask, subject, verify, ...read } = words[locale];
  await guest.goto("/s/demo/erasure");
  await guest.getByRole("textbox", { name: email }).fill(address);
  await guest.getByRole("button", { name: ask }).click();
  await expect(guest.getByRole("heading", { level: 1, name: read.inbox })).toBeVisible();
  await guest.goto((await inbox(address, subject)).link(verify));
  await guest.getByRole("button", { name: verify }).click();
  const main = guest.getByRole("main");
  await expect(main).toContainText(/has been verified|ist bestätigt/);
  const reference = /DR-\w{4}-\w{4}/.exec(await main.innerText())?.[0] ?? "none";
  await openRequestOf(page, reference);
  await expect(page.getByRole("heading", { name: "Check what will be erased" })).toBeVisible();
  return reference;
}

async function approve(page: Page) {
  await page.getByRole("link", { name: "Approve the erasure" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve the erasure" }).click();
  await expectStatus(page, "The erasure is approved.");
}

test("an erasure is withdrawn by the customer's link, another, in German, is carried out and told", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  test.slow();
  const guest = await visitor();
  const address = anyEmail("erika");
  await saveSetting(page, "request-types", () => page.getByRole("checkbox", { name: "Erasure" }).check());
  await waitHours(page, "1");

  const withdrawn = await askFor(guest, page, inbox, address, "en");
  await expectAccessible(page);
  await approve(page);
  await expect(page.getByRole("heading", { name: "Waiting for the erasure to start" })).toBeVisible();
  await guest.goto((await inbox(address, "Your data will be erased")).link("Withdraw the request"));
  await expect(guest.getByRole("heading", { level: 1, name: "Withdraw this request?" })).toBeVisible();
  await expectAccessible(guest);
  await guest.getByRole("button", { name: "Withdraw" }).click();
  await expect(guest.getByRole("heading", { level: 1, name: "Your request is withdrawn" })).toBeVisible();
  await expectStatus(guest, `Request ${withdrawn} has been withdrawn.`);
  await expect(page.getByRole("heading", { name: "This request has been cancelled" })).toBeVisible();

  await waitHours(page, "0");
  const german = await visitor({ locale: "de-DE" });
  const reference = await askFor(german, page, inbox, address, "de");
  const steps = page.getByRole("list", { name: "Steps of the erasure" });
  await expect(steps.getByRole("listitem").first()).toContainText("Requests: 1");
  await approve(page);
  await expect(page.getByRole("heading", { name: "Finish the erasure" })).toBeVisible();
  await expect(steps.getByRole("listitem").first()).toContainText("Erased");
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Finish", exact: true }).click();
  await page.getByRole("dialog").getByText("Read the email").click();
  await expect(page.getByRole("dialog")).toContainText(`Ihre Daten wurden gelöscht: ${reference}`);
  await page.getByRole("dialog").getByRole("button", { name: "Finish" }).click();
  await expectStatus(page, "The erasure is finished.");
  const letter = await inbox(address, `Ihre Daten wurden gelöscht: ${reference}`);
  expect(letter.text).toContain("Frühere Anfragen: 1");
  await expect(page.getByRole("heading", { level: 1, name: "Erased person" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(address);
});
