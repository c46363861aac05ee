import { expect, expectAccessible, test } from "./fixtures";
import { password } from "./server";

test("the demo's hub shows its roles, signs in as each, and leads through the story", async ({ visitor }) => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await visitor({ javaScriptEnabled });
    await page.goto("/demo");
    await expect(page.getByRole("heading", { level: 1, name: "See both sides of a data request" })).toBeVisible();
    if (javaScriptEnabled) await expectAccessible(page);
    await expect(page.getByText(password, { exact: true })).toHaveCount(3);
    const steps = page.getByRole("listitem");
    await expect(steps).toHaveCount(7);
    for (const path of await steps
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href"))))
      expect(path).toMatch(/^\/(?:s|mailbox|dashboard)/);
    await page.getByRole("button", { name: "Sign in as Cleo Viewer" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Customer data requests" })).toBeVisible();
    await page.goto("/demo");
    await page.getByRole("button", { name: "Sign in as Ada Owner" }).click();
    await page.goto("/demo");
    // Another story may have made the request of step 1.
    await expect(steps.nth(4)).toContainText(/After steps 1 and 2|Request$/);
    await steps.nth(3).getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("DR-2QZD-8FVK");
  }
});
