import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { openArchive } from "./archive";
import { expect, expectAccessible, signIn, test } from "./fixtures";
import { expectAlert, expectStatus, exportCustomer, save } from "./support";

const settings = "/dashboard/demo/settings/information";

test("the owner's processing information is in the next export, as text", async ({ merchant: page, visitor }) => {
  const text = `DHL and <script>alert("x")</script> Stripe`;
  const orders = page.getByRole("group", { name: "Orders" });
  const recipients = orders.getByRole("textbox", { name: "Recipients" });
  const restore = orders.getByRole("button", { name: /^Restore the default text\s+for Orders, Recipients$/ });
  await page.goto(settings);
  await page.locator("summary").filter({ hasText: "Orders" }).click();
  await expectAccessible(page);
  const first = await recipients.inputValue();
  expect(first).toContain("our payment and shipping providers");
  await recipients.fill(text);
  await save(page);
  await expect(recipients).toHaveValue(text);

  await exportCustomer(page);
  const { folder, data } = await openArchive(page);
  const found = Object.entries(data.information.sections);
  expect(found.map(([section]) => section)).toEqual(
    ["profile", "addresses", "orders", "consents", "requests", "messages", "emails"].filter(
      (section) => (data[section] as unknown[]).length > 0,
    ),
  );
  expect(data.information.sections.orders?.recipients).toBe(text);
  expect(readFileSync(path.join(folder, "index.html"), "utf8")).not.toMatch(/<script/i);
  const reader = await visitor();
  await reader.goto(pathToFileURL(path.join(folder, "index.html")).href);
  await reader.getByRole("link", { name: "Information about this data" }).click();
  const information = reader.getByRole("region", { name: "Information about this data" });
  await expect(information.getByRole("heading", { level: 2 })).toBeInViewport();
  await expect(information.getByRole("table", { name: "Orders" }).getByText(text)).toBeVisible();
  await expectAccessible(reader);

  await page.goto(settings);
  await page.locator("summary").filter({ hasText: "Orders" }).click();
  await restore.click();
  await expectStatus(page, "default text has been restored");
  await expect(recipients).toHaveValue(first);
  await expect(restore).toHaveCount(0);
});

test("what is typed before the page's scripts have loaded stays", async ({ merchant: page }) => {
  let load = () => {};
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await loading;
    await route.continue();
  });
  await page.goto(settings, { waitUntil: "commit" });
  const contact = page.getByRole("textbox", { name: "Who is responsible" });
  await contact.fill("Typed early");
  load();
  // React marks the elements that it has taken over.
  await expect
    .poll(() => contact.evaluate((one) => Object.keys(one).some((key) => key.startsWith("__react"))))
    .toBe(true);
  await expect(contact).toHaveValue("Typed early");
});

