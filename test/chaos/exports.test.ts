import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { database, openDatabase, prisma } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { failAbandonedExports } from "@/lib/export/fail-abandoned-exports";
import { startQueue } from "@/lib/queue/queue";
import type { ExportState } from "@/prisma/generated/client";
import { makeCustomer, makeLines, makeOrder } from "@/test/factories/customer";
import { queueExport } from "@/test/factories/export";
import { readArchive } from "@/test/harness/archive";
import { note } from "./account";
import { rounds, someMilliseconds } from "./rounds";
import { makeSetting, type Setting } from "./setting";

// Some tenths of a second to collect.
const LINES = 20_000;

test("a worker killed while it builds exports: each is ready once and whole, or says that it failed", async () => {
  const { setting, worker, asked } = await makeDashboard();
  let current = worker;
  for (let round = 0; round < rounds; round++) {
    await duringBuild();
    await current.kill();
    current = await setting.start(keys);
  }
  await account("exports, worker killed", await asked());
});

test("PostgreSQL stopped while exports are built: each is ready once and whole, or says that it failed", async () => {
  const { setting, asked } = await makeDashboard();
  for (let round = 0; round < rounds; round++) {
    await duringBuild();
    if (round % 2 === 0) setting.postgres.stop("fast");
    else setting.postgres.kill();
    await pause(someMilliseconds(300));
    setting.postgres.start();
  }
  await account("exports, PostgreSQL stopped", await asked());
});

/** What wraps the exports' keys: this process opens them too. */
const keys = { ENCRYPTION_KEY: randomBytes(32).toString("base64"), AUTH_SECRET: randomBytes(32).toString("base64") };

const underWay = { state: { in: ["queued", "collecting"] satisfies ExportState[] } };

type Target = Awaited<ReturnType<typeof queueExport>>;

/** A worker in a process of its own, and merchants who ask for exports of customers with 20,000 order lines without pause. */
async function makeDashboard() {
  const setting = await makeSetting();
  loadEnv("admin", { DATABASE_URL: setting.databaseUrl, WORKER: "off", ...keys });
  const opened = await openDatabase();
  const queue = await startQueue();
  onTestFinished(async () => {
    await queue.stop({ graceful: false });
    await opened.close();
  });
  const worker = await setting.start(keys);
  const accepted: Target[] = [];
  let asking = true;
  const loop = (async () => {
    while (asking) {
      // PostgreSQL is away: nothing was accepted.
      const target = await ask(setting).catch(() => undefined);
      if (target) accepted.push(target);
      await pause(100);
    }
  })();
  const asked = async () => {
    // A round may have met a build that was begun anew: as many are asked for as there were rounds. No more are asked for while
    // some are under way, which one is, too, whose worker was killed at each try.
    await waitUntil(() => accepted.length >= rounds);
    asking = false;
    await loop;
    return accepted;
  };
  return { setting, worker, asked };
}

/** Waits until a build begins, then for a random part of it: a fault that meets no build shows nothing. */
async function duringBuild() {
  let before: number | undefined;
  const begun = async () => {
    const { _sum } = await prisma().export.aggregate({ _sum: { attempts: true } });
    before ??= _sum.attempts ?? 0;
    return (_sum.attempts ?? 0) > before;
  };
  // A connection of before PostgreSQL's stop says so at its first use.
  await vi.waitUntil(() => begun().catch(() => false), { timeout: 60_000, interval: 5 });
  await pause(randomInt(300));
}

/** Asks for an export, unless a few are under way: more would only make the end later. */
async function ask({ stores }: Setting): Promise<Target | undefined> {
  const [store] = stores;
  if (!store) throw new Error("there is no store");
  if ((await prisma().export.count({ where: underWay })) > 4) return undefined;
  const customer = await makeCustomer(store.id);
  await makeLines(store.id, await makeOrder(store.id, { customerId: customer.id }, []), LINES);
  return await queueExport(store.id, customer.id);
}

/** Waits until no export is under way, then opens each that was accepted. */
async function account(fault: string, accepted: Target[]) {
  await waitUntil(async () => (await prisma().export.count({ where: underWay })) === 0);
  const found = await prisma().export.findMany({ select: { storeId: true, id: true, state: true, attempts: true } });
  const events = await prisma().event.findMany({
    where: { type: { in: ["export_ready", "export_failed"] } },
    select: { type: true, data: true },
  });
  const said = Map.groupBy(events, ({ data }) => (data as { exportId: string }).exportId);
  const results = new Map<string, string>();
  for (const { storeId, id, state } of found) {
    const words = (said.get(id) ?? []).map(({ type }) => type).join();
    const whole = state === "ready" ? (await linesOf({ storeId, exportId: id })) === LINES : state === "failed";
    results.set(
      id,
      words === `export_${state}` && whole ? state : `${state} with ${words || "no word"}, whole: ${whole}`,
    );
  }
  const wrong = [...results].filter(([, result]) => result !== "ready" && result !== "failed");
  note({
    fault,
    rounds,
    accepted: accepted.length,
    lost: accepted.filter(({ exportId }) => !results.has(exportId)).length + wrong.length,
    twice: [...said.values()].filter((words) => words.length > 1).length,
    sent: [...results.values()].filter((result) => result === "ready").length,
    refused: [...results.values()].filter((result) => result === "failed").length,
  });
  expect(accepted.length).toBeGreaterThanOrEqual(rounds);
  expect(wrong).toEqual([]);
  expect(accepted.filter(({ exportId }) => !results.has(exportId))).toEqual([]);
  // The faults met builds: some had to be begun anew, and were not given up for it.
  expect(found.some(({ attempts }) => attempts > 1)).toBe(true);
  expect(found.some(({ attempts, state }) => attempts > 1 && state === "ready")).toBe(true);
}

/** Waits, and does at once what takes minutes: a retry is due, and the clean-up job finds builds that are over without a word. */
async function waitUntil(holds: () => boolean | Promise<boolean>) {
  const pass = async () => {
    await database().query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
    await failAbandonedExports(new Date(Date.now() + 16 * 60_000));
    return await holds();
  };
  // A connection of before PostgreSQL's stop says so at its first use.
  await vi.waitUntil(() => pass().catch(() => false), { timeout: 5 * 60_000, interval: 250 });
}

async function linesOf(target: { storeId: string; exportId: string }): Promise<number> {
  const { orders } = JSON.parse((await readArchive(target))["data.json"] ?? "{}") as { orders: { lines: unknown[] }[] };
  return orders.reduce((sum, { lines }) => sum + lines.length, 0);
}
