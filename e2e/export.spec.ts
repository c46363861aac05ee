import path from "node:path";
import { pathToFileURL } from "node:url";
import { openArchive } from "./archive";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { owner, password } from "./server";
import {
  chooseAction,
  downloadControl,
  exportCustomer,
  firstRow,
  openExportDialog,
  openRequestOf,
  pressAndConfirm,
  requestAndVerify,
  searchCustomers,
  startExport,
} from "./support";

test("a merchant exports a customer's data from the profile, and the archive is complete", async ({
  merchant: page,
  inbox,
  visitor,
}) => {
  await searchCustomers(page, "<script>");
  await firstRow(page).click();
  await expect(page.getByRole("button", { name: "More actions" })).toBeVisible();
  await expectAccessible(page);
  const dialog = await openExportDialog(page);
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
  await requestAndVerify(guest, inbox, address);

  await page.goto("/dashboard/demo/requests");
  await expect(page.getByRole("heading", { level: 1, name: "Customer data requests" })).toBeVisible();
  for (const name of ["Customer", "Due", "Status", "Request"])
    await expect(page.getByRole("columnheader", { name })).toBeVisible();
  await expectAccessible(page);
  await openRequestOf(page, address);
  await expect(page.getByText("No customer found").first()).toBeVisible();
  await expectAccessible(page);
  await startExport(page);
  await expect(page.getByRole("link", { name: "Deliver" })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(downloadControl(page)).toHaveAccessibleDescription(/Not for the customer/);
  await openArchive(page);
  await page.reload();
  await chooseAction(page, "Close the request");
  const dialog = page.getByRole("dialog", { name: "Close without sending data?" });
  await expect(dialog.getByRole("radio", { name: "We hold no data about this person" })).toBeChecked();
  await expect(dialog.getByText(/^Your imported records: asked by email address · /)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: "No longer wanted" }).check();
  await dialog.getByRole("textbox", { name: "Note" }).fill("She called us.");
  await dialog.getByRole("button", { name: "Close the request" }).click();
  await expect(page.getByRole("heading", { name: "This request has been answered" })).toBeVisible();
  await expect(page.getByText("She called us.")).toBeVisible();
  await inbox(address, "answered");
  await expectAccessible(page);

  await pressAndConfirm(page, "Reopen", "Reopen this request?");
  await chooseAction(page, "Close the request");
  await dialog.getByRole("button", { name: "Close the request" }).click();
  await expect(page.getByRole("heading", { name: "This request has been answered" })).toBeVisible();
  await expect(page.getByText(/^Your imported records: asked by email address · /)).toBeVisible();
  expect((await inbox(address, "no data")).text).toContain("holds no personal data about you");
});

for (const javaScriptEnabled of [true, false])
  test(`the email's link downloads the data, at once or after signing in, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    merchant,
    visitor,
    inbox,
  }) => {
    await exportCustomer(merchant, javaScriptEnabled ? "max" : "anna");
    const mail = await inbox(owner, "data export is ready");
    const link = mail.link("Download the data");
    expect(mail.text).toContain("You'll be asked to sign in.");

    const page = await visitor({ javaScriptEnabled });
    await page.goto(link);
    await page.getByRole("textbox", { name: "Email" }).fill(owner);
    await page.getByLabel("Password").fill(password);
    const afterSignIn = page.waitForEvent("download");
    await page.getByRole("button", { name: "Sign in" }).click();
    expect((await afterSignIn).suggestedFilename()).toMatch(/\.zip$/);
    // The page stays, for the review.
    await expect(page.getByText("The download is starting.")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: /^Export of DR-/ })).toBeVisible();
    if (javaScriptEnabled) await expectAccessible(page);

    const atOnce = page.waitForEvent("download");
    await page.goto(link);
    expect(await (await atOnce).failure()).toBeNull();
  });

const knownAddress = "djordje.zivkovic@mail.example";

test("the profile joins the customer's open request, with its proof, and says so", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  await page.goto(`/dashboard/demo/customers?q=${knownAddress}`);
  await firstRow(page).click();
  const profile = page.url();
  const guest = await visitor();
  const reference = await requestAndVerify(guest, inbox, knownAddress);

  await page.goto(`${profile}?tab=requests`);
  const requests = page.getByRole("table").getByRole("link", { name: /^DR-/ });
  await expect(requests.filter({ hasText: reference })).toBeVisible();
  const requestCount = await requests.count();
  const dialog = await openExportDialog(page);
  await expect(
    dialog.getByText(`There is already an open request of this person, ${reference}, verified on`),
  ).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("status").filter({ hasText: `It answers the open request ${reference}.` })).toBeVisible();
  await expect(page.getByRole("heading", { name: reference })).toBeVisible();
  await page.goto(`${profile}?tab=requests`);
  await expect(requests).toHaveCount(requestCount);
  // The export can be delivered, by the proof that the request has.
  await page.getByRole("link", { name: reference }).click();
  await page.getByRole("link", { name: "Deliver" }).click();
  await expect(page.getByRole("dialog").getByRole("radio", { name: "Link and code" })).toBeEnabled();
});
