import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startApp } from "@/test/harness/app";
import { expect, expectAccessible, test } from "./fixtures";
import { expectAlert, expectStatus } from "./support";

test("an empty deployment prints a link that makes the first store and owner in the browser", async ({ page }) => {
  test.setTimeout(120_000);
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-first-run-"));
  const printed = /There is no store yet.*?(http:\/\/\S+\/first-run\/\S+)/s;
  let app = await startApp({ dataDir });
  try {
    await page.goto(app.origin);
    await expect(page.getByRole("heading", { level: 1, name: "There are no stores yet" })).toBeVisible();
    await expectAccessible(page);

    await expect.poll(app.output).toMatch(printed);
    await page.goto(printed.exec(app.output())?.[1] ?? "");
    await expectAccessible(page);
    await page.getByRole("textbox", { name: "Store name" }).fill("Alder & Finch");
    await page.getByRole("button", { name: "Create store" }).click();
    await expectAlert(page, "Enter your email address.");
    await page.getByRole("textbox", { name: "Your name" }).fill("Mara Owner");
    await page.getByRole("textbox", { name: "Email" }).fill("mara@shop.example");
    await page.getByLabel("Password").fill("seven green umbrellas");
    await page.getByRole("button", { name: "Create store" }).click();
    await expectStatus(page, "Alder & Finch has been created");
    await expect(page).toHaveURL(/\/dashboard\/alder-finch\/requests/);
    await expect(page.getByText("Show times in")).toBeHidden();

    const [, link = ""] = printed.exec(app.output()) ?? [];
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
    await expectAccessible(page);

    await app.terminate();
    app = await startApp({ dataDir });
    await page.goto(app.origin);
    await expect(page).toHaveURL(/\/s\/alder-finch/);
    expect(app.output()).not.toContain("first-run");
  } finally {
    await app.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
