import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type App, launchApp, startApp } from "@/test/harness/app";
import { canMount, mountSmallFolder } from "@/test/harness/small-folder";
import { startSmtp } from "@/test/harness/smtp";
import { insertStores } from "@/test/harness/stores";
import { compare, note } from "./account";
import { inFolder, whenSettled } from "./embedded";
import { sendGuests } from "./guests";
import { rounds, someMilliseconds } from "./rounds";

test("an app with the embedded database that is killed under load loses nothing that it has accepted", async () => {
  const { dataDir, smtp, stores, start } = await makeFolder();
  let app = await start();
  const guests = await sendGuests(() => [app.origin], stores);
  const deaths: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await guests.accepted(3);
    await pause(someMilliseconds(800));
    await app.kill();
    deaths.push(performance.now());
    app = await start();
  }
  await guests.accepted(3);
  await guests.leave();
  await app.terminate();
  const fault = { name: "embedded, app killed", rounds, deaths };
  await whenSettled(dataDir, start, (query) => compare(fault, query, smtp, guests));
});

test("a first start killed half-way leaves a folder that the next start completes", async () => {
  let [startMs, failed] = [0, 0];
  for (let round = 0; round <= rounds; round++) {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-first-"));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const began = performance.now();
    if (round > 0) {
      const first = await launchApp({ dataDir });
      await pause(Math.random() * startMs);
      await first.kill();
    }
    const app = await startApp({ dataDir }).catch(() => undefined);
    if (round === 0) startMs = performance.now() - began;
    if (!app) failed++;
    await app?.kill();
  }
  note({ fault: "embedded, first start killed", rounds, accepted: rounds, lost: failed });
  expect(failed).toBe(0);
});

test.skipIf(!canMount)(
  `a full disk refuses requests in words, loses none, and is got over${canMount ? "" : " (only root may mount a small disk)"}`,
  async () => {
    const small = mountSmallFolder(260);
    onTestFinished(small.remove);
    const { dataDir, smtp, stores, start } = await makeFolder(small.path);
    let app = await start();
    const guests = await sendGuests(() => [app.origin], stores);
    const deaths: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await guests.accepted(3);
      await pause(someMilliseconds(500));
      small.fill();
      await pause(someMilliseconds(3000));
      small.empty();
      // A database that cannot write its log ends, and the process with it: whoever runs it starts it again.
      const ended = await Promise.race([app.exited.then(() => true), pause(200).then(() => false)]);
      if (ended) {
        deaths.push(performance.now());
        app = await start();
      }
      await guests.accepted(3);
    }
    await guests.leave();
    await app.terminate();
    const fault = { name: "embedded, disk full", rounds, deaths };
    await whenSettled(dataDir, start, (query) => compare(fault, query, smtp, guests));
    const refused = guests.asks.filter(({ told }) => told === "refused");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(({ status }) => status !== 200)).toEqual([]);
  },
);

/** A migrated embedded database with so many stores that none slows its mail, and an SMTP server. */
async function makeFolder(given?: string) {
  const dataDir = given ?? mkdtempSync(path.join(os.tmpdir(), "dossier-embedded-"));
  const smtp = await startSmtp();
  const apps: App[] = [];
  const start = async () => {
    const app = await startApp({ dataDir, smtpUrl: smtp.url });
    apps.push(app);
    return app;
  };
  onTestFinished(async () => {
    await Promise.all(apps.map((app) => app.kill()));
    await smtp.close();
    if (!given) rmSync(dataDir, { recursive: true, force: true });
  });
  await (await start()).terminate();
  const stores = await inFolder(dataDir, (query) => insertStores(query, 30));
  return { dataDir, smtp, stores, start };
}
