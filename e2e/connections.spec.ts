import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright/test";
import { openArchive } from "./archive";
import { expect, expectAccessible, signIn, test } from "./fixtures";
import { makeMember } from "./members";
import { sourcePort } from "./server";
import {
  askForCode,
  expectAlert,
  expectStatus,
  openExportDialog,
  openRequestOf,
  requestAndVerify,
  searchCustomers,
} from "./support";

const CONNECTIONS = "/dashboard/demo/settings/connections";
const ADDRESS = `http://127.0.0.1:${sourcePort}/`;

let service: ChildProcess | undefined;
test.afterEach(() => service?.kill());

/** Starts the sample server of docs/source-protocol.md, and waits until it refuses a call that nobody signed. */
async function startService(secret: string) {
  const env = { NODE_ENV: "test", SECRET: secret, PORT: String(sourcePort) } as const;
  service = spawn(process.execPath, ["integrations/web-service/server.mjs"], { env, stdio: "ignore" });
  const status = async () => (await fetch(ADDRESS, { method: "POST" }).catch(() => undefined))?.status;
  await expect.poll(status, { timeout: 20_000 }).toBe(401);
}

const connection = (page: Page) => page.getByRole("main").getByRole("listitem").filter({ hasText: ADDRESS }).first();
const check = (page: Page) => connection(page).getByRole("button", { name: "Check now for Newsletter" }).click();

