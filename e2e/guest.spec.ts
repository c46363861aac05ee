import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { expectAlert, expectSent, expectVerified, openRequestOf, requestAsGuest, submitForm } from "./support";

for (const javaScriptEnabled of [true, false]) {
  test(`a guest requests data, verifies and sees the confirmation, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    visitor,
    inbox,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    const address = anyEmail();
    await page.goto("/s/demo");
    await expect(page.getByRole("heading", { level: 1, name: "Customer data requests" })).toBeVisible();
    const expectGood = async () => {
      if (!javaScriptEnabled) return; // axe is a script
      await expectAccessible(page);
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    };
    await expectGood();
    await page.getByRole("textbox", { name: "Email" }).fill(`  ${address.toUpperCase()} `);
    await page.getByRole("textbox", { name: "Order number" }).fill("Order 1001 <b>");
    await page.getByRole("button", { name: "Request data export" }).click();
    await expectSent(page, address.toUpperCase());
    await expectGood();

    const mail = await inbox(address.toUpperCase(), "Verify");
    await page.goto(mail.link("Verify request"));
    await page.getByRole("button", { name: "Verify request" }).click();
    const reference = await expectVerified(page);
    await expect(page.getByText(/We answer by \d+ \w+ \d{4}/)).toBeVisible();
    await expectGood();

    const received = await inbox(address.toUpperCase(), "received");
    expect(received.text).toContain(reference);
    expect(received.text).toContain("sent shortly");
  });
}

test("the keyboard alone is enough, at 320 pixels and in dark mode", async ({ visitor, inbox }) => {
  const page = await visitor({ viewport: { width: 320, height: 640 } });
  await page.emulateMedia({ colorScheme: "dark" });
  const address = anyEmail();
  const expectGood = async () => {
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  };
  await page.goto("/s/demo");
  await expectGood();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Email" })).toBeFocused();
  await page.keyboard.type(address);
  for (let presses = 0; presses < 2; presses++) await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Request data export" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expectSent(page, address);
  await expectGood();
  await page.goto((await inbox(address, "Verify")).link("Verify request"));
  await expectGood();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expectVerified(page);
  await expectGood();
});

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
  expect(await expectVerified(other)).toMatch(/DR-\w{4}-\w{4}/);

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
  expect(await expectVerified(one)).toBe(await expectVerified(other));
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
  const pages: string[] = [];
  for (const address of ["owner-of-nothing@unknown.example", anyEmail()]) {
    const page = await visitor();
    await requestAsGuest(page, address);
    await expectSent(page, address);
    pages.push((await page.getByRole("main").innerText()).replace(address, ""));
  }
  expect(pages[0]).toBe(pages[1]);
});

for (const javaScriptEnabled of [true, false])
  test(`only the browser that typed the address is shown it, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    visitor,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    const address = anyEmail("seen");
    await requestAsGuest(page, address);
    await expectSent(page, address);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name).sort()).toEqual(javaScriptEnabled ? [] : ["dossier-sent-demo"]);
    for (const { value, httpOnly, expires } of cookies) {
      expect(decodeURIComponent(value)).not.toContain(address.slice(0, 10));
      expect(httpOnly).toBe(true);
      expect(expires - Date.now() / 1000).toBeLessThanOrEqual(600);
    }
    const other = await visitor({ javaScriptEnabled });
    await other.goto(page.url());
    await expect(other.getByRole("heading", { level: 1, name: "Check your inbox" })).toBeVisible();
    await expect(other.getByRole("main")).not.toContainText(address);
    await expect(other.getByRole("button", { name: "Send it again" })).toHaveCount(0);
    if (javaScriptEnabled) await expectAccessible(other);

    // Without a script the cookie still knows it; with one nothing does.
    await page.reload();
    const again = expect(page.getByRole("main"));
    await (javaScriptEnabled ? again.not.toContainText(address) : again.toContainText(address));
  });

