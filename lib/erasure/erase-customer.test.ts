import { readFileSync } from "node:fs";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { listMissing } from "@/lib/customer/list-missing";
import { searchOrders } from "@/lib/customer/search-orders";
import { database, prisma } from "@/lib/database";
import { terminalReporter } from "@/lib/import/terminal-reporter";
import { linkOrder } from "@/lib/subject/link-order";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { eraseCustomer, previewErasure } from "./erase-customer";

withTestDatabase();

const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;
const fixture = (name: string) => readFileSync(path.join("test/fixtures/shopify-csv", name));

function printed(summary: Parameters<ReturnType<typeof terminalReporter>["fileEnded"]>[0]): string {
  let text = "";
  const output = { isTTY: false, write: (line: string) => (text += line) } as unknown as NodeJS.WriteStream;
  terminalReporter(output, output).fileEnded(summary);
  return text;
}

test("c30, c31: who a newer file no longer holds is listed, after the import and on the page", async () => {
  const { storeId, run } = await makeImportStore();
  expect(await listMissing(storeId)).toBeUndefined();
  expect(printed((await run({ customers: fixture("c30-before-erasure.csv") })).summary)).not.toContain(
    "not in this file",
  );
  const { summary } = await run({ customers: fixture("c31-after-erasure.csv") });
  expect(printed(summary)).toContain("1 stored customer not in this file");
  expect(printed(summary)).toContain("  Ada Muster (Customer ID 7200000000001)\n");
  const missing = await listMissing(storeId);
  expect(missing).toMatchObject({ count: 1, rows: [{ firstName: "Ada" }] });
  expect((missing?.rows[0]?.inFileAt ?? 0) < (missing?.fileAt ?? 0)).toBe(true);
  // A file with a row that could not be read tells nothing of who is missing.
  const broken = `${fixture("c31-after-erasure.csv")}'7200000000009,cut`;
  const second = await run({ customers: broken });
  expect(printed(second.summary)).toContain("cannot tell who is missing");
  expect((await listMissing(storeId))?.fileAt).toEqual(missing?.fileAt);
});

test("a person is erased with the orders of their addresses, present and former; requests stay as proof", async () => {
  const { storeId, run } = await makeImportStore();
  const bo = ["2", "Bo", "Test", "bo@a.example"];
  const order = (Id: string, Email: string) => orderRow({ Name: `#${Id}`, Id, Email });
  await run({
    customers: customersFile([["1", "Ada", "Muster", "old@a.example", "yes", "", "", "", "Köln"], bo]),
    orders: ordersFile([
      order("1", "old@a.example"),
      order("2", "bo@a.example"),
      order("3", ""),
      order("4", "gus@a.example"),
    ]),
  });
  await run({ customers: customersFile([["1", "Ada", "Muster", "ada@a.example", "yes", "", "", "", "Köln"], bo]) });
  await run({ orders: ordersFile([order("5", "ada@a.example")]) });
  const { id: customerId } = await prisma().customer.findFirstOrThrow({ where: { storeId, firstName: "Ada" } });
  const request = await makeRequest(storeId, { customerId, customerName: "Ada Muster" });
  const [loose] = await searchOrders(storeId, "#3");
  await linkOrder({ storeId, requestId: request.id, orderId: loose?.id ?? "", reason: "named_order", actor });
  const target = { storeId, customerId, actor };
  expect(await outcome(eraseCustomer(target))).toBe("openRequest");
  await prisma().request.updateMany({ where: { storeId }, data: { state: "answered" } });
  // What asks for the erasure is open until it is done.
  await makeRequest(storeId, { type: "erasure", source: "shopify", customerId, customerName: "Ada Muster" });

  const rows = { profile: 1, addresses: 1, orders: 3, consents: 1, added: 0, emails: 0 };
  expect(await previewErasure(target)).toEqual(rows);
  expect(await outcome(eraseCustomer({ ...target, storeId: (await makeStore()).id }))).toBe("forbidden");
  expect(await eraseCustomer(target)).toEqual(rows);
  expect(await previewErasure(target)).toBeUndefined();
  for (const table of ["customer", "address", "consent", '"order"', "former_address", "request_record"]) {
    const { rows: left } = await database().query(
      `SELECT count(*)::int AS count FROM ${table} AS held WHERE store_id = $1 AND held::text ~ '(ada|old)@|Ada|${customerId}'`,
      [storeId],
    );
    expect([table, left]).toEqual([table, [{ count: 0 }]]);
  }
  const left = await prisma().order.findMany({ where: { storeId }, orderBy: { name: "asc" } });
  expect(left.map(({ name }) => name)).toEqual(["#2", "#4"]);
  expect(await prisma().request.findFirstOrThrow({ where: { storeId, id: request.id } })).toMatchObject({
    customerName: "Ada Muster",
    email: request.email,
  });
  expect(await prisma().event.findMany({ where: { storeId, requestId: null } })).toMatchObject([
    { type: "customer_erased", actorName: "Ada Owner", data: { customerId, rows } },
  ]);
});

test("of two accounts with one address, erasing one leaves the other with what goes by the address", async () => {
  const { storeId, run } = await makeImportStore();
  const files = {
    customers: customersFile([
      ["1", "Ada", "", "shared@a.example"],
      ["2", "Bo", "", "shared@a.example"],
    ]),
    orders: ordersFile([orderRow({ Email: "shared@a.example" })]),
  };
  await run(files);
  const ada = await prisma().customer.findFirstOrThrow({ where: { storeId, firstName: "Ada" } });
  expect((await eraseCustomer({ storeId, customerId: ada.id, actor })).orders).toBe(0);
  expect(await prisma().order.count({ where: { storeId } })).toBe(1);
  const bo = await prisma().customer.findFirstOrThrow({ where: { storeId } });
  expect((await eraseCustomer({ storeId, customerId: bo.id, actor })).orders).toBe(1);
  expect(await prisma().customer.count({ where: { storeId } })).toBe(0);
});

test("a guest is erased with their orders", async () => {
  const { storeId, run } = await makeImportStore();
  await run({ orders: ordersFile([orderRow({})]) });
  const { id: customerId } = await prisma().customer.findFirstOrThrow({ where: { storeId, kind: "guest" } });
  expect(await eraseCustomer({ storeId, customerId, actor })).toMatchObject({ orders: 1 });
  expect([
    await prisma().order.count({ where: { storeId } }),
    await prisma().customer.count({ where: { storeId } }),
  ]).toEqual([0, 0]);
});
