import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { expectAlert, expectStatus, requestAsGuest, submitForm } from "./support";

const CHECK = "check your inbox";

for (const javaScriptEnabled of [true, false]) {
  test(`a guest requests data, verifies and sees the confirmation, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    visitor,
    inbox,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    const address = anyEmail();
    await page.goto("/s/demo");
    await expect(page.getByRole("heading", { level: 1, name: "Customer data requests" })).toBeVisible();
    await page.getByRole("textbox", { name: "Email" }).fill(`  ${address.toUpperCase()} `);
    await page.getByRole("button", { name: "Request data export" }).click();
    await expectStatus(page, CHECK);

    const mail = await inbox(address.toUpperCase(), "Verify");
    await page.goto(mail.link("Verify request"));
    await page.getByRole("button", { name: "Verify request" }).click();
    await page.waitForURL("**/s/demo");
    await expectStatus(page, "has been verified");

    const received = await inbox(address.toUpperCase(), "received");
    expect(received.text).toMatch(/DR-[2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(received.text).toContain("sent shortly");
  });
}

test("opening the link changes nothing; its button verifies the request in any browser", async ({
  page,
  visitor,
  inbox,
}) => {
  const address = anyEmail();
  await requestAsGuest(page, address);
  const link = (await inbox(address, "Verify")).link("Verify request");

  const scanner = await page.request.get(link);
  expect(scanner.status()).toBe(200);
  expect(scanner.headers()["cache-control"]).toContain("no-store");
  expect(scanner.headers()["referrer-policy"]).toBe("same-origin");

  const other = await visitor();
  await other.goto(link);
  await expectAccessible(other);
  await other.getByRole("button", { name: "Verify request" }).click();
  await expect(other.getByRole("status").filter({ hasText: "has been verified" })).toContainText(/DR-\w{4}-\w{4}/);

  await other.goto(link);
  await expect(other.getByRole("button", { name: "Verify request" })).toHaveCount(0);
  await expect(other.getByRole("main").getByRole("link").first()).toBeVisible();
});

test("clicking Verify twice at once verifies once, and both pages confirm it", async ({ page, visitor, inbox }) => {
  const address = anyEmail();
  await requestAsGuest(page, address);
  const link = (await inbox(address, "Verify")).link("Verify request");
  const [one, other] = [await visitor(), await visitor()];
  await Promise.all([one.goto(link), other.goto(link)]);
  const press = (visited: typeof one) => visited.getByRole("button", { name: "Verify request" }).click();
  await Promise.all([press(one), press(other)]);
  const verified = (visited: typeof one) => visited.getByRole("status").filter({ hasText: "has been verified" });
  await expect.poll(async () => (await verified(one).count()) + (await verified(other).count())).toBe(1);
});

test('"This wasn\'t me" cancels the request, and the link no longer verifies it', async ({ visitor, page, inbox }) => {
  const address = anyEmail();
  await requestAsGuest(page, address);
  const mail = await inbox(address, "Verify");
  const victim = await visitor();
  await victim.goto(mail.link("This wasn't me"));
  await victim.getByRole("button", { name: "This wasn't me" }).click();
  await expect(victim.getByText(/cancelled/i).first()).toBeVisible();
  await victim.goto(mail.link("Verify request"));
  await expect(victim.getByRole("button", { name: "Verify request" })).toHaveCount(0);
});

test("a known and an unknown address get the same answer", async ({ visitor }) => {
  const messages: string[] = [];
  for (const address of ["owner-of-nothing@unknown.example", anyEmail()]) {
    const page = await visitor();
    await requestAsGuest(page, address);
    const answer = await page.getByRole("status").filter({ hasText: CHECK }).innerText();
    expect(answer).toContain(address);
    messages.push(answer.replace(address, ""));
  }
  expect(messages[0]).toBe(messages[1]);
});

test("an invalid address is shown again with its error", async ({ page }) => {
  await page.goto("/s/demo");
  await page.getByRole("button", { name: "Request data export" }).click();
  await expectAlert(page, "Enter your email address");
  for (const bad of ["nobody", "two words@mail.example", `${"a".repeat(10_000)}@mail.example`]) {
    await page.getByRole("textbox", { name: "Email" }).fill(bad);
    const button = page.getByRole("button", { name: "Request data export" });
    await button.click();
    await expect(button).toHaveAttribute("aria-busy", "false");
    const field = page.getByRole("textbox", { name: "Email" });
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(/email address/i);
    await expect(field).toHaveValue(bad);
  }
  await expectAccessible(page);
});

test("one inbox gets at most three emails an hour, no matter who sends the requests", async ({ visitor }) => {
  const address = anyEmail("victim");
  for (let round = 0; round < 4; round++) {
    const page = await visitor();
    await requestAsGuest(page, address);
    if (round < 3) await expectStatus(page, CHECK);
    else await expectAlert(page, "Too many attempts");
  }
});

test("the page and the email are German for a German browser", async ({ visitor, inbox }) => {
  const page = await visitor({ locale: "de-DE" });
  const address = anyEmail("gast");
  await page.goto("/s/demo");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByRole("textbox").first().fill(address);
  await submitForm(page);
  const mail = await inbox(address, "");
  expect(mail.html).toContain('lang="de"');
});

test("an unknown store is not found", async ({ page }) => {
  for (const path of ["/s/nowhere", "/s/nowhere/sign-in", "/dashboard/nowhere/requests", "/s/demo/no-such-page"]) {
    const response = await page.goto(path);
    if (path.startsWith("/s/")) expect(response?.status()).toBe(404);
  }
});
