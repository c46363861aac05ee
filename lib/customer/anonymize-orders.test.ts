import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { formSchema } from "@/lib/sign-in/form-schema";
import { keepOrdersFrom, orderKeeping, orderKeepingSettings, saveOrderKeeping } from "@/lib/store/order-keeping";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { makeStore } from "@/test/factories/store";
import { tablesWith } from "@/test/harness/tables-with";
import { withTestDatabase } from "@/test/harness/test-database";
import { anonymizeOrders, eraseKeptOrders } from "./anonymize-orders";

withTestDatabase();

const address = {
  ...{ name: "Ilse Invoice", company: null, line1: "Weg 1", line2: null, city: "Graz", province: null },
  ...{ postalCode: "8010", country: "AT", phone: "+43 316 900900" },
};

/** An order in which all that a platform may say of it is filled in. */
const full = {
  ...{ name: "#771", email: "Ilse@marker.example", emailNormalized: "ilse@marker.example", phone: "+43 316 900901" },
  ...{ phoneNormalized: "43316900901", searchText: "ilse", paymentMethod: "PayPal", financialStatus: "paid" },
  ...{ note: "leave it with Marker Neighbor", tags: ["marker-tag"], discountCode: "MARKER10", taxes: 2 },
  ...{ shippingMethod: "to Marker Street", billingAddress: address },
  shippingAddress: { ...address, name: "Marker Receiver", line1: "Marker Street 2", country: "DE" },
  attributes: {
    "Tax 1 Name": "USt 20%",
    "Tax 1 Value": "2.00",
    "Device ID": "marker-device",
    "Note Attributes": "marker",
  },
};

test("an order that the books need keeps the invoice and loses the rest; an older one is erased; another store's stays", async () => {
  const [{ id: storeId }, other] = [await makeStore(), await makeStore()];
  const { id: customerId } = await makeCustomer(storeId, { email: "ilse@marker.example" });
  const placedAt = new Date("2018-01-01T00:00:00Z");
  const lines = [{ name: "Teapot", attributes: { engraving: "for Marker" } }];
  const kept = await makeOrder(storeId, { ...full, customerId, placedAt }, lines);
  const old = await makeOrder(storeId, { customerId, placedAt: new Date(placedAt.getTime() - 1) });
  const others = await makeOrder(other.id, { placedAt: new Date(0) });
  const keepFrom = keepOrdersFrom(
    { ordersAreBooks: true, orderKeepingYears: 8, orderKeepingCountry: "DE", timeZone: null },
    new Date("2026-12-31T23:59:59Z"),
  );
  const orderIds = [kept, old, others];
  const work = prisma().$transaction((transaction) => anonymizeOrders(transaction, { storeId, orderIds, keepFrom }));
  expect(await work).toEqual({ kept: 1, erased: 1 });
  expect(await prisma().order.findMany({ where: { storeId }, include: { lines: true } })).toMatchObject([
    {
      ...{ id: kept, name: "#771", customerId: null, email: null, phone: null, phoneNormalized: null, note: null },
      ...{ tags: [], discountCode: null, shippingMethod: null, paymentMethod: "PayPal", placedAt },
      billingAddress: { name: "Ilse Invoice", line1: "Weg 1", city: "Graz", postalCode: "8010", country: "AT" },
      shippingAddress: { country: "DE" },
      attributes: { "Tax 1 Name": "USt 20%", "Tax 1 Value": "2.00" },
      lines: [{ name: "Teapot", quantity: 1, attributes: {} }],
    },
  ]);
  await prisma().customer.deleteMany({ where: { storeId } });
  expect(await tablesWith("marker", "Marker", "MARKER", "90090")).toEqual([]);
  expect(await tablesWith("Ilse Invoice")).toEqual(['public."order"']);
  expect(await prisma().order.count({ where: { storeId: other.id } })).toBe(1);
});

test("where orders are a copy none is kept", async () => {
  const { id: storeId } = await makeStore();
  const orderIds = [await makeOrder(storeId)];
  const work = prisma().$transaction((transaction) =>
    anonymizeOrders(transaction, { storeId, orderIds, keepFrom: null }),
  );
  expect(await work).toEqual({ kept: 0, erased: 1 });
});

test("a kept order is erased once its years have ended, by the store's own clock, and no other order is", async () => {
  const { id: storeId } = await makeStore({ ordersAreBooks: true, orderKeepingYears: 8, timeZone: "Asia/Tokyo" });
  const placedAt = new Date("2018-06-01T00:00:00Z");
  const [kept, plain] = [
    await makeOrder(storeId, { placedAt, anonymizedAt: new Date() }),
    await makeOrder(storeId, { placedAt }),
  ];
  await eraseKeptOrders(new Date("2026-12-31T14:59:59Z"));
  expect(await prisma().order.count({ where: { storeId, id: kept } })).toBe(1);
  await eraseKeptOrders(new Date("2026-12-31T15:00:00Z"));
  expect(await prisma().order.findMany({ where: { storeId }, select: { id: true } })).toEqual([{ id: plain }]);
});

function parse(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return { form, shape: orderKeepingSettings(form) };
}

test.each([
  [
    { ordersAreBooks: "on", orderKeepingCountry: "DE", orderKeepingYears: "" },
    { keep: true, years: 8, statute: "§ 147 AO, § 257 HGB" },
  ],
  [
    { ordersAreBooks: "on", orderKeepingCountry: "NL", orderKeepingYears: "10" },
    { keep: true, years: 10, statute: "art. 52 AWR" },
  ],
  [
    { ordersAreBooks: "on", orderKeepingCountry: "other", orderKeepingYears: "5" },
    { keep: true, years: 5, statute: null },
  ],
  [
    { orderKeepingCountry: "other", orderKeepingYears: "" },
    { keep: false, years: 0, statute: null },
  ],
])("the form %j means %j", async (fields, meant) => {
  const { form, shape } = parse(fields);
  const { id } = await makeStore();
  const read = formSchema(shape).parse(form);
  await saveOrderKeeping(id, read, { kind: "system" });
  const store = await prisma().store.findUniqueOrThrow({ where: { id } });
  expect(orderKeeping(store)).toEqual(meant);
  expect(await prisma().event.findMany({ where: { storeId: id } })).toMatchObject([
    { type: "settings_saved", data: { page: "law" } },
  ]);
});

test.each(["", "0", "31", "1.5", "two"])("without a law, %j years are refused", (orderKeepingYears) => {
  const { form, shape } = parse({ ordersAreBooks: "on", orderKeepingCountry: "other", orderKeepingYears });
  expect(
    formSchema(shape)
      .safeParse(form)
      .error?.issues.map(({ path }) => path[0]),
  ).toEqual(["orderKeepingYears"]);
});