async function choose(page: Page, action: string) {
  await connection(page).getByRole("button", { name: "Actions for Newsletter" }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** The secret that an open dialog shows, once. */
async function readSecret(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("textbox", { name: "Secret" });
  await expect(field).toHaveValue(/^whsec_/);
  const secret = await field.inputValue();
  await expectAccessible(page);
  await dialog.getByRole("link", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  return secret;
}

test("an owner connects a web service, searches it live, replaces its secret and disconnects it", async ({
  merchant,
  visitor,
  inbox,
}) => {
  await merchant.goto(CONNECTIONS);
  await expect(merchant.getByRole("heading", { name: "No live sources" })).toBeVisible();
  await expectAccessible(merchant);
  const protocol = await merchant.request.get("/api/source-protocol");
  expect(await protocol.text()).toContain("# A web service as a source");
  const schema = await merchant.request.get("/api/source-protocol/schema");
  expect(await schema.json()).toHaveProperty(["$defs", "describe-answer"]);

  await merchant.getByRole("link", { name: "Connect Vendure" }).click();
  const shop = merchant.getByRole("dialog", { name: "Connect Vendure" });
  await shop.getByRole("textbox", { name: "Name" }).fill("Shop");
  await shop.getByRole("textbox", { name: "Address of the Admin API" }).fill(ADDRESS);
  await shop.getByLabel("API key").fill("pasted-key");
  await expectAccessible(merchant);
  await shop.getByRole("button", { name: "Connect", exact: true }).click();
  await expectAlert(merchant, "Not connected.");
  await expect(shop).toContainText("No connection: check the name, the network and the certificate.");
  await expect(shop.getByRole("textbox", { name: "Name" })).toHaveValue("Shop");
  await expect(shop.getByRole("textbox", { name: "Address of the Admin API" })).toHaveValue(ADDRESS);
  await expect(shop.getByLabel("API key")).toHaveValue("");
  await shop.getByRole("link", { name: "Cancel" }).click();
  await expect(merchant.getByRole("heading", { name: "No live sources" })).toBeVisible();

  await merchant.getByRole("link", { name: "Connect a web service" }).click();
  const dialog = merchant.getByRole("dialog", { name: "Connect a web service" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Newsletter");
  await dialog.getByRole("textbox", { name: "Address" }).fill("http://desk.example/");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expectAlert(merchant, "Enter an address that begins with https://");
  await dialog.getByRole("textbox", { name: "Address" }).fill(ADDRESS);
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  const secret = await readSecret(merchant);
  await expect(connection(merchant)).toContainText("Connecting");
  await expect(merchant.getByRole("main")).not.toContainText(secret);
  await merchant.getByRole("link", { name: "Connect a web service" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Newsletter again");
  await dialog.getByRole("textbox", { name: "Address" }).fill(ADDRESS);
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expectAlert(merchant, "This system is connected already, as Newsletter.");
  await dialog.getByRole("link", { name: "Cancel" }).click();

  await check(merchant);
  await expect(merchant.getByText("The check failed.")).toBeVisible();
  await expect(connection(merchant)).toContainText("No connection: check the name, the network and the certificate.");
  await startService(secret);
  await check(merchant);
  await expectStatus(merchant, "The check succeeded");
  await expect(connection(merchant)).toContainText("Connected");
  await expectAccessible(merchant);
  await merchant.setViewportSize({ width: 320, height: 700 });
  expect(await merchant.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await merchant.setViewportSize({ width: 1280, height: 800 });

  await choose(merchant, "Erasure and objection");
  const rights = merchant.getByRole("dialog", { name: "What Newsletter does for a request" });
  await expect(rights.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await rights.getByRole("checkbox", { name: "Erase there too" }).check();
  await expectAccessible(merchant);
  await rights.getByRole("button", { name: "Save" }).click();
  await expectStatus(merchant, "Saved.");
  await expect(connection(merchant)).toContainText("Switched on: erasure");

  await searchCustomers(merchant, "okafor");
  await expect(merchant.getByRole("heading", { name: "Found in Newsletter" })).toBeVisible();
  await expect(merchant.getByRole("table", { name: "Found in Newsletter" })).toContainText("ada@mail.example");
  await expectAccessible(merchant);
  await merchant.getByRole("link", { name: "Ada Okafor" }).click();
  await expect(merchant.getByRole("heading", { level: 1, name: "Ada Okafor" })).toBeVisible();
  await expect(merchant.getByRole("main")).toContainText("Read from Newsletter on");
  await expectAccessible(merchant);
  const record = new URL(merchant.url()).pathname;
  const more = (source: string) =>
    `/dashboard/demo/customers/more?${new URLSearchParams({ q: "okafor", source, after: "20" })}`;
  await merchant.goto(more(`connection-${/customers\/(\d+)/.exec(record)?.[1]}`));
  await expect(merchant.getByRole("heading", { level: 1, name: "More from Newsletter" })).toBeVisible();
  await expectAccessible(merchant);
  await merchant.goBack();
  expect((await merchant.request.get(more("connection-999"))).status()).toBe(404);
  // A key may hold any sign; one that is gone is not found.
  expect((await merchant.request.get(`${record}%2F%25%20gone`)).status()).toBe(404);
  const asked = await openExportDialog(merchant);
  await expect(asked.getByRole("button", { name: "Export" })).toBeVisible();
  // A section that only this source has is named too.
  await expect(asked).toContainText("Tickets");
  await expectAccessible(merchant);
  await searchCustomers(merchant, "okafor");
  // As one types, the records alone are searched.
  await merchant.getByRole("searchbox", { name: "Search customers" }).fill("ahlers");
  await expect(merchant).toHaveURL(/q=ahlers$/);
  await expect(merchant.getByRole("heading", { name: "Found in Newsletter" })).toHaveCount(0);

  const plain = await visitor({ javaScriptEnabled: false, viewport: { width: 375, height: 700 } });
  await signIn(plain);
  await searchCustomers(plain, "okafor");
  await plain.getByRole("link", { name: "Search live sources" }).click();
  await expect(plain.getByRole("heading", { name: "Found in Newsletter" })).toBeVisible();

  // Both secrets sign for a while: the service does not know the new one yet.
  await merchant.goto(CONNECTIONS);
  await choose(merchant, "Replace the secret");
  await merchant.getByRole("dialog").getByRole("button", { name: "Replace the secret" }).click();
  expect(await readSecret(merchant)).not.toBe(secret);
  await expect(connection(merchant)).toContainText("The secret that was replaced is good too until");
  await check(merchant);
  await expectStatus(merchant, "The check succeeded");

  service?.kill();
  await merchant.goto(record);
  await expect(merchant.getByRole("heading", { level: 1, name: "Newsletter could not be read" })).toBeVisible();
  await searchCustomers(merchant, "okafor");
  await expect(merchant.getByRole("heading", { name: "One live source was not searched" })).toBeVisible();
  await expect(merchant.getByRole("main")).toContainText("Newsletter: No connection");

  const staff = await makeMember(merchant, visitor, inbox, "connections-staff@mail.example");
  await searchCustomers(staff, "okafor");
  await staff.getByRole("link", { name: "All live sources and their states" }).click();
  await expect(staff).toHaveURL(new RegExp(`${CONNECTIONS}$`));
  await expect(connection(staff)).toContainText("Failing");
  await expect(connection(staff)).toContainText("Call: search");
  await expect(connection(staff).getByRole("button")).toHaveCount(0);
  await expectAccessible(staff);

  await merchant.goto(CONNECTIONS);
  await merchant.getByRole("textbox", { name: "System" }).fill("Old till");
  await merchant.getByRole("textbox", { name: "Whom to ask" }).fill("Mara, extension 12");
  await merchant.getByRole("button", { name: "Add system" }).click();
  await expectStatus(merchant, "The system is listed.");
  await expect(merchant.getByRole("main")).toContainText("Ask Mara, extension 12.");
  await merchant.getByRole("button", { name: "Remove for Old till" }).click();
  await expectStatus(merchant, "The system is no longer listed.");
  await choose(merchant, "Disconnect");
  const question = merchant.getByRole("dialog", { name: "Disconnect Newsletter?" });
  await expect(question).toContainText("Exports that hold its data");
  await expectAccessible(merchant);
  await question.getByRole("button", { name: "Disconnect" }).click();
  await expectStatus(merchant, "The source has been disconnected.");
  await expect(connection(merchant)).toContainText("Disconnected");
  await expect(connection(merchant).getByRole("button")).toHaveCount(0);
});

test("without JavaScript, a web service is connected and ended too", async ({ visitor }) => {
  const page = await visitor({ javaScriptEnabled: false });
  await signIn(page);
  await page.goto(CONNECTIONS);
  await page.getByRole("link", { name: "Connect Vendure" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Shop");
  await page.getByRole("textbox", { name: "Address of the Admin API" }).fill(ADDRESS);
  await page.getByLabel("API key").fill("two words");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expectAlert(page, "Paste it as the system shows it");
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("Shop");
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "Connect a web service" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Newsletter");
  await page.getByRole("textbox", { name: "Address" }).fill(ADDRESS);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Secret" })).toHaveValue(/^whsec_/);
  await page.getByRole("link", { name: "Done" }).click();
  const listed = connection(page).filter({ hasText: "Connecting" });
  await expect(listed).toHaveCount(1);
  await listed.getByRole("button", { name: "Actions for Newsletter" }).click();
  await page.getByRole("menuitem", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(listed).toHaveCount(0);
});

test("tickets of a help desk are tried again, reviewed, redacted, and delivered once an owner has confirmed their use", async ({
  merchant: page,
  visitor,
  inbox,
}) => {
  test.slow();
  const address = "ada@mail.example";
  await page.goto(CONNECTIONS);
  await page.getByRole("link", { name: "Connect a web service" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Newsletter");
  await page.getByRole("textbox", { name: "Address" }).fill(ADDRESS);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const secret = await readSecret(page);
  await startService(secret);
  await check(page);
  await expectStatus(page, "The check succeeded");
  await expect(page.getByRole("heading", { name: "What further data are used for" })).toBeVisible();
  await expectAccessible(page);

  // It is away while the first export is made: what is redacted there is kept.
  service?.kill();
  const guest = await visitor();
  await requestAndVerify(guest, inbox, address);
  await openRequestOf(page, address);
  // It is being looked for still, and an export waits for nobody who does not answer.
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("link", { name: "Review" }).click();
  const parts = page.getByRole("navigation", { name: "Parts of the export" });
  await expect(parts).toBeVisible();
  const incomplete = page.url();
  await parts.getByRole("link", { name: "Emails sent" }).click();
  await redact(page, /^Redact section/);
  await startService(secret);
  await page.goto(CONNECTIONS);
  await check(page);
  await expectStatus(page, "The check succeeded");
  await page.goto(incomplete);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page).not.toHaveURL(incomplete);
  await expect(page.getByRole("link", { name: "Deliver" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "1 redaction" })).toBeVisible();

  await page
    .getByRole("navigation", { name: "Parts of the export" })
    .getByRole("link", { name: /Tickets/ })
    .click();
  await expect(page.getByRole("main")).toContainText("Mia Brandt");
  await redact(page, "Redact: Message, row 1");
  await expect(page.getByRole("main")).not.toContainText("Mia Brandt");
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("link", { name: "Deliver" }).click();
  await expect(page.getByRole("dialog")).toContainText("Before data under Tickets are delivered for the first time");
  await page.getByRole("link", { name: "Read and confirm", exact: true }).click();
  const use = page.getByRole("textbox", { name: "What it is used for (English)" });
  await expect(use).toHaveValue(/^We use the data under “Tickets”/);
  const purposes = await use.inputValue();
  await page.getByRole("button", { name: "Save and confirm Tickets" }).click();
  await expectStatus(page, "The text has been confirmed.");
  await openRequestOf(page, address);
  await page.getByRole("link", { name: "Deliver" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deliver" }).click();
  await expect(page.getByRole("heading", { name: "Waiting for the customer" })).toBeVisible({ timeout: 60_000 });

  await guest.goto((await inbox(address, "Your data is ready")).link("Get your data"));
  await guest.getByRole("textbox", { name: "Code" }).fill(await askForCode(guest, inbox, address));
  const { folder, data } = await openArchive(guest);
  const [key = ""] = Object.keys(data).filter((name) => name.endsWith("-tickets"));
  expect(data.information.sections[key]).toEqual({ purposes });
  expect(data.emails).toMatch(/^\[redacted/);
  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
  const files = [read("data.json"), read("index.html"), read(`csv/${key}.csv`)];
  for (const text of files) {
    expect(text).not.toContain("Mia Brandt");
    expect(text).toContain("Where is my parcel?");
  }
  expect(files[1]).toContain(purposes);
  await page.goto(CONNECTIONS);
  await choose(page, "Disconnect");
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expectStatus(page, "The source has been disconnected.");
});

/** Redacts what a link names, as another person's data. */
async function redact(page: Page, name: string | RegExp) {
  await page.getByRole("link", { name }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason", { exact: true }).selectOption({ label: "Another person’s data" });
  await dialog.getByRole("button", { name: "Redact", exact: true }).click();
  await expect(dialog).toBeHidden();
}
