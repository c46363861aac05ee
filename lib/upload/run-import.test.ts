import { expect, test } from "vitest";
import { TakenOverError } from "@/lib/archive/chunk-store";
import { listMissing } from "@/lib/customer/list-missing";
import { prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { checkedImport } from "@/test/factories/upload";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { startImport } from "./decide-import";
import { expireImports } from "./expire-imports";
import { findImport, readImportProgress } from "./find-imports";
import { runImport } from "./run-import";
import { runImportJob } from "./run-import.job";

withTestDatabase();

const signal = new AbortController().signal;
const context = { signal, retryCount: 0, lastTry: false };
const ANN = ["1", "Ann", "Ames", "ann@a.example", "yes"];
const BEA = ["2", "Bea", "Bell", "bea@b.example", "no"];
const customers = customersFile([ANN, BEA, ["3", "Cy", "Cole", "cy@c.example", "perhaps"]]);

const chunksOf = (importId: string) => prisma().exportChunk.count({ where: { exportId: importId } });
const stateOf = async (storeId: string, id: string) =>
  (await prisma().import.findFirst({ where: { storeId, id }, select: { state: true, wrappedKey: true } })) ?? undefined;

test("a whole customers file says who is missing, before the import and after it", async () => {
  const { storeId, run } = await makeImportStore();
  await run({ customers: customersFile([ANN, ["9", "Gone", "", "g@g.example", "no"]]) });
  const target = await checkedImport(storeId, [customersFile([ANN, BEA])], true);
  expect(await findImport(storeId)).toMatchObject({ state: "queued", missing: 1 });
  await runImport(target, signal);
  expect((await listMissing(storeId))?.rows).toMatchObject([{ platformId: "9" }]);
});

test("a run that takes over continues after the last batch; the counts are those of one run", async () => {
  const { storeId } = await makeImportStore();
  const rows = Array.from({ length: 1200 }, (_, index) => [
    String(index + 1),
    "Ann",
    String(index),
    `a${index}@a.example`,
    "yes",
  ]);
  const target = await checkedImport(storeId, [customersFile(rows)], true);
  const stop = new AbortController();
  const running = runImport(target, stop.signal);
  await expect
    .poll(() => prisma().customer.count({ where: { storeId } }), { interval: 5, timeout: 20_000 })
    .toBeGreaterThan(0);
  stop.abort();
  await expect(running).rejects.toThrow();
  const stored = await prisma().customer.count({ where: { storeId } });
  expect(stored).toBeLessThan(1200);
  expect(await readImportProgress(storeId, target.importId)).toMatchObject({ state: "importing" });
  await runImport(target, signal);
  expect(await findImport(storeId)).toMatchObject({
    state: "finished",
    attempts: 2,
    files: [{ added: 1200, changed: 0, unchanged: 0, rowsRead: 1200 }],
  });
});

test("a run that was taken over stores nothing more", async () => {
  const { storeId } = await makeImportStore();
  const rows = Array.from({ length: 1200 }, (_, index) => [
    String(index + 1),
    "Ann",
    String(index),
    `b${index}@a.example`,
    "yes",
  ]);
  const target = await checkedImport(storeId, [customersFile(rows)], true);
  const running = runImport(target, signal);
  await expect
    .poll(() => prisma().customer.count({ where: { storeId } }), { interval: 5, timeout: 20_000 })
    .toBeGreaterThan(0);
  await prisma().import.updateMany({ where: { storeId, id: target.importId }, data: { attempts: { increment: 1 } } });
  await expect(running).rejects.toThrow(TakenOverError);
  expect(await prisma().customer.count({ where: { storeId } })).toBeLessThan(1200);
});

test("imports of one store take turns, the command line's included; two that press the button start one", async () => {
  const { storeId, run } = await makeImportStore();
  const target = await checkedImport(storeId, [customers]);
  expect(await Promise.all([startImport(target), startImport(target)])).toEqual(expect.arrayContaining([true, false]));
  const jobs = await queue().findJobs("run-import", { data: { importId: target.importId } });
  expect(jobs).toHaveLength(1);
  await prisma().import.create({
    data: { storeId, id: crypto.randomUUID(), state: "importing", fileCount: 1, startedAt: new Date() },
  });
  await runImportJob(target, context);
  expect(await stateOf(storeId, target.importId)).toMatchObject({ state: "queued" });
  expect(await queue().findJobs("run-import", { data: { importId: target.importId } })).toHaveLength(2);
  // Its process was killed: it has been silent for a minute.
  const killed = { storeId, state: "importing" as const };
  await prisma().import.updateMany({ where: killed, data: { seenAt: new Date(Date.now() - 60_000) } });
  await runImportJob(target, context);
  expect(await stateOf(storeId, target.importId)).toMatchObject({ state: "finished" });

  // The command line waits for the dashboard.
  const next = await checkedImport(storeId, [customers], true);
  await prisma().import.updateMany({ where: { storeId, id: next.importId }, data: { state: "importing" } });
  let isDone = false;
  const command = run({ customers }).then(() => {
    isDone = true;
  });
  await new Promise((done) => setTimeout(done, 300));
  expect(isDone).toBe(false);
  await runImport(next, signal);
  await command;
});

test("after a day files are deleted, whatever their import's state; one whose job is gone fails", async () => {
  await prisma().import.deleteMany();
  const { storeId } = await makeImportStore();
  const { importId } = await checkedImport(storeId, [customers]);
  const later = (hours: number) => new Date(Date.now() + hours * 3600_000);
  expect(await expireImports(later(23))).toBe(0);
  expect(await expireImports(later(25))).toBe(1);
  expect([await chunksOf(importId), await stateOf(storeId, importId)]).toEqual([
    0,
    { state: "expired", wrappedKey: null },
  ]);
  const queued = await checkedImport(storeId, [customers], true);
  expect(await expireImports(later(1))).toBe(0);
  for (const name of ["check-import", "run-import"] as const)
    for (const { id } of await queue().findJobs(name, { data: { importId: queued.importId } }))
      await queue().deleteJob(name, id);
  expect(await expireImports()).toBe(0);
  expect(await expireImports(later(1))).toBe(1);
  expect(await stateOf(storeId, queued.importId)).toMatchObject({ state: "failed" });
});

test("what is imported is of the shop that an owner named, also where nothing else changes; a file of none keeps it", async () => {
  const { storeId } = await makeImportStore();
  const files = [customersFile([["7", "Ann", "Ames", "ann@a.example", "yes"]]), ordersFile([orderRow({})])];
  const originsAfter = async (origin: string | null) => {
    const target = await checkedImport(storeId, files, true);
    await prisma().import.updateMany({ where: { storeId, id: target.importId }, data: { origin } });
    await runImport(target, signal);
    const [customer, order] = [
      await prisma().customer.findFirstOrThrow({ where: { storeId } }),
      await prisma().order.findFirstOrThrow({ where: { storeId } }),
    ];
    return [customer.origin, order.origin];
  };
  expect(await originsAfter(null)).toEqual([null, null]);
  expect(await originsAfter("shopify:a.example")).toEqual(["shopify:a.example", "shopify:a.example"]);
  expect(await originsAfter(null)).toEqual(["shopify:a.example", "shopify:a.example"]);
  const target = await checkedImport(storeId, files);
  // No source of this store serves it.
  expect(await outcome(startImport({ ...target, origin: "shopify:b.example" }))).toBe("invalid");
});
