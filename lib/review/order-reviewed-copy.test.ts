import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { buildExportJob } from "@/lib/export/build-export.job";
import { expireExports } from "@/lib/export/expire-exports";
import { queue } from "@/lib/queue/queue";
import { makeOrder } from "@/test/factories/customer";
import { makeCustomerExport } from "@/test/factories/export";
import { makeRedactedCopy, orderCopy, redact, redaction } from "@/test/factories/redaction";
import { makeStore } from "@/test/factories/store";
import { dataOf, readArchive } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const { signal } = new AbortController();

test("without redactions the export itself is delivered; with redactions, a copy is queued that no list shows", async () => {
  const original = await makeCustomerExport({ note: "x" });
  expect(await orderCopy(original)).toEqual({ storeId: original.storeId, exportId: original.exportId });
  await redact(original, [redaction("profile", { pointer: "/note" })]);
  const copy = await orderCopy(original);
  const row = await prisma().export.findFirstOrThrow({ where: { id: copy.exportId } });
  expect(row).toMatchObject({ state: "queued", reviewOfId: original.exportId, requestId: original.requestId });
  expect(row.redactions).toEqual([redaction("profile", { pointer: "/note" })]);
  expect(await queue().findJobs("build-export", { data: { exportId: copy.exportId } })).toHaveLength(1);
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
  const copy = await makeRedactedCopy(original, [redaction("profile", { pointer: "/note" })]);
  expect(await queue().findJobs("start-delivery", { data: { exportId: copy.exportId } })).toHaveLength(1);
  expect(await queue().findJobs("inspect-export", { data: { exportId: copy.exportId } })).toHaveLength(0);
  expect(await queue().findJobs("inspect-export", { data: { exportId: original.exportId } })).toHaveLength(1);
  await prisma().export.updateMany({ where: { id: copy.exportId }, data: { expiresAt: new Date(0) } });
  expect(await expireExports()).toBe(1);
  expect(await prisma().event.count({ where: { requestId } })).toBe(events);
});

test("a copy whose original has expired fails at once, and so does its delivery", async () => {
  const original = await makeCustomerExport({ note: "x" });
  await redact(original, [redaction("profile", { pointer: "/note" })]);
  const copy = await orderCopy(original);
  await prisma().export.updateMany({ where: { id: original.exportId }, data: { expiresAt: new Date(0) } });
  await expireExports();
  const events = await prisma().event.count({ where: { requestId: original.requestId } });
  await buildExportJob(copy, { signal, lastTry: false } as Parameters<typeof buildExportJob>[1]);
  const row = await prisma().export.findFirstOrThrow({ where: { id: copy.exportId } });
  expect(row).toMatchObject({ state: "failed", wrappedKey: null });
  expect(await queue().findJobs("start-delivery", { data: { exportId: copy.exportId } })).toHaveLength(1);
  expect(await prisma().event.count({ where: { requestId: original.requestId } })).toBe(events);
});

test("a copy is never made from an incomplete original", async () => {
  const original = await makeCustomerExport({}, async (storeId, customerId) => {
    await makeOrder(storeId, { customerId });
  });
  await redact(original, [redaction("profile", { pointer: "/note" })]);
  const copy = await orderCopy(original);
  const { number } = await prisma().exportFile.findFirstOrThrow({
    where: { exportId: original.exportId, path: "data.json" },
  });
  await prisma().exportChunk.deleteMany({ where: { exportId: original.exportId, file: number } });
  await expect(buildExport(copy, signal)).rejects.toThrow("missing");
  const row = await prisma().export.findFirstOrThrow({ where: { id: copy.exportId } });
  expect(row.state).toBe("collecting");
});
