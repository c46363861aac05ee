import type { Page } from "playwright/test";
import { anyEmail, expect, expectAccessible, signIn, test } from "./fixtures";
import { owner } from "./server";
import { chooseAction, expectAlert, expectStatus, openRequestOf, requestAndVerify } from "./support";

const TEXTS = "/dashboard/demo/settings/texts";
const RECEIVED = "Your request has been received";

const box = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const restore = (page: Page, part: string) =>
  page.getByRole("button", { name: new RegExp(`^Back to the default\\s+for ${part}$`) });
/** The preview that an act loads into its frame, which runs no script, not even a test's. */
const previewAfter = async (page: Page, act: () => Promise<unknown>) => {
  // One that still loads is an earlier act's.
  await page.waitForLoadState("networkidle");
  const answer = page.waitForResponse(/\/texts\/preview/);
  await act();
  return await (await answer).text();
};
const updatePreview = (page: Page) =>
  previewAfter(page, () => page.getByRole("button", { name: "Update the preview" }).press("Enter"));
/** Axe waits for ever for a frame that runs no script. Before the test goes to another page. */
const expectAccessibleForm = async (page: Page) => {
  await page.locator('iframe[title="Preview"]').evaluate((frame) => frame.remove());
  await expectAccessible(page);
};
const saveTexts = async (page: Page) => {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectStatus(page, "Customers read them from now on");
};

test("an owner writes an email's texts, tries them out, and customers of that language read them", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  await page.goto(TEXTS);
  await expectAccessible(page);
  const row = page.getByRole("row", { name: RECEIVED });
  await expect(row.getByRole("link")).toHaveText([/Default/, /Default/]);
  const first = await previewAfter(page, () => row.getByRole("link", { name: "English" }).click());
  expect(first).toContain("There's nothing more you need to do.");
  await expect(page.getByText("There is no text of your own in English: customers read the default.")).toBeVisible();
  await expect(box(page, "Opening")).toHaveValue(/^\{store\} has received your request/);

  await box(page, "Subject").fill("Thank you: {reference} has been received");
  await box(page, "Opening").fill("Thank you for writing.\n\nWe answer by {due}.");
  await box(page, "Closing").fill("Kind regards\n{store}");
  const preview = await updatePreview(page);
  expect(preview).toContain('Subject: <b class="ink">Thank you: DR-7K3F-9QXM has been received</b>');
  expect(preview).toContain("Thank you for writing.");
  expect(preview).toContain("Kind regards<br/>Alder &amp; Finch");
  await page.getByRole("button", { name: "Send a test email to me" }).click();
  await expectStatus(page, `A test email is on its way to ${owner}.`);
  await expect(box(page, "Closing")).toHaveValue("Kind regards\n{store}");
  const trial = await inbox(owner, "[Test] Thank you");
  expect(trial.text).toContain("A member of Alder & Finch sent this test to themselves.");

  await expect(page.getByText("Unsaved changes")).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(box(page, "Closing")).toHaveValue("");
  await box(page, "Subject").fill("Thank you: {reference} has been received");
  await box(page, "Opening").fill("Thank you for writing.\n\nWe answer by {due}.");
  expect(await previewAfter(page, () => saveTexts(page))).toContain("Thank you for writing.");
  await expect(page.getByText(/^Your own text, by /)).toHaveCount(2);
  await expectAccessibleForm(page);
  const english = anyEmail("texts");
  await requestAndVerify(await visitor(), inbox, english);
  const mail = await inbox(english, "Thank you: DR-");
  expect(mail.text).toMatch(
    /Thank you for writing\.\n\nWe answer by \d+ \w+ 20\d\d\.\n\nYour data will be sent shortly\. You'll hear from us by/,
  );
  const german = anyEmail("texte");
  const reader = await visitor({ locale: "de-DE" });
  await reader.goto("/s/demo");
  await reader.getByRole("textbox", { name: "E-Mail", exact: true }).fill(german);
  await reader.getByRole("button", { name: "Datenexport anfordern" }).click();
  await reader.goto((await inbox(german, "Bestätigen")).link("Anfrage bestätigen"));
  await reader.getByRole("button", { name: "Anfrage bestätigen" }).click();
  await inbox(german, "Wir haben Ihre Datenanfrage");

  await page.goto(TEXTS);
  await expect(row.getByRole("link")).toHaveText([/Changed/, /Default/]);
  await row.getByRole("link", { name: "English" }).click();
  for (const part of ["Subject", "Opening"]) {
    await restore(page, part).click();
    await expect(restore(page, part)).toHaveCount(0);
  }
  await expect(box(page, "Opening")).toHaveValue(/^\{store\} has received your request/);
});

