import { expect, test } from "vitest";
import { makeCustomer, makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { recordsSource } from "./records-source";

withTestDatabase();

test("a search of the records says of each what a list shows, and pages on", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer({
    firstName: "Ada",
    lastName: "Okafor",
    searchText: " ada okafor ",
  });
  await makeOrder(storeId, { customerId, placedAt: new Date("2026-02-03T04:05:06Z") });
  await makeCustomer(storeId, { firstName: "Ada", lastName: "Stone", kind: "guest", searchText: " ada stone " });
  const first = await recordsSource.search({ storeId, text: "ada", limit: 1 });
  expect(first.rows).toMatchObject([{ title: "Ada Stone", isGuest: true, orderCount: 0, lastOrderAt: null }]);
  expect(first.next).toBeDefined();
  const { rows } = await recordsSource.search({ storeId, text: "okafor", limit: 20 });
  expect(rows).toEqual([
    {
      ...{ record: `customer:${customerId}`, id: customerId, title: "Ada Okafor", isGuest: false },
      ...{ email: null, phone: null, country: null, orderCount: 1 },
      lastOrderAt: new Date("2026-02-03T04:05:06Z"),
    },
  ]);
  expect(await recordsSource.read({ storeId, record: `customer:${customerId}` })).toEqual(rows[0]);
});

test("a record of another store, of another kind, or that is gone is not read", async () => {
  const { customerId } = await makeStoreWithCustomer();
  const { id: storeId } = await makeStore();
  for (const record of [`customer:${customerId}`, `order:${customerId}`, "customer:1", ""])
    expect(await recordsSource.read({ storeId, record })).toBeUndefined();
});
