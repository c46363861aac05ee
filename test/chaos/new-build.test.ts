import { randomInt } from "node:crypto";
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { buildChanged } from "@/test/harness/changed-build";
import { asFetch, asForm, type Form } from "@/test/harness/form";
import { openRequestPage, startGuests } from "@/test/harness/guests";
import { addressOf } from "@/test/harness/stores";
import { makeDeployment, randomMilliseconds, replaced, rounds } from "./deployment";
import { expectNothingLost } from "./report";

test("forms of an older build are answered by a newer one, or ask to reload the page", async () => {
  const { databaseUrl, smtp, stores, start } = await makeDeployment();
  const newer = buildChanged();
  onTestFinished(() => rmSync(newer, { recursive: true, force: true }));
  let app = await start(replaced);
  // Guests keep the forms of the page that they opened, of either build.
  const guests = await startGuests(() => [app.origin], stores);
  for (let round = 0; round < rounds; round++) {
    const next = await start(replaced, round % 2 === 0 ? newer : undefined);
    const before = app;
    await guests.accepted(3);
    await pause(randomMilliseconds(300));
    app = next;
    await before.terminate();
    await guests.accepted(3);
    await expectReloadMessage(app.origin, await openRequestPage(app.origin, stores[round % stores.length]?.slug ?? ""));
  }
  await guests.stop();
  await expectNothingLost({ name: "new build over a running one", rounds }, databaseUrl, smtp, guests);
  expect(guests.requests.filter(({ told }) => told !== "accepted")).toEqual([]);
});

/** Sends a form that names an action which no build has. */
async function expectReloadMessage(origin: string, form: Form): Promise<void> {
  const gone = form.actionId.replace(
    /[0-9a-f]{8}$/,
    randomInt(2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  );
  const actionFields = Object.fromEntries(
    Object.entries(form.actionFields).map((entry) => entry.map((text) => text.replaceAll(form.actionId, gone))),
  );
  const old = { ...form, actionId: gone, actionFields };
  const send = async (post: ReturnType<typeof asForm>) =>
    await fetch(origin + post.path, {
      method: "POST",
      headers: { ...post.headers, origin, referer: origin + post.path, "x-forwarded-for": addressOf(60_000) },
      body: post.body,
    });
  const byRouter = await send(asFetch(old, { email: "old@mail.example" }));
  // app/error.tsx handles what Next's router throws for it.
  expect(byRouter.headers.get("x-nextjs-action-not-found")).toBe("1");
  const page = await send(asForm(old, { email: "old@mail.example" }));
  expect([page.status, new URL(page.url).pathname]).toEqual([200, "/updated"]);
  const html = await page.text();
  expect(html).toContain("This page has been updated");
  expect(html).toContain(`href="${form.path}"`);
}
