import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createPglite } from "@/lib/embedded-database";
import { type App, launchApp, startApp } from "@/test/harness/app";
import { countWaiting, type Query } from "@/test/harness/emails";
import { startGuests } from "@/test/harness/guests";
import { canMount, mountSmallFolder } from "@/test/harness/small-folder";
import { startSmtp } from "@/test/harness/smtp";
import { insertStores } from "@/test/harness/stores";
import { randomMilliseconds, rounds } from "./deployment";
import { addReport, checkStored } from "./report";

test("an app with the embedded database loses nothing that it accepted when it is killed under load", async () => {
  const { dataDir, smtp, stores, start } = await makeFolder();
  let app = await start();
  const guests = await startGuests(() => [app.origin], stores);
  const deaths: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await guests.accepted(3);
    await pause(randomMilliseconds(800));
    await app.kill();
    deaths.push(performance.now());
    app = await start();
  }
  await guests.accepted(3);
  await guests.stop();
  await app.terminate();
  const fault = { name: "embedded, app killed", rounds, deaths };
  await whenQueueIsEmpty(dataDir, start, (query) => checkStored(fault, query, smtp, guests));
});

test("when the first start is killed halfway, the next start completes the folder", async () => {
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
  addReport({ fault: "embedded, first start killed", rounds, accepted: rounds, lost: failed });
  expect(failed).toBe(0);
});

test.skipIf(!canMount)(
  `a full disk refuses requests with a message, loses none, and the app recovers${canMount ? "" : " (only root may mount a small disk)"}`,
  async () => {
    const small = mountSmallFolder(260);
    onTestFinished(small.remove);
    const { dataDir, smtp, stores, start } = await makeFolder(small.path);
    let app = await start();
    const guests = await startGuests(() => [app.origin], stores);
    const deaths: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await guests.accepted(3);
      await pause(randomMilliseconds(500));
      small.fill();
      await pause(randomMilliseconds(3000));
      small.empty();
      // A database that cannot write its log ends the process, which its supervisor starts again.
      const ended = await Promise.race([app.exited.then(() => true), pause(200).then(() => false)]);
      if (ended) {
        deaths.push(performance.now());
        app = await start();
      }
      await guests.accepted(3);
    }
    await guests.stop();
    await app.terminate();
    const fault = { name: "embedded, disk full", rounds, deaths };
    await whenQueueIsEmpty(dataDir, start, (query) => checkStored(fault, query, smtp, guests));
    const refused = guests.requests.filter(({ told }) => told === "refused");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(({ status }) => status !== 200)).toEqual([]);
  },
);

/** A migrated embedded database with so many stores that none slows its email, and an SMTP server. */
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

/** Opens the embedded database of an app that has ended. */
async function inFolder<T>(dataDir: string, work: (query: Query) => Promise<T>): Promise<T> {
  const database = await createPglite({ dataDir: path.join(dataDir, "postgres-18") });
  try {
    return await work((text, values) => database.query(text, values));
  } finally {
    await database.close();
  }
}

/** Starts and ends the app until nothing waits in its embedded database, then works in that. */
async function whenQueueIsEmpty<T>(
  dataDir: string,
  start: () => Promise<App>,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const result = await inFolder(dataDir, async (query) => {
      const waiting = await countWaiting(query);
      if (waiting > 0 && attempt === 5) throw new Error(`${waiting} jobs and emails still wait`);
      // A dead process's jobs are noticed after its heartbeat; retries are due at once.
      await query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
      return waiting > 0 ? undefined : { value: await work(query) };
    });
    if (result) return result.value;
    const app = await start();
    await pause(20_000);
    await app.terminate();
  }
}
