import { expect, test } from "vitest";
import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { buildExportJob } from "@/lib/export/build-export.job";
import { expireExports } from "@/lib/export/expire-exports";
import { queue } from "@/lib/queue/queue";
import { makeOrder } from "@/test/factories/customer";
import { letExpire, makeCustomerExport, readExport } from "@/test/factories/export";
import { makeRedactedCopy, orderCopy, redact, redaction } from "@/test/factories/redaction";
import { makeStore } from "@/test/factories/store";
import { dataOf, readArchive } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const { signal } = new AbortController();
const note = redaction("profile", { pointer: "/note" });
const jobs = (name: string, { exportId }: ExportKey) => queue().findJobs(name, { data: { exportId } });

test("without redactions the export itself is delivered; with redactions, a copy is queued that no list shows", async () => {
  const original = await makeCustomerExport({ note: "x" });
  expect(await orderCopy(original)).toEqual({ storeId: original.storeId, exportId: original.exportId });
  await redact(original, [note]);
  const copy = await orderCopy(original);
  const row = await readExport(copy);
  expect(row).toMatchObject({ state: "queued", reviewOfId: original.exportId, requestId: original.requestId });
  expect(row.redactions).toEqual([note]);
  expect(await jobs("build-export", copy)).toHaveLength(1);
  // The snapshot counts: what is redacted later is a further copy's.
  await redact(original, [redaction("orders")]);
  await buildExport(copy, signal);
  expect(dataOf(await readArchive(copy)).withheld).toHaveLength(1);
  expect(await outcome(orderCopy(copy))).toBe("exportGone");
  const { id: otherStore } = await makeStore();
  expect(await outcome(orderCopy({ ...original, storeId: otherStore }))).toBe("exportGone");
});

test("a copy that is ready starts its delivery; neither that nor its expiry is an event of the request", async () => {
  const original = await makeCustomerExport({ note: "x" });
  const { requestId } = original;
  const events = await prisma().event.count({ where: { requestId } });
  const copy = await makeRedactedCopy(original, [note]);
  expect(await jobs("start-delivery", copy)).toHaveLength(1);
  expect(await jobs("inspect-export", copy)).toHaveLength(0);
  expect(await jobs("inspect-export", original)).toHaveLength(1);
  await letExpire(copy);
  expect(await expireExports()).toBe(1);
  expect(await prisma().event.count({ where: { requestId } })).toBe(events);
});

test("a copy whose original has expired fails at once, and so does its delivery", async () => {
  const original = await makeCustomerExport({ note: "x" });
  await redact(original, [note]);
  const copy = await orderCopy(original);
  await letExpire(original);
  await expireExports();
  const events = await prisma().event.count({ where: { requestId: original.requestId } });
  await buildExportJob(copy, { signal, lastTry: false } as Parameters<typeof buildExportJob>[1]);
  expect(await readExport(copy)).toMatchObject({ state: "failed", wrappedKey: null });
  expect(await jobs("start-delivery", copy)).toHaveLength(1);
  expect(await prisma().event.count({ where: { requestId: original.requestId } })).toBe(events);
});

test("a copy is never made from an incomplete original", async () => {
  const original = await makeCustomerExport({}, (storeId, customerId) => makeOrder(storeId, { customerId }));
  await redact(original, [note]);
  const copy = await orderCopy(original);
  const { exportId } = original;
  const { number } = await prisma().exportFile.findFirstOrThrow({ where: { exportId, path: "data.json" } });
  await prisma().exportChunk.deleteMany({ where: { exportId, file: number } });
  await expect(buildExport(copy, signal)).rejects.toThrow("missing");
  expect((await readExport(copy)).state).toBe("collecting");
});
