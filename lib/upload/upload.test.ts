import { expect, test } from "vitest";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { reasonText } from "@/lib/import/reasons";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { makeMerchant } from "@/test/factories/store";
import { bodyOf, checkedImport, uploadImport } from "@/test/factories/upload";
import { withTestDatabase } from "@/test/harness/test-database";
import { checkImportJob } from "./check-import.job";
import { discardImport, startImport } from "./decide-import";
import { findImport, listImports, readImportProgress } from "./find-imports";
import { receiveFile } from "./receive-file";
import { runImport } from "./run-import";
import { runImportJob } from "./run-import.job";
import { startUpload } from "./start-upload";
import { keyPurpose } from "./uploaded-file";

withTestDatabase();

const signal = new AbortController().signal;
const context = { signal, retryCount: 0, lastTry: false };
const ANN = ["1", "Ann", "Ames", "ann@a.example", "yes"];
const BEA = ["2", "Bea", "Bell", "bea@b.example", "no"];
const customers = customersFile([ANN, BEA, ["3", "Cy", "Cole", "cy@c.example", "perhaps"]]);
const orders = ordersFile([orderRow({}), orderRow({ Name: "#2", Id: "501", Email: "guest@g.example" })]);

const chunksOf = (importId: string) => prisma().exportChunk.count({ where: { exportId: importId } });
const stateOf = async (storeId: string, id: string) =>
  (await prisma().import.findFirst({ where: { storeId, id }, select: { state: true, wrappedKey: true } })) ?? undefined;
const countRows = async (storeId: string) => [
  await prisma().customer.count({ where: { storeId } }),
  await prisma().order.count({ where: { storeId } }),
];

test("the check counts what would change, lists the problems and stores nothing; then the import does just that", async () => {
  const { storeId, run } = await makeImportStore();
  await run({
    customers: customersFile([ANN, ["2", "Bea", "Old", "bea@b.example", "no"], ["9", "Gone", "", "g@g.example", "no"]]),
  });
  const target = await checkedImport(storeId, [orders, customers]);
  expect(await countRows(storeId)).toEqual([3, 0]);
  const preview = await findImport(storeId);
  expect(preview).toMatchObject({ state: "ready", missing: null, startedByName: "Mara Owner" });
  const [customersRow, ordersRow] = preview?.files ?? [];
  expect(customersRow).toMatchObject({
    kind: "customers",
    number: 1,
    added: 0,
    changed: 1,
    unchanged: 1,
    rowsSkipped: 1,
  });
  expect(customersRow?.problems).toEqual([{ line: 4, column: "Accepts Email Marketing", code: "notChoice" }]);
  expect(ordersRow).toMatchObject({ kind: "orders", number: 0, added: 2, changed: 0, linesRead: 2, problems: [] });

  expect(await startImport(target)).toBe(true);
  await runImportJob(target, context);
  expect(await findImport(storeId)).toMatchObject({
    state: "finished",
    files: [
      { kind: "customers", added: 0, changed: 1, unchanged: 1, rowsSkipped: 1, problems: [{ line: 4 }] },
      { kind: "orders", added: 2, changed: 0, guestsAdded: 1 },
    ],
  });
  // Two accounts, one that the file lacks, and the guest of an order.
  expect(await countRows(storeId)).toEqual([4, 2]);
  expect(await listImports(storeId)).toMatchObject([
    { id: target.importId, startedByName: "Mara Owner" },
    { startedById: null, files: [{ added: 3 }] },
  ]);
});

test("what arrives is encrypted in pieces under a key of its own, and deleted with the key when the import ends", async () => {
  const { storeId } = await makeImportStore();
  const target = await checkedImport(storeId, [customers]);
  const { importId } = target;
  const stored = await stateOf(storeId, importId);
  expect(unwrapSecret(stored?.wrappedKey ?? "", keyPurpose(target))).toHaveLength(32);
  const [chunk] = await prisma().exportChunk.findMany({ where: { exportId: importId }, select: { bytes: true } });
  expect(Buffer.from(chunk?.bytes ?? []).includes("Ames")).toBe(false);
  await startImport(target);
  await runImport(target, signal);
  expect(await chunksOf(importId)).toBe(0);
  expect(await stateOf(storeId, importId)).toEqual({ state: "finished", wrappedKey: null });
});

