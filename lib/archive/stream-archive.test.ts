import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { expireExports } from "@/lib/export/expire-exports";
import { makeOrder } from "@/test/factories/customer";
import { letExpire, makeCustomerExport, readExport } from "@/test/factories/export";
import { makeStore } from "@/test/factories/store";
import { download } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { findArchive } from "./find-archive";

withTestDatabase();

/** With nothing to deflate, so that data.json takes several chunks. */
const readyExport = () =>
  makeCustomerExport({}, (storeId, customerId) =>
    makeOrder(storeId, { customerId, note: randomBytes(700_000).toString("base64") }),
  );

test("the size is known before a byte is read, and the same archive is the same bytes", async () => {
  const target = await readyExport();
  const archive = await findArchive(target);
  const bytes = await download(target);
  expect(archive?.sizeBytes).toBe(BigInt(bytes.length));
  expect(archive?.fileName).toMatch(/^dossier-DR-[2-9A-Z]{4}-[2-9A-Z]{4}\.zip$/);
  expect(Buffer.from(bytes).equals(await download(target))).toBe(true);
  expect((await readExport(target)).sizeBytes).toBe(BigInt(bytes.length));
});

test("a chunk that was changed, swapped, taken away or cut off breaks the download", async () => {
  const target = await readyExport();
  const { storeId, exportId } = target;
  const data = await prisma().exportFile.findFirstOrThrow({ where: { exportId, path: "data.json" } });
  expect(data.chunkCount).toBeGreaterThan(2);
  const place = (sequence: number) => ({ storeId, exportId, file: data.number, sequence });
  const at = (sequence: number) => ({ storeId_exportId_file_sequence: place(sequence) });
  const chunks = prisma().exportChunk;
  const [first, second] = await Promise.all(
    [0, 1].map((sequence) => chunks.findUniqueOrThrow({ where: at(sequence) })),
  );
  if (!first || !second) throw new Error("no chunks");
  const write = async (...written: (typeof first.bytes)[]) => {
    for (const [sequence, bytes] of written.entries()) await chunks.update({ where: at(sequence), data: { bytes } });
  };

  const changed = Uint8Array.from(first.bytes);
  changed[100] = (changed[100] ?? 0) ^ 1;
  await write(changed);
  await expect(download(target)).rejects.toThrow();
  await write(second.bytes, first.bytes);
  await expect(download(target)).rejects.toThrow();
  await write(first.bytes, second.bytes);
  await expect(download(target)).resolves.toBeDefined();

  // Cut off, and the count with it: the chunk that is last now does not say that it is.
  const whole = data.chunkCount;
  const last = await chunks.delete({ where: at(whole - 1) });
  const shorten = (chunkCount: number) =>
    prisma().exportFile.updateMany({ where: { exportId, number: data.number }, data: { chunkCount } });
  await shorten(whole - 1);
  await expect(download(target)).rejects.toThrow();
  await shorten(whole);
  await expect(download(target)).rejects.toThrow("missing");

  await chunks.create({ data: last });
  await chunks.delete({ where: at(1) });
  await expect(download(target)).rejects.toThrow("missing");
});

test("the key of one export opens no other, not even with its chunks", async () => {
  const [one, other] = [await readyExport(), await readyExport()];
  const { wrappedKey } = await readExport(other);
  await prisma().export.updateMany({ where: { id: one.exportId }, data: { wrappedKey } });
  await expect(findArchive(one)).rejects.toThrow();
});

test("another store's id, an unknown one and one that is not ready open nothing", async () => {
  const target = await readyExport();
  const { id: otherStore } = await makeStore();
  expect(await findArchive({ storeId: otherStore, exportId: target.exportId })).toBeNull();
  expect(await findArchive({ storeId: target.storeId, exportId: randomUUID() })).toBeNull();
  await prisma().export.updateMany({ where: { id: target.exportId }, data: { state: "collecting" } });
  expect(await findArchive(target)).toBeNull();
});

test("an export that has outlived its time opens no more, and then its bytes and its key are gone", async () => {
  const [target, fresh] = [await readyExport(), await readyExport()];
  const now = new Date();
  await letExpire(target, now);
  expect(await findArchive(target)).toBeNull();

  expect(await Promise.all([expireExports(now), expireExports(now)]).then((counts) => counts[0] + counts[1])).toBe(1);
  expect(await readExport(target)).toMatchObject({ state: "expired", wrappedKey: null });
  const { exportId, requestId } = target;
  expect(await prisma().exportChunk.count({ where: { exportId } })).toBe(0);
  expect(await prisma().exportFile.count({ where: { exportId } })).toBeGreaterThan(5);
  expect(await prisma().event.count({ where: { requestId, type: "export_expired" } })).toBe(1);
  expect(await download(fresh)).toBeDefined();
});
