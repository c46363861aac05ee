import { unlinkCustomer, unlinkOrders } from "@/lib/customer/customer-links";
import { prisma, type Transaction } from "@/lib/database";
import { deriveGuests } from "@/lib/import/derive-guests";
import { batchOptions, lockStore } from "@/lib/import/put-rows";
import { type Origin, originText } from "@/lib/source/origin";
import type { Prisma } from "@/prisma/generated/client";

const BATCH = 200;

/** How many rows there are, by section. */
export interface ShopRows {
  profile: number;
  orders: number;
}

type Shop = { storeId: string } & Pick<Origin, "shop">;

/** A shop's imported customers. */
function customersOf({ storeId, shop }: Shop): Prisma.CustomerWhereInput {
  return { storeId, origin: originText({ platform: "shopify", shop }) };
}

/** Its orders: those imported from it, and those that the platform ties to its customers. */
function ordersOf(shop: Shop): Prisma.OrderWhereInput {
  const { storeId, origin } = customersOf(shop) as { storeId: string; origin: string };
  return { storeId, OR: [{ origin }, { customer: { storeId, origin } }] };
}

/** What `deleteShopRecords` would delete now. */
export async function countShopRecords(shop: Shop): Promise<ShopRows> {
  return {
    profile: await prisma().customer.count({ where: customersOf(shop) }),
    orders: await prisma().order.count({ where: ordersOf(shop) }),
  };
}

/**
 * Deletes what was imported from a shop, batch by batch, each a transaction of its own: a run that was killed is continued.
 * Requests keep what they say of the person, and lose their link.
 * @param mayContinue is asked in each transaction: an owner may keep what is left.
 * @returns how many rows it deleted.
 */
export async function deleteShopRecords(
  shop: Shop,
  mayContinue: (transaction: Transaction) => Promise<boolean>,
): Promise<ShopRows> {
  const rows: ShopRows = { profile: 0, orders: 0 };
  const steps = [
    ["orders", deleteOrders],
    ["profile", deleteCustomers],
  ] as const;
  for (const [section, step] of steps)
    for (;;) {
      const count = await prisma().$transaction(async (transaction) => {
        await lockStore(transaction, shop.storeId);
        return (await mayContinue(transaction)) ? await step(transaction, shop) : 0;
      }, batchOptions);
      rows[section] += count;
      if (count === 0) break;
    }
  return rows;
}

async function deleteOrders(transaction: Transaction, shop: Shop): Promise<number> {
  const { storeId } = shop;
  const orders = await transaction.order.findMany({
    where: ordersOf(shop),
    take: BATCH,
    select: { id: true, emailNormalized: true },
  });
  const ids = orders.map(({ id }) => id);
  await unlinkOrders(transaction, storeId, ids);
  await transaction.order.deleteMany({ where: { storeId, id: { in: ids } } });
  await derive(transaction, storeId, orders);
  return ids.length;
}

async function deleteCustomers(transaction: Transaction, shop: Shop): Promise<number> {
  const { storeId } = shop;
  const customers = await transaction.customer.findMany({
    where: customersOf(shop),
    take: BATCH,
    select: { id: true, emailNormalized: true },
  });
  for (const { id: customerId } of customers)
    await unlinkCustomer(transaction, { storeId, customerId, matchCount: 0, keepName: true });
  await transaction.customer.deleteMany({ where: { storeId, id: { in: customers.map(({ id }) => id) } } });
  await derive(transaction, storeId, customers);
  return customers.length;
}

/** A guest is known by orders alone: without them it goes; other shops' orders under the address stay a guest's. */
async function derive(transaction: Transaction, storeId: string, rows: { emailNormalized: string | null }[]) {
  const emails = rows.flatMap(({ emailNormalized }) => emailNormalized ?? []);
  await deriveGuests(transaction, storeId, emails, new Date());
}
