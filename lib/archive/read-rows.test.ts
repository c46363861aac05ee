import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeLines, makeOrder } from "@/test/factories/customer";
import { letExpire, makeCustomerExport } from "@/test/factories/export";
import { makeStore } from "@/test/factories/store";
import { dataOf, readArchive } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { readHead, readRows } from "./read-rows";

withTestDatabase();

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const read: Value[] = [];
  for await (const value of values) read.push(value);
  return read;
}

const exportOfOrders = (count: number) =>
  makeCustomerExport({ note: "two\u2028parts\nand }],{[" }, async (storeId, customerId) => {
    for (let number = 0; number < count; number++)
      await makeOrder(storeId, { customerId, name: `#${number}`, placedAt: new Date(number) });
  });

test("every row comes as data.json has it, by section, counted from 0", async () => {
  const target = await exportOfOrders(3);
  const rows = await all(readRows(target));
  expect(rows.map(({ section, index }) => `${section} ${index}`)).toEqual([
    ...["profile 0", "orders 0", "orders 1", "orders 2", "requests 0"],
  ]);
  const data = dataOf(await readArchive(target));
  for (const { section, index, row } of rows) expect(row).toEqual(data[section][index]);
  expect(await readHead(target)).toMatchObject({ format: "dossier-export", reference: data.reference });
});

test("a section is read from a place on, and a section without rows gives none", async () => {
  const target = await exportOfOrders(5);
  const rows = await all(readRows(target, { section: "orders", from: 3 }));
  expect(rows.map(({ index, row }) => [index, row.name])).toEqual([
    [3, "#3"],
    [4, "#4"],
  ]);
  expect(await all(readRows(target, { section: "addresses" }))).toEqual([]);
  expect(await all(readRows(target, { section: "orders", from: 5 }))).toEqual([]);
});

test("a row of 10,000 lines comes whole, and a reader may stop before the end", async () => {
  const target = await makeCustomerExport({}, async (storeId, customerId) => {
    for (let number = 0; number < 3; number++)
      await makeLines(storeId, await makeOrder(storeId, { customerId }, []), 10_000);
  });
  for await (const { section, row } of readRows(target, { section: "orders" })) {
    expect([section, (row.lines as unknown[]).length]).toEqual(["orders", 10_000]);
    break;
  }
});

test("an export that is not ready, has expired or belongs to another store gives no row", async () => {
  const target = await exportOfOrders(1);
  const first = (key: { storeId: string; exportId: string }) => outcome(readRows(key).next());
  expect(await first(target)).toBe("done");
  const { id: otherStore } = await makeStore();
  expect(await first({ ...target, storeId: otherStore })).toBe("exportGone");
  await letExpire(target);
  expect(await first(target)).toBe("exportGone");
});

test("bytes that are missing break the reading", async () => {
  const target = await exportOfOrders(1);
  await prisma().exportChunk.deleteMany({ where: { exportId: target.exportId } });
  await expect(all(readRows(target))).rejects.toThrow("missing");
});