test("without JavaScript the texts are saved in each language, and one that is too long is refused", async ({
  visitor,
}) => {
  const page = await visitor({ javaScriptEnabled: false });
  await signIn(page);
  await page.goto(settings);
  await page.getByRole("link", { name: "Deutsch" }).click();
  const contact = page.getByRole("textbox", { name: "Who is responsible" });
  await expect(contact).toHaveValue(/verantwortlich/);
  await contact.fill("x".repeat(2001));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectAlert(page, "at most 2,000 characters");
  await expect(contact).toHaveValue(/^x{2001}$/);
  await contact.fill("Wir sind es.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(contact).toHaveValue("Wir sind es.");
  await page.goto(`${settings}?language=en`);
  await expect(contact).toHaveValue(/responsible/);
  await page.goto(`${settings}?language=de`);
  await page.getByRole("button", { name: /^Restore the default text\s+for In general/ }).click();
  await expect(contact).toHaveValue(/verantwortlich/);
});

for (const javaScriptEnabled of [true, false])
  test(`59 texts of 2,000 characters, one of them too long, are refused once and saved when sent again, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({
    visitor,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    await signIn(page);
    await page.goto(settings);
    const texts = page.locator("main textarea");
    await expect(texts).toHaveCount(59);
    const defaults = await texts.evaluateAll((all) => (all as HTMLTextAreaElement[]).map(({ value }) => value));
    // What means something to React's encoding, to JSON and to a form.
    const long = '$K1 [{"$1":"\\\\"}], <b> & "%22" '.repeat(100).slice(0, 1999).trim();
    await texts.evaluateAll((all, text) => {
      for (const one of all as HTMLTextAreaElement[]) one.value = text;
    }, long);
    const contact = page.getByRole("textbox", { name: "Who is responsible" });
    await contact.fill("$".repeat(2001));
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: "at most 2,000 characters" })).toBeVisible();
    await contact.fill(`$${"x".repeat(1999)}`);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(contact).toHaveValue(/^\$x{1999}$/);
    await expect(page.getByRole("status").filter({ hasText: "have been saved" })).toBeVisible();
    await page.reload();
    await expect(texts.last()).toHaveValue(long);
    // As other tests expect it: a default that is saved is none of the store's own.
    await texts.evaluateAll((all, saved) => {
      for (const [index, one] of (all as HTMLTextAreaElement[]).entries()) one.value = saved[index] ?? "";
    }, defaults);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("button", { name: /^Restore the default text/, includeHidden: true })).toHaveCount(0);
    await expect(contact).toHaveValue(/responsible/);
  });

test("the owner sets the delivery method and the retention period", async ({ merchant: page }) => {
  await page.goto("/dashboard/demo/settings/delivery");
  await expectAccessible(page);
  const method = page.getByRole("combobox", { name: "How customers get their data" });
  const approval = page.getByRole("checkbox", { name: "A second person must approve each delivery" });
  const lifetime = page.getByRole("textbox", { name: "Months to keep closed requests" });
  await expect(method).toHaveValue("link");
  await expect(approval).not.toBeChecked();
  await expect(lifetime).toHaveValue("36");
  // Another story may have erased a person, with an earlier request of theirs.
  await expect(page.getByText(/No records have been erased yet|has been erased/)).toBeVisible();
  await lifetime.fill("121");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectAlert(page, "2 to 120 months");
  await expectAccessible(page);
  await method.selectOption({ label: "ZIP file with a password" });
  await lifetime.fill("24");
  await save(page);
  await page.reload();
  await expect(method).toHaveValue("password_zip");
  await expect(lifetime).toHaveValue("24");
  await page.goto(settings);
  await page.locator("summary").filter({ hasText: "Data requests" }).click();
  await expect(
    page.getByRole("group", { name: "Data requests" }).getByRole("textbox", { name: "Retention period" }),
  ).toHaveValue("24 months after a request is closed.");

  // Other tests expect these settings.
  await page.goto("/dashboard/demo/settings/delivery");
  await method.selectOption({ label: "Link and code" });
  await lifetime.fill("36");
  await save(page);
});

test("the owner is warned of a period longer than a month, and replaces the hand-off secret", async ({
  merchant: page,
}) => {
  await page.goto("/dashboard/demo/settings/data-requests");
  const period = page.getByRole("textbox", { name: "Response period" });
  const warning = page.getByText("The law gives one month");
  const save = page.getByRole("button", { name: "Save", exact: true });
  await expect(warning).toBeHidden();
  await period.fill("3");
  await save.click();
  await expect(warning).toBeVisible();
  await expectAccessible(page);
  await period.fill("1");
  await save.click();
  await expect(warning).toBeHidden();

  await page.goto("/dashboard/demo/settings/sign-in");
  await page.getByRole("link", { name: "Create a new secret" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a new secret" });
  await dialog.getByRole("combobox", { name: "Keep accepting the current secret" }).selectOption("For 7 more days");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create a new secret" }).click();
  const secret = await dialog.getByRole("textbox", { name: "New secret" }).inputValue();
  expect(secret).toMatch(/^[\w-]{43}$/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy the secret" }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await dialog.getByRole("link", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("The previous secret is still accepted until")).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});
