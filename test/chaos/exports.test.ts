import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { database, prisma } from "@/lib/database";
import { failAbandonedExports } from "@/lib/export/fail-export";
import type { ExportState } from "@/prisma/generated/client";
import { makeCustomer, makeLines, makeOrder } from "@/test/factories/customer";
import { queueExport } from "@/test/factories/export";
import { openAppDatabase } from "@/test/harness/app-database";
import { readArchive } from "@/test/harness/archive";
import { type Deployment, makeDeployment, randomMilliseconds, rounds } from "./deployment";
import { addReport } from "./report";

// Collecting takes some tenths of a second.
const LINES = 20_000;

test("when a worker is killed while it builds exports, each is ready once and complete, or has failed", async () => {
  const { deployment, worker, requested } = await startExports();
  let current = worker;
  for (let round = 0; round < rounds; round++) {
    await duringBuild();
    await current.kill();
    current = await deployment.start();
  }
  await expectAllBuilt("exports, worker killed", await requested());
});

test("when PostgreSQL stops while exports are built, each is ready once and complete, or has failed", async () => {
  const { deployment, requested } = await startExports();
  for (let round = 0; round < rounds; round++) {
    await duringBuild();
    if (round % 2 === 0) deployment.postgres.stop("fast");
    else deployment.postgres.kill();
    await pause(randomMilliseconds(300));
    deployment.postgres.start();
  }
  await expectAllBuilt("exports, PostgreSQL stopped", await requested());
});

const underWay = { state: { in: ["queued", "collecting"] satisfies ExportState[] } };

type Target = Awaited<ReturnType<typeof queueExport>>;

/** A worker process, and merchants who request exports of customers with 20,000 order lines without pause. */
async function startExports() {
  const deployment = await makeDeployment();
  const worker = await deployment.start();
  onTestFinished(await openAppDatabase(worker, deployment.databaseUrl));
  const accepted: Target[] = [];
  let requesting = true;
  const loop = (async () => {
    while (requesting) {
      // PostgreSQL is away: nothing was accepted.
      const target = await request(deployment).catch(() => undefined);
      if (target) accepted.push(target);
      await pause(100);
    }
  })();
  const requested = async () => {
    // A round may have met a build that was restarted: as many exports are requested as there were rounds.
    await waitUntil(() => accepted.length >= rounds);
    requesting = false;
    await loop;
    return accepted;
  };
  return { deployment, worker, requested };
}

/** Waits until a build begins, then for a random part of it: a fault that meets no build shows nothing. */
async function duringBuild() {
  let before: number | undefined;
  const begun = async () => {
    const { _sum } = await prisma().export.aggregate({ _sum: { attempts: true } });
    before ??= _sum.attempts ?? 0;
    return (_sum.attempts ?? 0) > before;
  };
  // A connection from before PostgreSQL's stop fails at its first use.
  await vi.waitUntil(() => begun().catch(() => false), { timeout: 60_000, interval: 5 });
  await pause(randomInt(300));
}

/** Requests an export, unless a few are running: more would only delay the end. */
async function request({ stores }: Deployment): Promise<Target | undefined> {
  const [store] = stores;
  if (!store) throw new Error("there is no store");
  if ((await prisma().export.count({ where: underWay })) > 4) return undefined;
  const customer = await makeCustomer(store.id);
  await makeLines(store.id, await makeOrder(store.id, { customerId: customer.id }, []), LINES);
  return await queueExport(store.id, customer.id);
}

/** Waits until no export is running, then opens each archive. */
async function expectAllBuilt(fault: string, accepted: Target[]) {
  await waitUntil(async () => (await prisma().export.count({ where: underWay })) === 0);
  const found = await prisma().export.findMany({ select: { storeId: true, id: true, state: true, attempts: true } });
  const events = await prisma().event.findMany({
    where: { type: { in: ["export_ready", "export_failed"] } },
    select: { type: true, data: true },
  });
  const eventsOf = Map.groupBy(events, ({ data }) => (data as { exportId: string }).exportId);
  const results = new Map<string, string>();
  for (const { storeId, id, state } of found) {
    const types = (eventsOf.get(id) ?? []).map(({ type }) => type).join();
    const complete = state === "ready" ? (await linesOf({ storeId, exportId: id })) === LINES : state === "failed";
    results.set(
      id,
      types === `export_${state}` && complete ? state : `${state} with ${types || "no event"}, complete: ${complete}`,
    );
  }
  const wrong = [...results].filter(([, result]) => result !== "ready" && result !== "failed");
  addReport({
    fault,
    rounds,
    accepted: accepted.length,
    lost: accepted.filter(({ exportId }) => !results.has(exportId)).length + wrong.length,
    twice: [...eventsOf.values()].filter((all) => all.length > 1).length,
    sent: [...results.values()].filter((result) => result === "ready").length,
    refused: [...results.values()].filter((result) => result === "failed").length,
  });
  expect(accepted.length).toBeGreaterThanOrEqual(rounds);
  expect(wrong).toEqual([]);
  expect(accepted.filter(({ exportId }) => !results.has(exportId))).toEqual([]);
  // The faults met builds: some were restarted and then finished.
  expect(found.some(({ attempts }) => attempts > 1)).toBe(true);
  expect(found.some(({ attempts, state }) => attempts > 1 && state === "ready")).toBe(true);
}

/** Waits, and does at once what takes minutes: retries are due, and builds that ended silently are found. */
async function waitUntil(holds: () => boolean | Promise<boolean>) {
  const pass = async () => {
    await database().query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
    await failAbandonedExports(new Date(Date.now() + 16 * 60_000));
    return await holds();
  };
  // A connection from before PostgreSQL's stop fails at its first use.
  await vi.waitUntil(() => pass().catch(() => false), { timeout: 5 * 60_000, interval: 250 });
}

async function linesOf(target: { storeId: string; exportId: string }): Promise<number> {
  const { orders } = JSON.parse((await readArchive(target))["data.json"] ?? "{}") as { orders: { lines: unknown[] }[] };
  return orders.reduce((sum, { lines }) => sum + lines.length, 0);
}
