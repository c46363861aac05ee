import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { keyId } from "@/lib/crypto";
import { embed } from "@/lib/database";
import { openFolder } from "@/lib/embedded-database";
import { applyMigrations } from "@/prisma/migrate";
import { type App, appKeys, launchApp, startApp } from "@/test/harness/app";
import type { Query } from "@/test/harness/emails";
import { startGuests } from "@/test/harness/guests";
import { canUnshare, inNewPidNamespace } from "@/test/harness/pid-namespace";
import { insertStores, type StoreRef } from "@/test/harness/stores";

const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-embedded-"));
const apps: App[] = [];
let stores: StoreRef[];

beforeAll(async () => {
  await inFolder(async (query, database) => {
    await applyMigrations(database, undefined);
    stores = await insertStores(query, 30);
  });
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.kill()));
  rmSync(dataDir, { recursive: true, force: true });
});

/** Opens the embedded database while no app has it open. */
async function inFolder<T>(work: (query: Query, database: ReturnType<typeof embed>) => Promise<T>): Promise<T> {
  const { instance, unlock } = await openFolder(dataDir);
  const database = embed(instance, unlock);
  try {
    return await work((text, values) => database.query(text, values), database);
  } finally {
    await database.close();
  }
}

/** As in a container of its own, where that may be tried: the app is process 1, and knows of no other. */
const contained = { dataDir, ...(canUnshare && { under: inNewPidNamespace }) };

/** The exit code of an app that is to end by itself. */
const exitOf = ({ exited }: App) => Promise.race([exited, pause(20_000, "still running")]);

const oneLine = /^The embedded database in [^\n]* is open in another process: stop that process[^\n]*\n$/;

test(`of 40 requests that were accepted while others tried to open the database, none is lost${canUnshare ? "" : " (pid namespaces are untried: unshare may not be used here)"}`, async () => {
  const first = await startApp(contained);
  apps.push(first);
  let origin = first.origin;
  const guests = await startGuests(() => [origin], stores);
  onTestFinished(guests.stop);
  const second = await launchApp(contained);
  apps.push(second);
  expect([await exitOf(second), second.output()]).toEqual([1, expect.stringMatching(oneLine)]);
  await guests.accepted(40);
  await first.kill();

  // Two that start at the same instant.
  const both = await Promise.all([launchApp(contained), launchApp(contained)]);
  apps.push(...both);
  const loser = await Promise.race([...both.map((app) => app.exited.then(() => app)), pause(20_000, both[0])]);
  const winner = both.find((app) => app !== loser);
  expect([await exitOf(loser), loser.output()]).toEqual([1, expect.stringMatching(oneLine)]);
  origin = winner?.origin ?? "";
  await guests.accepted(3);
  await guests.stop();
  await winner?.kill();

  const accepted = guests.requests.filter(({ told }) => told === "accepted").map(({ email }) => email);
  const stored = await inFolder(async (query) => (await query("SELECT email FROM request")).rows);
  expect(accepted.length).toBeGreaterThanOrEqual(43);
  expect(stored).toEqual(expect.arrayContaining(accepted.map((email) => ({ email }))));
}, 120_000);

test("an ENCRYPTION_KEY that fits no secret stops the start with one line; where it fits some, the start logs how many it does not", async () => {
  const other = randomBytes(32).toString("base64");
  const wrap = async (store: number, key: string) =>
    await inFolder((query) =>
      query("UPDATE store SET handoff_secret = $2 WHERE id = $1", [
        stores[store]?.id,
        `v1.${keyId(Buffer.from(key, "base64"))}.a.b.c`,
      ]),
    );
  await wrap(0, other);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["build/server.mjs", "start"], {
    encoding: "utf8",
    timeout: 30_000,
    env: {
      ...{ NODE_ENV: "production", ...appKeys, DATA_DIR: dataDir, APP_URL: "https://privacy.example" },
      ...{ SMTP_URL: "smtp://localhost", MAIL_FROM: "privacy@shop.example" },
    },
  });
  expect([status, stdout + stderr]).toEqual([
    1,
    expect.stringMatching(/^ENCRYPTION_KEY does not fit the database: it holds none [^\n]* its 1 secrets [^\n]*\n$/),
  ]);
  await wrap(1, appKeys.ENCRYPTION_KEY);
  const app = await startApp({ dataDir });
  apps.push(app);
  expect(app.output().match(/"secrets":1,.*"secrets are encrypted under missing keys"/g)).toHaveLength(1);
  await app.kill();
}, 60_000);
