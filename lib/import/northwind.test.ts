import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { exportCustomer } from "@/test/factories/export";
import { makeImportStore } from "@/test/factories/import";
import { readArchive } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";

// Files outside of the project: without them there is nothing to test.
const folder = ["/work/shared", path.resolve("../shared")]
  .map((shared) => path.join(shared, "data/northwind"))
  .find((candidate) => existsSync(candidate));

withTestDatabase();

test.skipIf(!folder)(
  "Northwind gives its customers, orders and lines, and every total to the cent",
  async () => {
    const read = (name: string) => readFileSync(path.join(folder ?? "", name), "utf8");
    const files = { customers: read("customers_export.csv"), orders: read("orders_export.csv") };
    const { storeId, run } = await makeImportStore();
    const { summaries, problems } = await run(files);
    expect(problems).toEqual([]);
    expect(summaries).toMatchObject([
      { rowsRead: 93, added: 93 },
      { rowsRead: 2155, added: 830, linesRead: 2155, guestsAdded: 0 },
    ]);
    expect(await prisma().customer.count({ where: { storeId } })).toBe(93);
    expect(await prisma().orderLine.count({ where: { storeId } })).toBe(2155);

    const expected = parse(files.orders, { columns: true, bom: true }) as Record<string, string>[];
    const totals = expected.filter((row) => row.Total !== "").map((row) => `${row.Name} ${row.Total}`);
    const orders = await prisma().order.findMany({
      where: { storeId },
      select: { name: true, total: true, emailNormalized: true },
    });
    expect(new Set(orders.map(({ name, total }) => `${name} ${total.toFixed(2)}`))).toEqual(new Set(totals));
    const maria = orders.filter(({ emailNormalized }) => emailNormalized === "maria.anders@alfki.example");
    expect(maria).toHaveLength(6);
    expect(maria.reduce((sum, { total }) => sum + total.times(100).toNumber(), 0)).toBe(449_858);

    const mariaRow = await prisma().customer.findFirstOrThrow({
      where: { storeId, emailNormalized: "maria.anders@alfki.example" },
      select: { id: true },
    });
    const archive = await readArchive(await exportCustomer(storeId, mariaRow.id));
    const data: { orders: { name: string; total: string; lines: object[] }[] } = JSON.parse(archive["data.json"] ?? "");
    const inFile = expected.filter((row) => row.Email === "maria.anders@alfki.example");
    expect(data.orders.map(({ name, total }) => `${name} ${total}`).sort()).toEqual(
      inFile
        .filter((row) => row.Total !== "")
        .map((row) => `${row.Name} ${row.Total}`)
        .sort(),
    );
    expect(data.orders.flatMap(({ lines }) => lines)).toHaveLength(inFile.length);

    const again = await run(files);
    expect(again.summaries).toMatchObject([
      { added: 0, changed: 0, unchanged: 93 },
      { added: 0, changed: 0, unchanged: 830 },
    ]);
  },
  120_000,
);
