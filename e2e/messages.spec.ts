import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "./fixtures";
import { askForCode, chooseAction, expectAlert, expectStatus, openRequestOf, requestAndVerify } from "./support";

const address = "lubomir.stastny@mail.example";

test("the store asks and wants proof, the customer answers with a file and without JavaScript, staff read both", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  const customer = await visitor({ javaScriptEnabled: false });
  await requestAndVerify(customer, inbox, address);
  await openRequestOf(page, address);
  await page.getByRole("textbox", { name: "Ask the customer" }).fill("Which order?\n<script>alert(1)</script>");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send to the customer" }).click();
  await expectStatus(page, "gets your message by email");
  await chooseAction(page, "Ask for proof");
  await page.getByRole("radio", { name: "Any two of" }).check();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Ask for proof" }).click();
  await expectStatus(page, "answers on a page behind a code");

  const mail = await inbox(address, "A question about your request");
  expect(mail.text).toContain("<script>alert(1)</script>");
  await inbox(address, "Please show that it is you");
  await customer.goto(mail.link("Answer"));
  await customer.getByRole("textbox", { name: "Code" }).fill(await askForCode(customer, inbox, address));
  await customer.getByRole("button", { name: "Continue" }).click();
  await expect(customer.getByText("<script>alert(1)</script>")).toBeVisible();

  // The same page as a phone with JavaScript shows it.
  const phone = await visitor({ viewport: { width: 320, height: 800 } });
  await phone.context().addCookies(await customer.context().cookies());
  await phone.goto(customer.url());
  await expectAccessible(phone);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await phone.getByRole("textbox", { name: "Postal code" }).fill("04001");
  await phone.getByRole("button", { name: "Send", exact: true }).click();
  await expectAlert(phone, "exactly two");
  await expect(phone.getByRole("textbox", { name: "Postal code" })).toHaveValue("04001");

  await customer.getByRole("textbox", { name: "Postal code" }).fill("040-01");
  await customer.getByRole("textbox", { name: "Last four digits" }).fill("0113");
  await customer.getByRole("button", { name: "Send", exact: true }).click();
  await expectStatus(customer, "Thank you");
  const file = { name: "Mandate <b>.html", mimeType: "text/html", buffer: Buffer.from("<script>alert(2)</script>") };
  await customer.getByLabel("Choose files").setInputFiles([file, { ...file, name: "scan.PDF" }]);
  await customer.getByRole("button", { name: "Add files" }).click();
  await expectStatus(customer, "has been added");
  await customer.getByRole("button", { name: "Remove file-2.pdf" }).click();
  await expectStatus(customer, "has been removed");
  await customer.getByRole("textbox", { name: "Your answer" }).fill("The second one, <b>please</b>");
  await customer.getByRole("button", { name: "Send answer" }).click();
  await expectStatus(customer, "Your answer has been sent");

  const opened = page.url();
  await page.goto(`/dashboard/demo/requests?q=${encodeURIComponent(address)}`);
  await expect(page.getByRole("row").filter({ hasText: address })).toContainText("New answer");
  await page.goto(opened);
  const messages = page.getByRole("region", { name: "Messages", exact: true });
  await expect(messages.getByText("1 new answer")).toBeVisible();
  await expect(messages.getByText("The second one, <b>please</b>")).toBeVisible();
  const downloading = page.waitForEvent("download");
  await messages.getByRole("link", { name: "file-1.bin" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("file-1.bin");
  expect(readFileSync(await download.path(), "utf8")).toBe("<script>alert(2)</script>");
  await messages.getByRole("button", { name: "Mark as read" }).click();
  await expectStatus(page, "marked as read");
  await expect(page.getByText("2 of 2").first()).toBeVisible();
  await expectAccessible(page);
});
