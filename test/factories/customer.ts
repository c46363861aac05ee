import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { database, prisma } from "@/lib/database";
import type { Prisma } from "@/prisma/generated/client";
import { makeStore } from "./store";

/** A customer of a store: by default one with an account. */
export async function makeCustomer(
  storeId: string,
  { kind = "account", ...fields }: Partial<Prisma.CustomerCreateManyInput> = {},
) {
  const id = uuidv7();
  const data = { storeId, id, kind, platformId: kind === "account" ? id : null, searchText: "" };
  return await prisma().customer.create({ data: { ...data, createdAt: new Date(), ...fields } });
}

/** A customer of a new store. @returns the ids of both. */
export async function makeStoreWithCustomer(
  customer: Parameters<typeof makeCustomer>[1] = {},
  store: Parameters<typeof makeStore>[0] = {},
) {
  const { id: storeId } = await makeStore(store);
  const { id: customerId } = await makeCustomer(storeId, customer);
  return { storeId, customerId };
}

/** A customer's default address. */
export async function makeAddress(
  storeId: string,
  customerId: string,
  fields: Partial<Prisma.AddressCreateManyInput> = {},
) {
  await prisma().address.create({ data: { storeId, id: uuidv7(), customerId, platformId: "default", ...fields } });
}

/** A customer's consent to emails, given at the checkout. */
export async function makeConsent(
  storeId: string,
  customerId: string,
  fields: Partial<Prisma.ConsentCreateManyInput> = {},
) {
  const given = { channel: "email", granted: true, source: "checkout", at: new Date() } as const;
  await prisma().consent.create({ data: { storeId, id: uuidv7(), customerId, ...given, ...fields } });
}

/** An order with its lines. @returns the order's id. */
export async function makeOrder(
  storeId: string,
  fields: Partial<Prisma.OrderCreateManyInput> = {},
  lines: Partial<Prisma.OrderLineCreateManyInput>[] = [{}],
) {
  const id = uuidv7();
  const name = fields.name ?? `#${randomUUID().slice(0, 6)}`;
  const zero = { shipping: 0, taxes: 0, discount: 0 };
  await prisma().order.create({
    data: {
      ...{ storeId, id, platformId: id, name, nameNormalized: name, placedAt: new Date(), currency: "EUR" },
      ...{ ...zero, subtotal: 10, total: 10 },
      ...fields,
    },
    select: { id: true },
  });
  await prisma().orderLine.createMany({
    data: lines.map((line, index) => ({
      ...{ storeId, orderId: id, position: index + 1, name: "Teapot", quantity: 1, price: 10 },
      ...line,
    })),
  });
  return id;
}

/** A great many lines of an order: "Item 1", "Item 2", … */
export async function makeLines(storeId: string, orderId: string, count: number): Promise<void> {
  await database().query(
    `INSERT INTO order_line (store_id, order_id, position, name, quantity, price)
     SELECT $1, $2, n, 'Item ' || n, 1, 0.01 FROM generate_series(1, $3::int) AS n`,
    [storeId, orderId, count],
  );
}
