import { expect, test } from "vitest";
import { TakenOverError } from "@/lib/archive/chunk-store";
import { prisma } from "@/lib/database";
import type { Section } from "@/lib/section/sections";
import { recordsSource } from "@/lib/source/records/records-source";
import type { Collector, CustomerSource } from "@/lib/source/source";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { exportCustomer, queueExport } from "@/test/factories/export";
import { makeStore } from "@/test/factories/store";
import { fileOf, readArchive } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { buildExportJob } from "./build-export.job";

withTestDatabase();

const never = new AbortController().signal;
const firstTry = { signal: never, retryCount: 0, lastTry: false };
const lastTry = { signal: never, retryCount: 3, lastTry: true };

/** Dossier's own source with other pages for some sections. */
function sourceWith(changes: { [S in Section]?: Collector<S>["pages"] }): CustomerSource[] {
  const collectors = { ...recordsSource.collectors };
  for (const [section, pages] of Object.entries(changes))
    Object.assign(collectors, { [section]: { ...collectors[section as Section], pages } });
  return [{ ...recordsSource, collectors }];
}

async function* broken(): AsyncGenerator<never[]> {
  yield await Promise.reject(new Error("the platform is away"));
}

async function customerWithOrders(orders = 3) {
  const { id: storeId } = await makeStore();
  const { id: customerId } = await makeCustomer(storeId, { firstName: "Ada" });
  for (let number = 0; number < orders; number++) await makeOrder(storeId, { customerId, name: `#${number}` });
  return { storeId, customerId };
}

async function stateOf({ exportId }: { exportId: string }) {
  const { state, attempts } = await prisma().export.findFirstOrThrow({ where: { id: exportId } });
  return { state, attempts };
}

const chunksOf = ({ exportId }: { exportId: string }) => prisma().exportChunk.count({ where: { exportId } });
const eventsOf = ({ requestId }: { requestId: string }) =>
  prisma()
    .event.findMany({ where: { requestId }, orderBy: { id: "asc" }, select: { type: true } })
    .then((events) => events.map((event) => event.type));

test("a section that fails is named in the data, the manifest, the page and the row, and the rest is complete", async () => {
  const { storeId, customerId } = await customerWithOrders();
  async function* halfOfThem(...args: Parameters<Collector<"orders">["pages"]>) {
    for await (const [first] of recordsSource.collectors.orders.pages(...args)) if (first) yield [first];
    throw new Error("the platform is away");
  }
  const target = await exportCustomer(storeId, customerId, sourceWith({ orders: halfOfThem, addresses: broken }));
  const files = await readArchive(target);
  const data = JSON.parse(fileOf(files, "data.json"));
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
  const row = await prisma().export.findFirstOrThrow({ where: { id: target.exportId } });
  expect(row.sources).toEqual(data.sources);
});

test("a page that fails once is read again, and no row appears twice", async () => {
  const { storeId, customerId } = await customerWithOrders(3);
  const target = await queueExport(storeId, customerId);
  // The table is away for as long as the first try takes.
  await prisma().$executeRawUnsafe(`ALTER TABLE order_line RENAME TO order_line_away`);
  let asked = 0;
  const sources = sourceWith({
    async *orders(subject, signal) {
      const pages = recordsSource.collectors.orders.pages(subject, signal);
      asked += 1;
      const first = pages[Symbol.asyncIterator]().next();
      await prisma().$executeRawUnsafe(`ALTER TABLE order_line_away RENAME TO order_line`);
      yield (await first).value ?? [];
    },
  });
  await buildExport(target, never, sources);
  const data = JSON.parse(fileOf(await readArchive(target), "data.json"));
  expect(asked).toBe(1);
  expect(data.orders.map((order: { name: string }) => order.name)).toEqual(["#0", "#1", "#2"]);
});

