import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { eraseCustomer } from "@/lib/erasure/erase-customer";
import { findImport } from "@/lib/upload/find-imports";
import { runImport } from "@/lib/upload/run-import";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { checkedImport } from "@/test/factories/upload";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const ada = ["1", "Ada", "Muster", "ada@xn--bcher-kva.example", "yes", "", "", "", "Köln"];
const bo = ["2", "Bo", "Test", "bo@a.example"];
const customers = customersFile([bo, ada]);
const order = (Id: string, Email: string, at = "2026-01-02 03:04:05 +0100") =>
  orderRow({ Name: `#${Id}`, Id, Email, "Created at": at });
const orders = ordersFile([
  order("1", "Ada@Bücher.example"),
  orderRow({ Name: "#1" }, true),
  order("2", "bo@a.example"),
]);

type ImportStore = Awaited<ReturnType<typeof makeImportStore>>;

/** A store that has erased Ada. */
async function makeStoreWithoutAda(): Promise<ImportStore> {
  const store = await makeImportStore();
  await store.run({ customers, orders });
  await erase(store.storeId, "Ada");
  return store;
}

async function erase(storeId: string, firstName: string): Promise<void> {
  const { id: customerId } = await prisma().customer.findFirstOrThrow({ where: { storeId, firstName } });
  await eraseCustomer({ storeId, customerId, actor: { kind: "system" } });
}

async function held(storeId: string) {
  const found = await prisma().customer.findMany({ where: { storeId }, orderBy: { emailNormalized: "asc" } });
  const placed = await prisma().order.findMany({ where: { storeId }, orderBy: { name: "asc" } });
  return [...found.map(({ kind, emailNormalized }) => `${kind} ${emailNormalized}`), ...placed.map(({ name }) => name)];
}

test("the same files bring nobody back, and say which lines were left out; the file still counts as whole", async () => {
  const { storeId, run } = await makeStoreWithoutAda();
  const before = await prisma().store.findUniqueOrThrow({ where: { id: storeId } });
  const { summaries, problems } = await run({ customers, orders });
  expect(summaries).toMatchObject([
    { rowsRead: 2, rowsSkipped: 0, erased: 1, added: 0, unchanged: 1 },
    { rowsRead: 3, rowsSkipped: 0, erased: 1, added: 0, unchanged: 1, guestsAdded: 0 },
  ]);
  expect(problems.map(({ file, line, code }) => ({ file, line, code }))).toEqual([
    { file: "customers.csv", line: 3, code: "erased" },
    { file: "orders.csv", line: 2, code: "erased" },
  ]);
  expect(await held(storeId)).toEqual(["account bo@a.example", "#2"]);
  const after = await prisma().store.findUniqueOrThrow({ where: { id: storeId } });
  expect((after.customersFileAt ?? 0) > (before.customersFileAt ?? 0)).toBe(true);
  const [last] = await prisma().import.findMany({
    where: { storeId },
    orderBy: { createdAt: "desc" },
    include: { files: true },
  });
  expect(last?.files).toMatchObject([
    { erased: 1, problems: [{ line: 3, code: "erased" }] },
    { erased: 1, problems: [{ line: 2, code: "erased" }] },
  ]);
});

test("a newer order comes in, and then the account; another store imports all", async () => {
  const { storeId, run } = await makeStoreWithoutAda();
  const erasedAt = (await prisma().erasedPerson.findFirstOrThrow({ where: { storeId } })).erasedAt;
  const at = (milliseconds: number) =>
    new Date(erasedAt.getTime() + milliseconds).toISOString().replace("T", " ").replace(/\..*/, " +0000");
  const later = ordersFile([
    order("1", ada[3] ?? ""),
    order("8", ada[3] ?? "", at(-1000)),
    order("9", ada[3] ?? "", at(1000)),
  ]);
  expect((await run({ customers, orders: later })).summaries).toMatchObject([
    { erased: 1 },
    { erased: 2, added: 1, guestsAdded: 1 },
  ]);
  expect(await held(storeId)).toEqual(["guest ada@xn--bcher-kva.example", "account bo@a.example", "#2", "#9"]);
  expect((await run({ customers })).summary).toMatchObject({ erased: 0, added: 1 });
  expect(await held(storeId)).toEqual(["account ada@xn--bcher-kva.example", "account bo@a.example", "#2", "#9"]);
  const other = await makeImportStore();
  expect((await other.run({ customers, orders })).summaries).toMatchObject([{ erased: 0 }, { erased: 0 }]);
});

test("an account is left out by its id under another address, and an order by its number without one", async () => {
  const { storeId, run } = await makeStoreWithoutAda();
  const moved = customersFile([["1", "Ada", "Muster", "new@a.example"]]);
  const withoutAddress = ordersFile([orderRow({ Name: "#1", Id: "1", Email: "" })]);
  const withoutId = ordersFile([orderRow({ Name: "#1", Id: "", Email: "" })]);
  expect((await run({ customers: moved, orders: withoutAddress })).summaries).toMatchObject([
    { erased: 1 },
    { erased: 1 },
  ]);
  expect((await run({ orders: withoutId })).summary).toMatchObject({ erased: 1 });
  expect(await held(storeId)).toEqual(["account bo@a.example", "#2"]);
});

test("somebody else who takes the address is not left out", async () => {
  const { storeId, run } = await makeStoreWithoutAda();
  expect((await run({ customers: customersFile([["2", "Bo", "Test", ada[3] ?? ""]]) })).summary).toMatchObject({
    erased: 0,
    changed: 1,
  });
  expect(await held(storeId)).toEqual(["account ada@xn--bcher-kva.example", "#2"]);
});

test("an upload shows who will be left out, and a run that was stopped continues with the right counts and lines", async () => {
  const { storeId, run } = await makeImportStore();
  const rows = Array.from({ length: 600 }, (_, index) => [`${index}`, `P${index}x`, "", `p${index}@a.example`]);
  await run({ customers: customersFile(rows) });
  for (const index of [7, 8, 599]) await erase(storeId, `P${index}x`);
  const broken = [...rows.slice(0, 3), ["3", "Cut", "", "cut@a.example", "maybe"], ...rows.slice(3), ["600", "New"]];
  const target = await checkedImport(storeId, [customersFile(broken)], true);
  const lines = [{ line: 5, code: "notChoice" }, ...[10, 11, 602].map((line) => ({ line, code: "erased" }))];
  const counts = { erased: 3, unchanged: 597, added: 1, rowsSkipped: 1 };
  expect(await findImport(storeId)).toMatchObject({ files: [{ ...counts, problems: lines }] });
  let batches = 0;
  const stopped = { throwIfAborted: () => expect(++batches).toBeLessThan(2) } as unknown as AbortSignal;
  await expect(runImport(target, stopped)).rejects.toThrow();
  expect(await findImport(storeId)).toMatchObject({
    files: [{ erased: 2, unchanged: 498, problems: lines.slice(0, 3) }],
  });
  await runImport(target, new AbortController().signal);
  expect(await findImport(storeId, target.importId)).toMatchObject({
    state: "finished",
    files: [{ ...counts, problems: lines }],
  });
});