for (const javaScriptEnabled of [true, false])
  test(`a text with a link and an unknown variable is refused, ${javaScriptEnabled ? "with the keyboard alone" : "without JavaScript"}`, async ({
    visitor,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    await signIn(page);
    await page.goto(`${TEXTS}/delivery-link?language=de`);
    await box(page, "Subject").fill("");
    await box(page, "Subject").pressSequentially("Hier: {nummer}");
    await box(page, "Closing").fill("Mehr auf www.evil.example <b>");
    await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
    await expectAlert(page, "{nummer} cannot be named here");
    await expectAlert(page, "A text cannot hold links");
    await expectAlert(page, "leave out HTML");
    if (javaScriptEnabled)
      await expect(page.getByRole("alert").filter({ hasText: "There is a problem" })).toBeFocused();
    await expect(box(page, "Closing")).toHaveValue("Mehr auf www.evil.example <b>");
    expect(await updatePreview(page)).toContain("A text cannot hold links");
    await box(page, "Subject").fill("Hier: {reference}");
    await box(page, "Closing").fill("Viele Grüße");
    const preview = await updatePreview(page);
    expect(preview).toContain("Hier: DR-7K3F-9QXM");
    expect(preview).toContain("Viele Grüße");
    await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
    await expectStatus(page, "Customers read them from now on");
    await expect(box(page, "Subject")).toHaveValue("Hier: {reference}");
    for (const part of ["Subject", "Closing"]) {
      await restore(page, part).press("Enter");
      await expect(restore(page, part)).toHaveCount(0);
    }
    await expect(box(page, "Subject")).toHaveValue("Ihre Daten liegen bereit: {reference}");
  });

test("the request page begins with the store's own words, as text, in their language", async ({
  merchant: page,
  visitor,
}) => {
  await page.goto(`${TEXTS}/request-page?language=en`);
  await box(page, "Introduction").fill("Hello from {store}.\nAsk us > anything.");
  await saveTexts(page);
  const reader = await visitor();
  await reader.goto("/s/demo");
  await expect(reader.getByText("Hello from Alder & Finch.\nAsk us > anything.")).toBeVisible();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Customer data requests");
  await expectAccessible(reader);
  const german = await visitor({ locale: "de-DE" });
  await german.goto("/s/demo");
  await expect(german.getByText("Fordern Sie eine Kopie der Daten an")).toBeVisible();
  await page.goto(`${TEXTS}/request-page?language=en`);
  await restore(page, "Introduction").click();
  await expect(box(page, "Introduction")).toHaveValue(/^Ask for a copy/);
});

test("staff insert a template into a refusal, those in the customer's language first", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  await page.goto(TEXTS);
  await expect(page.getByText("There are no templates yet.")).toBeVisible();
  for (const [name, language] of [
    ["Schon gefragt", "Deutsch"],
    ["Asked again", "English"],
  ] as const) {
    await page.goto(`${TEXTS}/templates/new`);
    if (language === "English") {
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expectAlert(page, "Enter the text of the template.");
      await expectAccessible(page);
    }
    await box(page, "Name").fill(name);
    await page.getByRole("combobox", { name: "Language" }).selectOption(language);
    await box(page, "Text").fill(`${name}: last week.`);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expectStatus(page, "The template has been saved.");
  }
  await expectAccessible(page);
  const address = anyEmail("template");
  await requestAndVerify(await visitor(), inbox, address);
  await openRequestOf(page, address);
  await chooseAction(page, "Refuse");
  const dialog = page.getByRole("dialog");
  const choice = dialog.getByRole("combobox", { name: "Template" });
  await expect(choice.getByRole("option")).toHaveText(["None", "Asked again", "Schon gefragt"]);
  await expectAccessible(page);
  await choice.focus();
  await page.keyboard.press("ArrowDown");
  await dialog.getByRole("button", { name: "Insert" }).press("Enter");
  const reason = dialog.getByRole("textbox", { name: "Reason" });
  await expect(reason).toBeFocused();
  await expect(reason).toHaveValue("Asked again: last week.");
  await dialog.getByRole("button", { name: "Refuse" }).click();
  expect((await inbox(address, "refused")).text).toContain("Asked again: last week.");

  for (const name of ["Asked again", "Schon gefragt"]) {
    await page.goto(TEXTS);
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("link", { name: "Delete" }).click();
    const question = page.getByRole("dialog", { name: "Delete this template?" });
    await expectAccessible(page);
    await question.getByRole("button", { name: "Delete" }).click();
    await expectStatus(page, "The template has been deleted.");
  }
  await expect(page.getByText("There are no templates yet.")).toBeVisible();
});
