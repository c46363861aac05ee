import { type ChildProcess, spawn } from "node:child_process";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { sourcePort } from "./server";
import { expectAlert, expectStatus } from "./support";

const SETTINGS = "/dashboard/demo/settings/sign-in";
const PROVIDER = `http://127.0.0.1:${sourcePort}`;
const DISCOVERY = `${PROVIDER}/.well-known/openid-configuration`;

let provider: ChildProcess | undefined;
test.afterEach(() => provider?.kill());

test("an owner connects a provider; a customer signs in by it, asks for their data and confirms their address", async ({
  merchant,
  visitor,
  inbox,
}) => {
  const env = { NODE_ENV: "test", PORT: String(sourcePort) } as const;
  provider = spawn(process.execPath, ["test/harness/openid-provider.mjs"], { env, stdio: "ignore" });
  const status = async () => (await fetch(DISCOVERY).catch(() => undefined))?.status;
  await expect.poll(status, { timeout: 20_000 }).toBe(200);

  await merchant.goto(SETTINGS);
  const field = (name: string) => merchant.getByRole("textbox", { name });
  const connect = async (secret: string) => {
    await merchant.getByLabel("Client secret").fill(secret);
    await merchant.getByRole("button", { name: "Connect the provider" }).click();
  };
  await field("Discovery address").fill(PROVIDER);
  await field("Client ID").fill("dossier");
  await connect("wrong");
  await expectAlert(merchant, "ends with /.well-known/openid-configuration");
  await field("Discovery address").fill(DISCOVERY);
  await connect("wrong");
  await expectAlert(merchant, "does not accept this client ID with this secret");
  await expectAccessible(merchant);
  await connect("s3cr3t");
  await expectStatus(merchant, "The provider is connected.");
  await expect(merchant.getByText(PROVIDER, { exact: true })).toBeVisible();
  await field("Token").fill("a.b.c");
  await merchant.getByRole("button", { name: "Check the token" }).click();
  await expect(merchant.getByText("This is not a JSON Web Token")).toBeVisible();
  await expectAccessible(merchant);

  // Without script: nothing of it needs one.
  const page = await visitor({ javaScriptEnabled: false });
  const address = anyEmail("openid");
  const callbacks: string[] = [];
  page.on("request", (request) => void (request.url().includes("/openid/callback") && callbacks.push(request.url())));
  const logIn = async (account: string) => {
    await page.goto("/s/demo/sign-in");
    await page.getByRole("link", { name: /^Sign in with .+ account$/ }).click();
    await page.getByRole("textbox", { name: "Account" }).fill(account);
    await page.getByRole("button", { name: "Log in" }).click();
  };
  await logIn("deny");
  await expectAlert(page, "did not sign you in");
  await logIn("u1");
  await expectAlert(page, "has no email address");
  await logIn(`u1 ${address} false`);
  await expect(page.getByText("You're signed in as")).toContainText(address);
  await expect(page.getByText("Your address has not been confirmed yet.")).toBeVisible();
  await page.getByRole("button", { name: "Request data export" }).click();
  await expectStatus(page, "has been received");

  // Nobody signs in by what came back before, not even in the same browser.
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto(callbacks.at(-1) ?? "");
  await expectAlert(page, "has expired, has already been used");

  const reader = await visitor();
  await reader.goto((await inbox(address, "received")).link("Confirm this address"));
  await expect(reader.getByRole("heading", { level: 1, name: "Confirm your address" })).toBeVisible();
  await expectAccessible(reader);
  await reader.getByRole("button", { name: "Confirm this address" }).click();
  await expect(reader.getByRole("heading", { level: 1, name: "has been verified" })).toBeVisible();

  // As other tests expect it.
  await merchant.goto(SETTINGS);
  await merchant.getByRole("link", { name: "Disconnect" }).click();
  await merchant.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expectStatus(merchant, "The provider is disconnected.");
  await page.goto("/s/demo/sign-in");
  await expect(page.getByRole("link", { name: /account$/ })).toHaveCount(0);
});
