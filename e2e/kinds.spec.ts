import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { expectStatus, openRequestOf } from "./support";

test("in German a guest corrects their data without scripts, ends marketing, and opts out as the browser asks", async ({
  visitor,
  inbox,
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
  expect(await plain.getByRole("textbox", { name: "Was ist richtig?" }).inputValue()).toHaveLength(100_000);
  await plain.getByRole("textbox", { name: "Was ist richtig?" }).fill("Neue Gasse 14");
  await plain.getByRole("button", { name: "Berichtigung verlangen" }).click();
  await expect(plain.getByRole("main")).toContainText(address);
  const mail = await inbox(address, "Bestätigen");
  expect(mail.text).toContain("Berichtigung personenbezogener Daten");
  await plain.goto(mail.link("Anfrage bestätigen"));
  await expect(plain.getByText("Neue Gasse 14")).toBeVisible();
  await plain.getByRole("button", { name: "Anfrage bestätigen" }).click();
  await expect(plain.getByText("Wir berichtigen Ihre Daten")).toBeVisible();

  const page = await visitor({
    ...{ locale: "de-DE", viewport: { width: 320, height: 640 } },
    extraHTTPHeaders: { "sec-gpc": "1" },
  });
  const expectGood = async () => {
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  };
  await page.goto("/s/demo/objection");
  await expectGood();
  await page.goto("/s/demo");
  await expectGood();
  await page.getByRole("link", { name: "Meine Daten nicht verkaufen oder weitergeben" }).first().click();
  await expect(page.getByText("Ihr Browser hat darum gebeten")).toBeVisible();
  await expectGood();
  const other = anyEmail();
  await page.getByRole("textbox", { name: "E-Mail" }).fill(other);
  await page.getByRole("button", { name: "Widersprechen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Wir haben Ihre Anfrage erhalten" })).toBeVisible();
  await expectGood();
  expect((await inbox(other, "erhalten")).text).toContain("Sie müssen nichts bestätigen");
  expect(await (await page.request.get("/.well-known/gpc.json")).json()).toMatchObject({ gpc: true });
  expect((await page.request.get("/s/demo/portability")).status()).toBe(404);
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
