import { readFileSync } from "node:fs";
import path from "node:path";
import { openArchive } from "./archive";
import { anyEmail, expect, expectAccessible, signIn, test } from "./fixtures";
import { askForCode, chooseRowAction, expectStatus, openRequestOf, requestAndVerify, startExport } from "./support";

const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n");
const file = (name: string, buffer: Buffer) => ({ name, mimeType: "application/octet-stream", buffer });

test("staff add data by hand, review it with the rest, and deliver it with a message", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  const customer = anyEmail("added");
  const guest = await visitor();
  await requestAndVerify(guest, inbox, customer);
  await openRequestOf(page, customer);
  const request = page.url();
  const added = page.getByRole("region", { name: "Data from other systems" });
  await added.getByRole("link", { name: "Add files" }).click();
  const adding = page.getByRole("dialog", { name: "Add files" });
  const [system, files] = [adding.getByLabel("System"), adding.getByLabel("Files", { exact: true })];
  const send = adding.getByRole("button", { name: "Add the files" });
  await expectAccessible(page);
  await system.fill("Invoices");
  await files.setInputFiles(file("invoice.pdf", Buffer.alloc(0)));
  await send.click();
  const problem = adding.getByRole("alert");
  await expect(problem).toContainText("invoice.pdf was not added. The file is empty.");
  await expect(problem).toBeFocused();
  await expect(system).toHaveValue("Invoices");
  await expectAccessible(page);
  await files.setInputFiles([file("invoice.pdf", pdf), file("orders.csv", Buffer.from("a,b\n=1+1,2\n"))]);
  await send.click();
  await expect(adding).toBeHidden();
  await expect(added.getByRole("heading", { name: "Data from other systems" })).toBeFocused();
  const items = added.getByRole("list", { name: "Added data" });
  await expect(items.getByRole("listitem")).toHaveCount(2);
  const [saved] = await Promise.all([page.waitForEvent("download"), items.getByRole("link").first().click()]);
  expect(saved.suggestedFilename()).toBe("invoice.pdf");
  expect(readFileSync(await saved.path()).equals(pdf)).toBe(true);

  await startExport(page);
  await page.getByRole("link", { name: "Review" }).click();
  const parts = page.getByRole("navigation", { name: "Parts of the export" });
  await parts.getByRole("link", { name: /From other systems/ }).click();
  await expect(page.getByText("Invoices").first()).toBeVisible();
  await expectAccessible(page);
  await chooseRowAction(page, "row 2", "Redact row 2");
  await page.getByRole("dialog").getByLabel("Reason", { exact: true }).selectOption("A trade secret");
  await page.getByRole("dialog").getByRole("button", { name: "Redact", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.goto(request);
  await added.getByRole("link", { name: "Add a text" }).click();
  const text = page.getByRole("dialog", { name: "Add a text" });
  await text.getByLabel("System").fill("Helpdesk");
  await text.getByLabel("Text").fill("Asked about her parcel");
  await text.getByRole("button", { name: "Add a text" }).click();
  await expectStatus(page, "Added. The next export will contain it.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Build a new export" }).click();
  await page.getByRole("link", { name: "Deliver", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Deliver the data" });
  await expect(dialog.getByText("1 item will be redacted.")).toBeVisible();
  const message = dialog.getByRole("textbox", { name: "Message to the customer" });
  await message.fill("More at www.evil.example");
  await dialog.getByRole("button", { name: "Deliver" }).click();
  await expect(message).toHaveAccessibleDescription(/cannot hold links/);
  await message.fill("Thank you for waiting.\nThe <b>invoice</b> is in the folder files.");
  await dialog.getByRole("button", { name: "Deliver" }).click();
  await expect(page.getByText("Thank you for waiting.").first()).toBeVisible();

  const mail = await inbox(customer, "Your data is ready");
  expect(mail.text).toContain("Thank you for waiting.\nThe <b>invoice</b> is in the folder files.");
  await guest.goto(mail.link("Get your data"));
  await expect(guest.getByText("Thank you for waiting.")).toHaveCount(0);
  await guest.getByRole("textbox", { name: "Code" }).fill(await askForCode(guest, inbox, customer));
  const { folder, data } = await openArchive(guest);
  await expect(guest.getByText("The <b>invoice</b> is in the folder files.")).toBeVisible();
  await expectAccessible(guest);
  expect(data.added).toMatchObject([
    { system: "Invoices" },
    {},
    { system: "Helpdesk", text: "Asked about her parcel" },
  ]);
  expect(readFileSync(path.join(folder, "files/1-invoice.pdf")).equals(pdf)).toBe(true);
  expect(readFileSync(path.join(folder, "data.json"), "utf8")).not.toContain("orders.csv");
});

test("without JavaScript a text is added, and the page says why a file is not", async ({ visitor, inbox }) => {
  const customer = anyEmail("added");
  await requestAndVerify(await visitor(), inbox, customer);
  const page = await visitor({ javaScriptEnabled: false });
  await signIn(page);
  await openRequestOf(page, customer);
  const added = page.getByRole("region", { name: "Data from other systems" });
  await added.getByRole("link", { name: "Add files" }).click();
  await expect(page.getByText("Files need JavaScript")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add the files" })).toBeHidden();
  await page.getByRole("link", { name: "Cancel" }).first().click();
  await added.getByRole("link", { name: "Add a text" }).click();
  await page.getByRole("textbox", { name: "System" }).fill("Helpdesk");
  await page.getByRole("button", { name: "Add a text" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter the text.");
  await expect(page.getByRole("textbox", { name: "System" })).toHaveValue("Helpdesk");
  await page.getByRole("textbox", { name: "Text" }).fill("Called twice");
  await page.getByRole("button", { name: "Add a text" }).click();
  await expectStatus(page, "Added. The next export will contain it.");
  await added.getByRole("button", { name: /^Remove/ }).click();
  await expectStatus(page, "Removed. The next export will not contain it.");
});