for (const javaScriptEnabled of [true, false])
  test(`the email is sent again after a minute, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    visitor,
    inbox,
  }) => {
    const page = await visitor({ javaScriptEnabled });
    if (javaScriptEnabled) await page.clock.install();
    const address = anyEmail();
    await requestAsGuest(page, address);
    await expectSent(page, address);
    const first = (await inbox(address, "Verify")).link("Verify request");
    const resend = page.getByRole("button", { name: "Send it again" });
    if (javaScriptEnabled) {
      await expect(resend).toHaveAttribute("aria-disabled", "true");
      await expect(resend).toHaveAccessibleDescription("You can send it again after a minute.");
      await resend.click({ force: true });
      await page.clock.fastForward("01:00");
      await expect(resend).toHaveAttribute("aria-disabled", "false");
    }
    await resend.click();
    await expect(page.getByText("We sent another email to")).toBeVisible();
    await expectSent(page, address);
    await expect.poll(async () => (await inbox(address, "Verify")).link("Verify request")).not.toBe(first);
  });

test("Back leads from the confirmation to the form, and another address gets its own", async ({ visitor }) => {
  const page = await visitor();
  const [wrong, right] = [anyEmail("wrong"), anyEmail("right")];
  await requestAsGuest(page, wrong);
  await expectSent(page, wrong);
  await page.goBack();
  await expect(page).toHaveTitle(/^Customer data requests · /);
  await page.getByRole("textbox", { name: "Email" }).fill(right);
  await page.getByRole("button", { name: "Request data export" }).click();
  await expectSent(page, right);
  await page.getByRole("link", { name: "Enter another one" }).click();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveValue("");
});

test("what a guest adds is read by the store's staff alone", async ({ visitor, merchant, inbox }) => {
  const page = await visitor();
  const address = anyEmail();
  await page.goto("/s/demo");
  await page.getByRole("textbox", { name: "Email" }).fill(address);
  await page.getByRole("textbox", { name: "Order number" }).fill("Order <b>1001</b>");
  await page.getByRole("button", { name: "Request data export" }).click();
  await expectSent(page, address);
  const mail = await inbox(address, "Verify");
  expect(mail.html).not.toContain("1001");
  await page.goto(mail.link("Verify request"));
  await expect(page.getByRole("main")).not.toContainText("1001");
  await page.getByRole("button", { name: "Verify request" }).click();
  await expectVerified(page);
  await openRequestOf(merchant, address);
  await expect(merchant.getByText("Order <b>1001</b>")).toBeVisible();
});

test("dates are as the reader writes them, on the page and in the email", async ({ visitor, inbox }) => {
  for (const [locale, written] of [
    ["en-GB", /\d{1,2} \p{L}+ \d{4}/u],
    ["en-US", /\p{L}+ \d{1,2}, \d{4}/u],
    ["de-AT", /\d{1,2}\. \p{L}+ \d{4}/u],
  ] as const) {
    const page = await visitor({ locale });
    const address = anyEmail(locale.toLowerCase());
    await page.goto("/s/demo");
    const due = written.exec(await page.getByRole("main").innerText())?.[0] ?? "none";
    await page.getByRole("textbox").first().fill(address);
    await submitForm(page);
    await expect(page.getByRole("main")).toContainText(due);
    await page.goto((await inbox(address, "")).link(locale === "de-AT" ? "Anfrage bestätigen" : "Verify request"));
    await page.getByRole("button").first().click();
    await expect(page.getByRole("main")).toContainText(due);
    expect((await inbox(address, "DR-")).text).toContain(due);
  }
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
    if (round < 3) await expectSent(page, address);
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

test("an unknown store, link or page is not found, and says what to do", async ({ page, visitor }) => {
  const link = `/s/demo/delivery/${"x".repeat(43)}`;
  const plain = await visitor({ javaScriptEnabled: false });
  for (const path of ["/s/nowhere", "/s/nowhere/sign-in", "/s/demo/no-such-page", link, "/no-such-page"])
    for (const shown of [page, plain]) {
      const response = await shown.goto(path);
      expect(response?.status(), path).toBe(404);
      await expect(shown.getByText(/check the address/i)).toBeVisible();
      await expect(shown).toHaveTitle(/This page does not exist|There is no shop|Page not found/);
      const lead = shown.getByRole("link", { name: "Request your data" });
      await expect(lead).toHaveCount(path.startsWith("/s/demo/") ? 1 : 0);
      if (shown === page) await expectAccessible(page);
    }
  await page.goto("/dashboard/nowhere/requests");
});

test("a statement says how accessible the pages are, in the reader's language", async ({ page, visitor }) => {
  await page.goto("/s/demo");
  await page.getByRole("link", { name: "Accessibility" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Accessibility" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "privacy@demo.example" })).toBeVisible();
  await expectAccessible(page);
  const german = await visitor({ locale: "de-DE" });
  await german.goto("/s/demo/accessibility");
  await expect(german.getByRole("heading", { level: 1, name: "Barrierefreiheit" })).toBeVisible();
});