test("when nothing at all can be read, the job is tried again, and the last try records the failure", async () => {
  const { storeId, customerId } = await customerWithOrders(0);
  const target = await queueExport(storeId, customerId);
  const nothing = sourceWith({
    ...{ profile: broken, addresses: broken, orders: broken, consents: broken, requests: broken, emails: broken },
  });
  const away = { ...recordsSource.collectors };
  Object.assign(recordsSource.collectors, nothing[0]?.collectors);
  try {
    await expect(buildExportJob(target, firstTry)).rejects.toThrow("no section could be read");
    expect(await stateOf(target)).toEqual({ state: "collecting", attempts: 1 });
    expect(await eventsOf(target)).not.toContain("export_failed");
    await expect(buildExportJob(target, lastTry)).rejects.toThrow("no section could be read");
  } finally {
    Object.assign(recordsSource.collectors, away);
  }
  expect(await stateOf(target)).toEqual({ state: "failed", attempts: 2 });
  expect(await eventsOf(target)).toContain("export_failed");
  expect(await chunksOf(target)).toBe(0);
  await buildExportJob(target, lastTry);
  expect(await stateOf(target)).toEqual({ state: "failed", attempts: 2 });
});

test("a build that is cut off starts over with the same content, and no byte of the first is left", async () => {
  const { storeId, customerId } = await customerWithOrders(3);
  const target = await queueExport(storeId, customerId);
  const stop = new AbortController();
  const sources = sourceWith({
    async *orders(subject, signal) {
      yield* recordsSource.collectors.orders.pages(subject, signal);
      await prisma().exportChunk.create({ data: { ...STALE, storeId, exportId: target.exportId } });
      stop.abort(new Error("shutting down"));
      yield* broken();
    },
  });
  await expect(buildExport(target, stop.signal, sources)).rejects.toThrow("shutting down");
  expect(await stateOf(target)).toEqual({ state: "collecting", attempts: 1 });
  const { wrappedKey } = await prisma().export.findFirstOrThrow({ where: { id: target.exportId } });

  await buildExportJob(target, firstTry);
  expect(await stateOf(target)).toEqual({ state: "ready", attempts: 2 });
  const data = JSON.parse(fileOf(await readArchive(target), "data.json"));
  expect(data.orders.map((order: { name: string }) => order.name)).toEqual(["#0", "#1", "#2"]);
  const files = await prisma().exportFile.findMany({ where: { exportId: target.exportId } });
  expect(await chunksOf(target)).toBe(files.reduce((sum, file) => sum + file.chunkCount, 0));
  const again = await prisma().export.findFirstOrThrow({ where: { id: target.exportId } });
  expect(again.wrappedKey).not.toBe(wrappedKey);
  expect((await eventsOf(target)).filter((type) => type === "export_ready")).toHaveLength(1);
});

const STALE = { file: 77, sequence: 0, bytes: new Uint8Array([1, 2, 3]) };

test("a shutdown during the last try is not a failure: a job that builds it later is queued", async () => {
  const { storeId, customerId } = await customerWithOrders(0);
  const target = await queueExport(storeId, customerId);
  const gone = AbortSignal.abort(new Error("shutting down"));
  const jobs = async () => {
    const [row] = await prisma().$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM pgboss.job WHERE name = 'build-export' AND data->>'exportId' = ${target.exportId}`;
    return Number(row?.count);
  };
  expect(await jobs()).toBe(1);
  await expect(buildExportJob(target, { ...lastTry, signal: gone })).rejects.toThrow("shutting down");
  expect(await jobs()).toBe(2);
  expect((await stateOf(target)).state).toBe("queued");
});

test("of two runs of one job, the one that started last finishes, and the other stops writing", async () => {
  const { storeId, customerId } = await customerWithOrders(2);
  const target = await queueExport(storeId, customerId);
  const sources = sourceWith({
    async *orders(subject, signal) {
      await buildExport(target, never);
      yield* recordsSource.collectors.orders.pages(subject, signal);
    },
  });
  await expect(buildExport(target, never, sources)).rejects.toThrow(TakenOverError);
  expect(await stateOf(target)).toEqual({ state: "ready", attempts: 2 });
  expect(JSON.parse(fileOf(await readArchive(target), "data.json")).orders).toHaveLength(2);
  const files = await prisma().exportFile.findMany({ where: { exportId: target.exportId } });
  expect(await chunksOf(target)).toBe(files.reduce((sum, file) => sum + file.chunkCount, 0));
  expect((await eventsOf(target)).filter((type) => type === "export_ready")).toHaveLength(1);
});
