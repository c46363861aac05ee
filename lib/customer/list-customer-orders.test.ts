import { expect, test } from "vitest";
import { readCursor } from "@/lib/search/cursor-page";
import { makeCustomer, makeLines, makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { withTestDatabase } from "@/test/harness/test-database";
import { listCustomerOrders } from "./list-customer-orders";

withTestDatabase();

test("a profile's orders are those of the account and those of its address alone, paged without gaps", async () => {
  const emailNormalized = "paul@mail.example";
  const { storeId, customerId } = await makeStoreWithCustomer({ emailNormalized });
  const same = { placedAt: new Date(), total: "12.3456" };
  for (let index = 0; index < 40; index++)
    await makeOrder(storeId, { name: `#${index}`, ...same, ...(index % 2 ? { customerId } : { emailNormalized }) });
  const stranger = await makeCustomer(storeId);
  await makeOrder(storeId, { name: "#other", customerId: stranger.id, emailNormalized });
  const list = (after?: string) =>
    listCustomerOrders({ storeId, id: customerId, emailNormalized }, readCursor({ after }));
  const first = await list();
  const second = await list(first.next);
  expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 15, undefined]);
  const rows = [...first.rows, ...second.rows];
  expect(new Set(rows.map(({ name }) => name)).size).toBe(40);
  expect(rows.every(({ name, byAddress }) => byAddress === (Number(name.slice(1)) % 2 === 0))).toBe(true);
  expect(rows[0]?.total).toBe("12.3456");
});

test("an order shows its first lines, and that there are more", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer();
  await makeLines(storeId, await makeOrder(storeId, { customerId }, []), 60);
  const { rows } = await listCustomerOrders({ storeId, id: customerId, emailNormalized: null }, undefined);
  expect(rows[0]?.moreLines).toBe(true);
  expect(rows[0]?.lines.map(({ position }) => position)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});
