import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { chooseAction, expectStatus, openRequestOf, requestAndVerify, save } from "./support";

test("an owner says which laws apply; a request shows its dates, waits for its customer and goes on", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  test.slow();
  await page.goto("/dashboard/demo/settings/law");
  await expect(page.getByRole("combobox", { name: "Where your store is established" })).toHaveValue("IE");
  await page.getByRole("checkbox", { name: "California (CCPA)" }).check();
  await expectAccessible(page);
  await save(page);
  const address = anyEmail("paused");
  await requestAndVerify(await visitor(), inbox, address);
  await openRequestOf(page, address);
  const facts = page.getByRole("region", { name: "About this request" });
  await expect(facts).toContainText(/GDPR: answer by .*The earliest date decides.*Art. 3\(1\) GDPR; Art. 12\(3\) GDPR/);
  await expect(facts).toContainText(/California: answer by .*1798.140\(d\).*Confirm receipt by/);

  await chooseAction(page, "Pause the clock");
  const pause = page.getByRole("dialog", { name: "Pause the clock?" });
  await expectAccessible(page);
  await pause.getByRole("button", { name: "Pause the clock" }).click();
  await expect(pause.getByRole("alert")).toContainText("Choose what the clock waits for");
  await pause.getByRole("radio", { name: "Proof of identity" }).check();
  await pause.getByRole("textbox", { name: "What the customer has to do" }).fill("Please name two of your orders.");
  await pause.getByRole("button", { name: "Pause the clock" }).click();
  await expectStatus(page, "The clock is paused");
  await expect(facts).toContainText("The clock has waited for proof of identity since");
  expect((await inbox(address, "waits for you")).text).toContain("Please name two of your orders.");
  await expectAccessible(page);

  await chooseAction(page, "End the pause");
  await page.getByRole("dialog", { name: "End the pause?" }).getByRole("button", { name: "End the pause" }).click();
  await expectStatus(page, "The clock runs again");
  await expect(page.getByText("Clock resumed")).toBeVisible();

  // The other stories' requests are under one law.
  await page.goto("/dashboard/demo/settings/law");
  await page.getByRole("checkbox", { name: "California (CCPA)" }).uncheck();
  await save(page);
});
