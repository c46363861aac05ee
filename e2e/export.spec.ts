import path from "node:path";
import { pathToFileURL } from "node:url";
import { openArchive } from "./archive";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { owner } from "./server";

test("a merchant exports a customer's data from the profile, and the archive is complete", async ({
  merchant: page,
  inbox,
  visitor,
}) => {
  await page.goto("/dashboard/demo/customers");
  await page.getByRole("searchbox", { name: "Search customers" }).fill("<script>");
  await page.getByRole("searchbox", { name: "Search customers" }).press("Enter");
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("button", { name: "More actions" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Request customer data" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Export" }).click();

  const mail = await inbox(owner, "data export is ready");
  const stranger = await visitor();
  await stranger.goto(mail.link("Download the data"));
  await expect(stranger).toHaveURL(/\/sign-in/);

  await page.goto(mail.link("Download the data"));
  await expectAccessible(page);
  const { folder, data } = await openArchive(page);
  expect(Object.keys(data)).toEqual(
    expect.arrayContaining(["profile", "addresses", "orders", "consents", "requests", "emails"]),
  );

  // Opened from disk without a network, as the customer does.
  const reader = await visitor();
  const asked: string[] = [];
  reader.on("request", (request) => asked.push(request.url()));
  await reader.goto(pathToFileURL(path.join(folder, "index.html")).href);
  await expect(reader.getByRole("heading", { level: 1 })).toBeVisible();
  expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
});

test("a merchant answers a guest's request", async ({ merchant: page, visitor, inbox }) => {
  const address = anyEmail("story");
  const guest = await visitor();
  await guest.goto("/s/demo");
  await guest.getByRole("textbox", { name: "Email" }).fill(address);
  await guest.getByRole("button", { name: "Request data export" }).click();
  await guest.goto((await inbox(address, "Verify")).link("Verify request"));
  await guest.getByRole("button", { name: "Verify request" }).click();
  await expect(guest.getByRole("status").filter({ hasText: "has been verified" })).toBeVisible();

  await page.goto("/dashboard/demo/requests");
  await expect(page.getByRole("heading", { level: 1, name: "Customer data requests" })).toBeVisible();
  for (const name of ["Request", "Customer", "Type", "Source", "Status", "Received", "Due"])
    await expect(page.getByRole("columnheader", { name })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("row").filter({ hasText: address }).getByRole("link").first().click();
  await expect(page.getByText("No customer found").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(
    page
      .getByRole("link", { name: "Download" })
      .or(page.getByRole("button", { name: "Download" }))
      .first(),
  ).toBeVisible();
  await openArchive(page);
  await page.reload();
  await page.getByRole("button", { name: "Mark as answered" }).click();
  await expect(page.getByText("Answered").first()).toBeVisible();
  await inbox(address, "answered");
});
