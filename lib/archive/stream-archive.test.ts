import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { expireExports } from "@/lib/export/expire-exports";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { exportCustomer } from "@/test/factories/export";
import { makeStore } from "@/test/factories/store";
import { download } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { findArchive } from "./find-archive";

withTestDatabase();

async function readyExport() {
  const { id: storeId } = await makeStore();
  const { id: customerId } = await makeCustomer(storeId);
  // Nothing to deflate, so that data.json takes several chunks.
  await makeOrder(storeId, { customerId, note: randomBytes(700_000).toString("base64") });
  return await exportCustomer(storeId, customerId);
}

test("the size is known before a byte is read, and the same archive is the same bytes", async () => {
  const target = await readyExport();
  const archive = await findArchive(target);
  const bytes = await download(target);
  expect(archive?.sizeBytes).toBe(BigInt(bytes.length));
  expect(archive?.fileName).toMatch(/^dossier-DR-[2-9A-Z]{4}-[2-9A-Z]{4}\.zip$/);
  expect(Buffer.from(bytes).equals(await download(target))).toBe(true);
  const { sizeBytes } = await prisma().export.findFirstOrThrow({ where: { id: target.exportId } });
  expect(sizeBytes).toBe(BigInt(bytes.length));
});

test("a chunk that was changed, swapped, taken away or cut off breaks the download", async () => {
  const target = await readyExport();
  const { storeId, exportId } = target;
  const data = await prisma().exportFile.findFirstOrThrow({ where: { exportId, path: "data.json" } });
  expect(data.chunkCount).toBeGreaterThan(2);
  const place = (sequence: number) => ({ storeId, exportId, file: data.number, sequence });
  const at = (sequence: number) => ({ storeId_exportId_file_sequence: place(sequence) });
  const chunks = prisma().exportChunk;
  const [first, second] = [
    await chunks.findUniqueOrThrow({ where: at(0) }),
    await chunks.findUniqueOrThrow({ where: at(1) }),
  ];

  const changed = Uint8Array.from(first.bytes);
  changed[100] = (changed[100] ?? 0) ^ 1;
  await chunks.update({ where: at(0), data: { bytes: changed } });
  await expect(download(target)).rejects.toThrow();

  await chunks.update({ where: at(0), data: { bytes: second.bytes } });
  await chunks.update({ where: at(1), data: { bytes: first.bytes } });
  await expect(download(target)).rejects.toThrow();

  await chunks.update({ where: at(0), data: { bytes: first.bytes } });
  await chunks.update({ where: at(1), data: { bytes: second.bytes } });
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
  const { wrappedKey } = await prisma().export.findFirstOrThrow({ where: { id: other.exportId } });
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
  await prisma().export.updateMany({ where: { id: target.exportId }, data: { expiresAt: now } });
  expect(await findArchive(target)).toBeNull();

  expect(await Promise.all([expireExports(now), expireExports(now)]).then((counts) => counts[0] + counts[1])).toBe(1);
  const row = await prisma().export.findFirstOrThrow({ where: { id: target.exportId } });
  expect(row).toMatchObject({ state: "expired", wrappedKey: null });
  expect(await prisma().exportChunk.count({ where: { exportId: target.exportId } })).toBe(0);
  expect(await prisma().exportFile.count({ where: { exportId: target.exportId } })).toBeGreaterThan(5);
  const events = await prisma().event.findMany({ where: { requestId: target.requestId, type: "export_expired" } });
  expect(events).toHaveLength(1);
  expect(await download(fresh)).toBeDefined();
});