test("a file of many chunks arrives as it was sent", async () => {
  const { storeId } = await makeImportStore();
  const rows = Array.from({ length: 3000 }, (_, index) => [
    String(index + 1),
    crypto.randomUUID(),
    crypto.randomUUID(),
    `${crypto.randomUUID()}@a.example`,
    "yes",
    "",
    Array.from({ length: 5 }, () => crypto.randomUUID()).join(" "),
  ]);
  const target = await checkedImport(storeId, [customersFile(rows)], true);
  expect(await chunksOf(target.importId)).toBeGreaterThan(1);
  await runImport(target, signal);
  expect(await prisma().customer.count({ where: { storeId } })).toBe(3000);
});

test("another upload waits until an import was decided on; one that was broken off is replaced", async () => {
  const { storeId } = await makeImportStore();
  const actor = await makeMerchant();
  const broken = await startUpload({ storeId, actor, fileCount: 2 });
  await receiveFile({ storeId, importId: broken }, { number: 0, name: "a.csv" }, bodyOf(customers));
  expect(await chunksOf(broken)).toBe(1);
  const target = await checkedImport(storeId, [customers]);
  expect([await chunksOf(broken), await stateOf(storeId, broken)]).toEqual([0, undefined]);
  await expect(startUpload({ storeId, actor, fileCount: 1 })).rejects.toThrow("importUnderWay");
  await discardImport(target);
  expect([await chunksOf(target.importId), await stateOf(storeId, target.importId)]).toEqual([
    0,
    { state: "discarded", wrappedKey: null },
  ]);
  await expect(discardImport(target)).rejects.toThrow("importGone");
  await expect(startImport(target)).rejects.toThrow("importGone");
});

test("a body that breaks off, an empty one and a second one for the same place leave nothing", async () => {
  const { storeId } = await makeImportStore();
  const actor = await makeMerchant();
  async function* broken() {
    yield* bodyOf(customers.repeat(50), 1000);
    throw new Error("aborted");
  }
  async function* nothing() {}
  for (const [body, reason] of [
    [broken(), "aborted"],
    [nothing(), "importEmpty"],
  ] as const) {
    const importId = await startUpload({ storeId, actor, fileCount: 1 });
    const receive = receiveFile({ storeId, importId }, { number: 0, name: "a.csv" }, body);
    await expect(receive).rejects.toThrow(reason);
    expect([await chunksOf(importId), await stateOf(storeId, importId)]).toEqual([0, undefined]);
  }
  const { importId } = await uploadImport(storeId, [customers]);
  for (const number of [0, 1])
    await expect(receiveFile({ storeId, importId }, { number, name: "b.csv" }, bodyOf(customers))).rejects.toThrow(
      "importGone",
    );
  expect(await stateOf(storeId, importId)).toMatchObject({ state: "checking" });
});

test.each([
  [
    "a picture",
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]),
    "notExport",
    /kein Export von Kunden aus Shopify/,
  ],
  ["a ZIP archive", "PK\u0003\u0004rest", "packed", /ZIP-Archiv/],
  ["another CSV file", "a,b\n1,2\n", "notExport", /In Zeile 1 fehlen die Spalten "First Name"/],
])("%s is refused with what is wrong, and deleted", async (_, content, code, text) => {
  const { storeId } = await makeImportStore();
  const target = await uploadImport(storeId, [content]);
  await checkImportJob(target, context);
  const found = await findImport(storeId);
  expect(found).toMatchObject({ state: "failed", refusals: [{ code }] });
  expect(found?.refusals.map((reason) => reasonText(reason, "de")).join()).toMatch(text);
  expect(await chunksOf(target.importId)).toBe(0);
  expect(await countRows(storeId)).toEqual([0, 0]);
});

test("two files of one kind are refused", async () => {
  const { storeId } = await makeImportStore();
  await checkImportJob(await uploadImport(storeId, [customers, customers]), context);
  expect((await findImport(storeId))?.refusals).toEqual([{ code: "sameKind", values: { kind: "customers" } }]);
});

test("another store's import is unknown", async () => {
  const [{ storeId }, other] = [await makeImportStore(), await makeImportStore()];
  const { importId } = await checkedImport(storeId, [customers]);
  const target = { storeId: other.storeId, importId };
  await expect(startImport(target)).rejects.toThrow("importGone");
  await expect(discardImport(target)).rejects.toThrow("importGone");
  await expect(receiveFile(target, { number: 0, name: "a" }, bodyOf(customers))).rejects.toThrow("importGone");
  expect(await readImportProgress(other.storeId, importId)).toBeNull();
  expect(await findImport(other.storeId, importId)).toBeNull();
  expect(await stateOf(storeId, importId)).toMatchObject({ state: "ready" });
});
