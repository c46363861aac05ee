import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeConnection } from "@/test/factories/connection";
import { makeAddress, makeCustomer, makeOrder } from "@/test/factories/customer";
import { eventTypesOf, makeRequest, readRequest } from "@/test/factories/request";
import { makeMember, makeStore, merchantEmail } from "@/test/factories/store";
import { emailsOf, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { removeShop } from "./remove-shop";
import { deleteRemovedShops, keepShopRecords, listShopDeletions, readShopDeletion } from "./shop-deletions";

withTestDatabase();

const SHOP = "northwind.myshopify.com";
const origin = `shopify:${SHOP}`;
const DAY_MS = 86_400_000;
const removedAt = new Date("2026-11-01T10:00:00Z");
const onDay = (day: number) => new Date(removedAt.getTime() + day * DAY_MS);

/** A store whose shop uninstalled the app, with an account of that shop, a guest's order, and others that are not its. */
async function removed() {
  const { id: storeId } = await makeStore();
  const owner = await makeMember(storeId, "owner");
  const key = await makeConnection(storeId, { kind: "shopify", address: `https://${SHOP}` });
  const ada = await makeCustomer(storeId, { origin, email: "ada@mail.example", emailNormalized: "ada@mail.example" });
  await makeAddress(storeId, ada.id);
  await makeOrder(storeId, { customerId: ada.id });
  await makeOrder(storeId, { origin, email: "guest@mail.example", emailNormalized: "guest@mail.example" });
  const other = await makeCustomer(storeId, { origin: "shopify:outlet.myshopify.com" });
  await makeOrder(storeId, { customerId: other.id, origin: "shopify:outlet.myshopify.com" });
  await makeCustomer(storeId);
  await prisma().$transaction((transaction) => removeShop(transaction, key, removedAt));
  const counts = async () => [
    await prisma().customer.count({ where: { storeId } }),
    await prisma().order.count({ where: { storeId } }),
  ];
  const run = (day: number) => deleteRemovedShops(onDay(day));
  return { storeId, key, owner, ada, counts, run };
}

test("after 28 days the shop's own records go, three days after a reminder; requests and other shops' records stay", async () => {
  const { storeId, key, owner, ada, counts, run } = await removed();
  const { id: requestId } = await makeRequest(storeId, { customerId: ada.id, customerName: "Ada", state: "answered" });
  expect((await readShopDeletion(key))?.rows).toEqual({ profile: 1, orders: 2 });
  expect(await listShopDeletions(key.storeId)).toEqual([key.number]);
  await run(24.9);
  expect(await counts()).toEqual([3, 3]);
  await sendAll(storeId);
  expect((await emailsOf(storeId)).map(({ template }) => template)).toEqual(["shop-removed"]);
  await run(25);
  await run(27.9);
  expect(await counts()).toEqual([3, 3]);
  await sendAll(storeId);
  const reminder = (await emailsOf(storeId)).find(({ template }) => template === "shop-deletion");
  expect(reminder).toMatchObject({ to: merchantEmail(owner.id), state: "sent" });
  await run(28);
  expect(await counts()).toEqual([2, 1]);
  expect(await readRequest(storeId, requestId)).toMatchObject({ customerName: "Ada", customerId: null });
  await run(29);
  const deletion = await readShopDeletion(key);
  expect(deletion).toMatchObject({ deletedAt: expect.any(Date), rows: { profile: 0, orders: 0 } });
  const deleted = await prisma().event.findMany({ where: { storeId, type: "shop_records_deleted" } });
  expect(deleted.map(({ data }) => data)).toEqual([{ number: key.number, rows: { profile: 1, orders: 2 } }]);
});

test("where no worker ran for weeks, the owners still have three days after the reminder", async () => {
  const { counts, run } = await removed();
  await run(60);
  await run(62.9);
  expect(await counts()).toEqual([3, 3]);
  await run(63);
  expect(await counts()).toEqual([2, 1]);
});

test("an owner who has a legal reason keeps the records, once", async () => {
  const { storeId, key, owner, counts, run } = await removed();
  const keep = (number = key.number) =>
    outcome(keepShopRecords({ storeId, number, reason: "Invoices: 10 years.", actor: owner }));
  expect([await keep(), await keep(), await keep(99)]).toEqual(["done", "shopRecordsGone", "shopRecordsGone"]);
  await run(25);
  await run(60);
  expect(await counts()).toEqual([3, 3]);
  expect(await readShopDeletion(key)).toMatchObject({ kept: { by: owner.name, reason: "Invoices: 10 years." } });
  expect(await eventTypesOf(storeId)).toEqual(["connection_ended", "shop_removed", "shop_records_kept"]);
  // What was queued before is needed no longer.
  await sendAll(storeId);
  expect((await emailsOf(storeId)).map(({ state }) => state)).toEqual(["unneeded"]);
});

test("another store's owner keeps nothing of this one, and sees nothing", async () => {
  const { key, run, counts } = await removed();
  const { id: storeId } = await makeStore();
  const stranger = await makeMember(storeId, "owner");
  expect(await readShopDeletion({ ...key, storeId })).toBeUndefined();
  expect(await outcome(keepShopRecords({ ...key, storeId, reason: "Mine", actor: stranger }))).toBe("shopRecordsGone");
  await run(25);
  await run(28);
  expect(await counts()).toEqual([2, 1]);
});

test("webhooks that cannot come again are forgotten", async () => {
  const { key, run } = await removed();
  const row = { ...key, topic: "shop/redact" };
  await prisma().shopifyWebhook.createMany({
    data: [
      { ...row, webhookId: "old", receivedAt: onDay(0) },
      { ...row, webhookId: "new", receivedAt: onDay(20) },
    ],
  });
  await run(31);
  const left = await prisma().shopifyWebhook.findMany({ where: { storeId: key.storeId } });
  expect(left.map(({ webhookId }) => webhookId)).toEqual(["new"]);
});

test("a shop that came back after the reminder is reminded again should it go again", async () => {
  const { storeId, counts, run } = await removed();
  await run(25);
  const { number } = await makeConnection(storeId, { kind: "shopify", address: `https://${SHOP}` });
  await run(26);
  await prisma().connection.updateMany({
    where: { storeId, number },
    data: { state: "disconnected", credentials: null },
  });
  await run(40);
  await run(42.9);
  expect(await counts()).toEqual([3, 3]);
  expect((await eventTypesOf(storeId)).filter((type) => type === "shop_deletion_reminded")).toHaveLength(2);
  await run(43);
  expect(await counts()).toEqual([2, 1]);
});

test("a shop that is connected again loses nothing, for as long as it is", async () => {
  const { storeId, counts, run } = await removed();
  const elsewhere = (await makeStore()).id;
  const again = { kind: "shopify", address: `https://${SHOP}` };
  const back = await makeConnection(storeId, again);
  for (const day of [25, 28, 40]) await run(day);
  expect(await counts()).toEqual([3, 3]);
  await makeConnection(elsewhere, again);
  const { number } = back;
  await prisma().connection.updateMany({
    where: { storeId, number },
    data: { state: "disconnected", credentials: null },
  });
  // The owners are reminded first, as ever.
  await run(41);
  expect(await counts()).toEqual([3, 3]);
  await run(44);
  expect(await counts()).toEqual([2, 1]);
});
