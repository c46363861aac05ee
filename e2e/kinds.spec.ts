import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { expectStatus, openRequestOf } from "./support";

test("in German and without scripts, a correction that is too long is a clear error, and what was typed stays", async ({
  visitor,
}) => {
  const plain = await visitor({ locale: "de-DE", javaScriptEnabled: false });
  const address = anyEmail();
  await plain.goto("/s/demo");
  await plain.getByRole("link", { name: "Meine Daten berichtigen" }).click();
  await plain.getByRole("textbox", { name: "E-Mail" }).fill(address);
  await plain.getByRole("textbox", { name: "Was ist falsch?" }).fill("Alte Gasse 3 <script>");
  await plain.getByRole("textbox", { name: "Was ist richtig?" }).fill("x".repeat(100_000));
  await plain.getByRole("button", { name: "Berichtigung verlangen" }).click();
  await expect(plain.getByText("Dieser Text kann höchstens 5.000 Zeichen haben.").first()).toBeVisible();
  await expect(plain.getByRole("textbox", { name: "Was ist falsch?" })).toHaveValue("Alte Gasse 3 <script>");
});

test("an objection goes from its page to the answer", async ({ merchant: page, visitor, inbox }) => {
  const address = anyEmail();
  const customer = await visitor();
  await customer.goto("/s/demo/objection");
  await customer.getByRole("textbox", { name: "Email" }).fill(address);
  await customer.getByRole("button", { name: "End marketing" }).click();
  await customer.goto((await inbox(address, "Verify")).link("Verify request"));
  await customer.getByRole("button", { name: "Verify request" }).click();
  expect((await inbox(address, "received")).text).toContain("Objection to marketing");

  await openRequestOf(page, address);
  await expect(page.getByRole("heading", { name: "End the marketing" })).toBeVisible();
  await expect(page.getByText("No consent to withdraw in the imported records").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Done: tell the customer" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: "Done as the customer asked" })).toBeChecked();
  await dialog.getByRole("button", { name: "Close the request" }).click();
  await expectStatus(page, "answered");
  expect((await inbox(address, "answered")).text).toContain("no more marketing");
});
