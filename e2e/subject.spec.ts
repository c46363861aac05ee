import { openArchive } from "./archive";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { owner } from "./server";
import { expectStatus, openRequestOf, requestAndVerify, startExport } from "./support";

const CUSTOMERS = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone";
const ORDERS =
  "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem taxable,Billing Name,Id,Risk Level,Phone";

test("two accounts and a guest order without an email are found, proposed with reasons, accepted and exported as one", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  test.slow();
  const [address, second] = [anyEmail("odile"), anyEmail("odile-second")];
  const number = `${Date.now()}`.slice(-7);
  const phone = `'+4940${number}`;
  await page.goto("/dashboard/demo/import");
  await page
    .getByLabel("Choose files")
    .setInputFiles([
      file("customers.csv", [
        CUSTOMERS,
        `8${number}1,Odile,Dupont,${address},yes,${phone}`,
        `8${number}2,Odile,Dupont-Roux,${second},no,${phone}`,
      ]),
      file("orders.csv", [
        ORDERS,
        `#${number}1,${second},paid,EUR,10.00,0.00,0.00,10.00,2026-03-01 10:00:00 +0100,1,Mug,10.00,true,Odile,9${number}1,Low,`,
        `#${number}2,,paid,EUR,10.00,0.00,0.00,10.00,2026-03-02 10:00:00 +0100,1,Pen,10.00,true,O. D.,9${number}2,Low,${phone}`,
      ]),
    ]);
  await page.getByRole("button", { name: "Upload and check" }).click();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible({ timeout: 60_000 });

  const reference = await requestAndVerify(await visitor(), inbox, address);
  // The store's email says whose it is: it waits for the search to end.
  expect((await inbox(owner, reference)).text).toContain("belongs to this customer");
  await openRequestOf(page, address);
  const linked = page.getByRole("list", { name: "Records of this person" }).getByRole("listitem");
  const proposed = page.getByRole("list", { name: "Possibly this person's" }).getByRole("listitem");
  await expect(linked).toHaveCount(1);
  await expect(linked).toContainText("Has the proved address");
  await expect(proposed).toHaveCount(2);
  for (const line of await proposed.all()) await expect(line).toContainText("Same phone number");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Accept Odile Dupont-Roux" }).click();
  await expectStatus(page, "The record is linked");
  await expect(linked).toHaveCount(2);
  await page.getByRole("button", { name: `Accept #${number}2` }).click();
  await expect(linked).toHaveCount(3);
  await expect(proposed).toHaveCount(0);
  await expectAccessible(page);
  const timeline = page.getByRole("main");
  await expect(timeline.getByText("1 record linked, 2 to decide")).toBeVisible();
  for (const line of ["Customer linked", "Order linked"])
    await expect(page.getByRole("listitem").filter({ hasText: line }).first()).toContainText("Same phone number");

  await startExport(page);
  await page.goto((await inbox(owner, `ready for review: ${reference}`)).link("Download the data"));
  const { data } = await openArchive(page);
  const names = (section: string, field: string) =>
    (data[section] as Record<string, string>[]).map((row) => row[field]);
  expect(names("profile", "email").toSorted()).toEqual([address, second].toSorted());
  expect(names("orders", "name")).toEqual([`#${number}1`, `#${number}2`]);
});

function file(name: string, lines: string[]) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
}
