import { expect, test } from "vitest";
import { TakenOverError } from "@/lib/archive/chunk-store";
import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { recordsSource } from "@/lib/source/records/records-source";
import type { Collector } from "@/lib/source/source";
import { makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { exportCustomer, queueExport, readExport } from "@/test/factories/export";
import { eventTypesOf } from "@/test/factories/request";
import { recordsWith, unreadable } from "@/test/factories/source";
import { dataOf, fileOf, readArchive } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { buildExportJob } from "./build-export.job";

withTestDatabase();

const never = new AbortController().signal;
const firstTry = { signal: never, retryCount: 0, lastTry: false };
const lastTry = { signal: never, retryCount: 3, lastTry: true };

async function customerWithOrders(orders: number) {
  const { storeId, customerId } = await makeStoreWithCustomer({ firstName: "Ada" });
  for (let number = 0; number < orders; number++) await makeOrder(storeId, { customerId, name: `#${number}` });
  return { storeId, customerId };
}

async function queueWithOrders(orders: number) {
  const { storeId, customerId } = await customerWithOrders(orders);
  return await queueExport(storeId, customerId);
}

async function stateOf(target: ExportKey) {
  const { state, attempts } = await readExport(target);
  return { state, attempts };
}

/** Expects an archive with these orders, no chunk but those of its files, and one event that it is ready. */
async function expectOneArchive(target: Awaited<ReturnType<typeof queueExport>>, orders: string[]) {
  const { exportId, storeId, requestId } = target;
  expect(await stateOf(target)).toEqual({ state: "ready", attempts: 2 });
  expect(namesOf(dataOf(await readArchive(target)))).toEqual(orders);
  const files = await prisma().exportFile.findMany({ where: { exportId } });
  expect(await chunksOf(target)).toBe(files.reduce((sum, file) => sum + file.chunkCount, 0));
  expect((await eventTypesOf(storeId, requestId)).filter((type) => type === "export_ready")).toHaveLength(1);
}

const namesOf = (data: { orders: { name: string }[] }) => data.orders.map(({ name }) => name);
const chunksOf = ({ exportId }: ExportKey) => prisma().exportChunk.count({ where: { exportId } });

test("a section that fails is named in the data, the manifest, the page and the row, and the rest is complete", async () => {
  const { storeId, customerId } = await customerWithOrders(3);
  async function* halfOfThem(...args: Parameters<Collector<"orders">["pages"]>) {
    for await (const [first] of recordsSource.collectors.orders.pages(...args)) if (first) yield [first];
    throw new Error("the platform is away");
  }
  const target = await exportCustomer(storeId, customerId, recordsWith({ orders: halfOfThem, addresses: unreadable }));
  const files = await readArchive(target);
  const data = dataOf(files);
  const failures = [
    { source: "dossier-database", section: "addresses", rows: 0, failure: "unreadable" },
    { source: "dossier-database", section: "orders", rows: 1, failure: "unreadable" },
  ];
  for (const sources of [data.sources, JSON.parse(fileOf(files, "manifest.json")).sources])
    expect(sources.filter((source: { failure: string | null }) => source.failure)).toEqual(failures);
  expect(data.orders).toHaveLength(1);
  expect(data.profile).toHaveLength(1);
  expect(data.requests).toHaveLength(1);
  expect(fileOf(files, "index.html")).toContain(
    "Some data could not be read when this copy was made: Addresses, Orders.",
  );
  expect((await readExport(target)).sources).toEqual(data.sources);
});

test("a page that fails once is read again, and no row appears twice", async () => {
  const target = await queueWithOrders(3);
  // The table is away for as long as the first try takes.
  await prisma().$executeRawUnsafe(`ALTER TABLE order_line RENAME TO order_line_away`);
  let asked = 0;
  const sources = recordsWith({
    async *orders(subject, signal) {
      const pages = recordsSource.collectors.orders.pages(subject, signal);
      asked += 1;
      const first = pages[Symbol.asyncIterator]().next();
      await prisma().$executeRawUnsafe(`ALTER TABLE order_line_away RENAME TO order_line`);
      yield (await first).value ?? [];
    },
  });
  await buildExport(target, never, sources);
  expect(asked).toBe(1);
  expect(namesOf(dataOf(await readArchive(target)))).toEqual(["#0", "#1", "#2"]);
});

test("when nothing at all can be read, the job is tried again, and the last try records the failure", async () => {
  const target = await queueWithOrders(0);
  // Those that it has: one more would stay, also for the test files that follow.
  const held = Object.keys(recordsSource.collectors);
  const nothing = recordsWith(Object.fromEntries(held.map((section) => [section, unreadable])));
  const away = { ...recordsSource.collectors };
  Object.assign(recordsSource.collectors, nothing[0]?.collectors);
  try {
    await expect(buildExportJob(target, firstTry)).rejects.toThrow("no section could be read");
    expect(await stateOf(target)).toEqual({ state: "collecting", attempts: 1 });
    expect(await eventTypesOf(target.storeId, target.requestId)).not.toContain("export_failed");
    await expect(buildExportJob(target, lastTry)).rejects.toThrow("no section could be read");
  } finally {
    Object.assign(recordsSource.collectors, away);
  }
  expect(await stateOf(target)).toEqual({ state: "failed", attempts: 2 });
  expect(await eventTypesOf(target.storeId, target.requestId)).toContain("export_failed");
  expect(await chunksOf(target)).toBe(0);
  await buildExportJob(target, lastTry);
  expect(await stateOf(target)).toEqual({ state: "failed", attempts: 2 });
});

test("a build that is cut off starts over with the same content, and no byte of the first is left", async () => {
  const target = await queueWithOrders(3);
  const stop = new AbortController();
  const sources = recordsWith({
    async *orders(subject, signal) {
      yield* recordsSource.collectors.orders.pages(subject, signal);
      await prisma().exportChunk.create({ data: { ...STALE, storeId: target.storeId, exportId: target.exportId } });
      stop.abort(new Error("shutting down"));
      yield* unreadable();
    },
  });
  await expect(buildExport(target, stop.signal, sources)).rejects.toThrow("shutting down");
  expect(await stateOf(target)).toEqual({ state: "collecting", attempts: 1 });
  const { wrappedKey } = await readExport(target);

  await buildExportJob(target, firstTry);
  await expectOneArchive(target, ["#0", "#1", "#2"]);
  expect((await readExport(target)).wrappedKey).not.toBe(wrappedKey);
});

const STALE = { file: 77, sequence: 0, bytes: new Uint8Array([1, 2, 3]) };

test("a shutdown during the last try is not a failure: a job that builds it later is queued", async () => {
  const target = await queueWithOrders(0);
  const gone = AbortSignal.abort(new Error("shutting down"));
  const jobs = () => queue().findJobs("build-export", { data: { exportId: target.exportId } });
  expect(await jobs()).toHaveLength(1);
  await expect(buildExportJob(target, { ...lastTry, signal: gone })).rejects.toThrow("shutting down");
  expect(await jobs()).toHaveLength(2);
  expect((await stateOf(target)).state).toBe("queued");
});

test("of two runs of one job, the one that started last finishes, and the other stops writing", async () => {
  const target = await queueWithOrders(2);
  const sources = recordsWith({
    async *orders(subject, signal) {
      await buildExport(target, never);
      yield* recordsSource.collectors.orders.pages(subject, signal);
    },
  });
  await expect(buildExport(target, never, sources)).rejects.toThrow(TakenOverError);
  await expectOneArchive(target, ["#0", "#1"]);
});
