import { readFileSync } from "node:fs";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { customerRecord, orderOfRecord } from "@/lib/customer/record-names";
import { searchCustomers } from "@/lib/customer/search-customers";
import { searchOrders } from "@/lib/customer/search-orders";
import { findOrderShortfall } from "@/lib/customer/stated-orders";
import { database, prisma } from "@/lib/database";
import { matchRecords } from "@/lib/source/records/match-records";
import { linkOrder } from "@/lib/subject/link-order";
import { listRecords } from "@/lib/subject/list-records";
import { makeImportStore } from "@/test/factories/import";
import { makeRequest } from "@/test/factories/request";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const fixture = (name: string) => readFileSync(path.join("test/fixtures/shopify-csv", name));

let storeId: string;
let run: Awaited<ReturnType<typeof makeImportStore>>["run"];

beforeEach(async () => {
  ({ storeId, run } = await makeImportStore());
});

const names = (orders: { name: string }[]) => orders.map(({ name }) => name).toSorted();
const customer = (firstName: string) => prisma().customer.findFirstOrThrow({ where: { storeId, firstName } });

/** What is proposed for a customer by the phone number. */
async function suggested(customerId: string) {
  const clues = { storeId, platformIds: [], emails: [], phones: [], records: [customerRecord(customerId)] };
  const matches = (await matchRecords(clues)).filter(({ reason }) => reason === "same_phone");
  return matches.map(({ record, label }) => ({ orderId: orderOfRecord(record), name: label }));
}

test("o30, o31: after the correction nothing of the store holds the wrong address", async () => {
  await run({ orders: fixture("o30-order-email-typo.csv") });
  await run({ orders: fixture("o31-order-email-corrected.csv") });
  for (const table of ["customer", '"order"', "former_address", "request"]) {
    const { rows } = await database().query(
      `SELECT count(*)::int AS count FROM ${table} AS held WHERE store_id = $1 AND held::text LIKE '%tyop%'`,
      [storeId],
    );
    expect([table, rows]).toEqual([table, [{ count: 0 }]]);
  }
});

test("w: orders without an email address are found by number, name and phone, and suggested by the account's phone", async () => {
  await run({ customers: fixture("w-customers.csv"), orders: fixture("w-orders.csv") });
  for (const search of ["#2007", "2007", "karim", "Guestonly Kar", "+880 1795-000009", "01795000009"])
    expect([search, names(await searchOrders(storeId, search))]).toEqual([search, ["#2007"]]);
  expect(names(await searchOrders(storeId, "md invented"))).toEqual(["#2004", "#2005"]);
  // These have a customer, who is found instead.
  expect(await searchOrders(storeId, "#2001")).toEqual([]);
  expect((await searchCustomers({ storeId, search: "#2001", cursor: undefined })).rows).toHaveLength(1);
  const [md, nora, ada] = [await customer("Md"), await customer("Nora"), await customer("Ada")];
  expect(names(await suggested(md.id))).toEqual(["#2004", "#2005"]);
  // The guest of the order #2006.
  expect(await suggested(nora.id)).toEqual([{ orderId: undefined, name: "Nora Newmail" }]);
  expect(await suggested(ada.id)).toEqual([]);
  expect(await findOrderShortfall(storeId, md)).toEqual({ stated: 2, found: 0 });
  expect(await findOrderShortfall(storeId, nora)).toEqual({ stated: 1, found: 0 });
  expect(await findOrderShortfall(storeId, ada)).toBeUndefined();

  const { id: requestId } = await makeRequest(storeId, { customerId: md.id });
  const [order] = await suggested(md.id);
  const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;
  await linkOrder({ storeId, requestId, orderId: order?.orderId ?? "", reason: "same_phone", actor });
  expect(await listRecords(storeId, requestId)).toMatchObject([
    { customer: { id: md.id } },
    { order: { id: order?.orderId }, state: "accepted", reason: "same_phone", by: "Ada Owner" },
  ]);
});

test("o08: a number written without its country's code is the same one", async () => {
  await run({ customers: fixture("w-customers.csv"), orders: fixture("o08-no-email-phone.csv") });
  const { id } = await customer("Md");
  for (const phone of ["01795-000001", "+880 1795 000001", "1795000001"]) {
    await prisma().customer.updateMany({ where: { storeId, id }, data: { phone } });
    expect([phone, names(await suggested(id))]).toEqual([phone, ["#1001", "#1002"]]);
  }
  await prisma().customer.updateMany({ where: { storeId, id }, data: { phone: "000001" } });
  expect(await suggested(id)).toEqual([]);
});

test("c33 to c35, o35: an account keeps its order, a domain is one in both spellings", async () => {
  await run({ customers: fixture("c33-email-changed-1.csv"), orders: fixture("o33-orders-of-old-email.csv") });
  await run({ customers: fixture("c34-email-changed-2.csv"), orders: fixture("o35-idn-unicode.csv") });
  await run({ customers: fixture("c35-email-reused.csv") });
  const rowsOf = async (search: string) => (await searchCustomers({ storeId, search, cursor: undefined })).rows;
  expect((await rowsOf("#3201")).map(({ email }) => email)).toEqual(["nora.new@shop.example"]);
  expect((await rowsOf("nora.old@shop.example")).map(({ orderCount }) => orderCount)).toEqual([0]);
  for (const search of ["info@xn--bcher-kva.example", "info@bücher.example", "xn--bcher-kva"])
    expect(await rowsOf(search)).toHaveLength(1);
});
