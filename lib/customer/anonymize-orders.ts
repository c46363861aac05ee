import { prisma, type Transaction } from "@/lib/database";
import { yearsAgo } from "@/lib/store/order-keeping";
import { Prisma } from "@/prisma/generated/client";
import { unlinkOrders } from "./customer-links";
import { orderSearchText } from "./order-search-text";

/** Of what a platform calls by its own names, the books need taxes and receipts. */
const KEPT_ATTRIBUTES = /^(Tax \d+ (Name|Value)|Duties|Receipt Number)$/i;

/** What an invoice holds of an address: all but the phone number. */
const INVOICE_FIELDS = ["name", "company", "line1", "line2", "city", "province", "postalCode", "country"] as const;

/**
 * Erases orders, apart from those that the store's books need: these lose their customer and keep number, dates, lines,
 * amounts, taxes, way of payment and the invoice's name and address; of the delivery's address the country, which decides
 * on VAT. Their links to requests go. Whatever else the order held is gone, such as email address, phone, note and tags.
 * @param keepFrom the orders placed from then on are kept (`keepOrdersFrom`); null where none is.
 * @returns how many are kept, and how many were erased.
 */
export async function anonymizeOrders(
  transaction: Transaction,
  { storeId, orderIds, keepFrom }: { storeId: string; orderIds: string[]; keepFrom: Date | null },
): Promise<{ kept: number; erased: number }> {
  await unlinkOrders(transaction, storeId, orderIds);
  const keptOrders = keepFrom
    ? await transaction.order.findMany({
        where: { storeId, id: { in: orderIds }, placedAt: { gte: keepFrom } },
        select: { id: true, name: true, billingAddress: true, shippingAddress: true, attributes: true },
      })
    : [];
  const keptIds = keptOrders.map(({ id }) => id);
  const { count } = await transaction.order.deleteMany({ where: { storeId, id: { in: orderIds, notIn: keptIds } } });
  await transaction.orderLine.updateMany({
    where: { storeId, orderId: { in: keptIds } },
    data: { attributes: {} },
  });
  for (const { id, name, ...held } of keptOrders) {
    const billingAddress = pick(held.billingAddress, INVOICE_FIELDS);
    const shippingAddress = pick(held.shippingAddress, ["country"]);
    const stripped = { name, emailNormalized: null, phone: null, billingAddress, shippingAddress };
    await transaction.order.updateMany({
      where: { storeId, id },
      data: {
        ...{ ...NOTHING, anonymizedAt: new Date() },
        billingAddress: billingAddress ?? Prisma.DbNull,
        shippingAddress: shippingAddress ?? Prisma.DbNull,
        attributes: keptAttributes(held.attributes),
        searchText: orderSearchText(stripped),
      },
    });
  }
  return { kept: keptOrders.length, erased: count };
}

const NOTHING = {
  ...{ customerId: null, tie: null, email: null, emailNormalized: null, phone: null, phoneNormalized: null },
  ...{ note: null, tags: [], discountCode: null, shippingMethod: null },
};

type AddressPart = (typeof INVOICE_FIELDS)[number];

function pick(address: Prisma.JsonValue, fields: readonly AddressPart[]): Partial<Record<AddressPart, string>> | null {
  if (typeof address !== "object" || address === null || Array.isArray(address)) return null;
  const parts = fields.flatMap((field) => {
    const part = address[field];
    return typeof part === "string" ? [[field, part] as const] : [];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : null;
}

function keptAttributes(attributes: Prisma.JsonValue): Prisma.InputJsonObject {
  if (typeof attributes !== "object" || attributes === null || Array.isArray(attributes)) return {};
  const kept = Object.entries(attributes).filter(([name]) => KEPT_ATTRIBUTES.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, typeof value === "string" ? value : String(value)]));
}

/** Erases, in all stores, the kept orders whose years have ended. */
export async function eraseKeptOrders(now = new Date()): Promise<void> {
  const stores = await prisma().store.findMany({
    where: { orderKeepingYears: { not: null } },
    select: { id: true, timeZone: true, orderKeepingYears: true },
  });
  for (const { id: storeId, timeZone, orderKeepingYears } of stores)
    if (orderKeepingYears !== null)
      await prisma().order.deleteMany({
        where: { storeId, anonymizedAt: { not: null }, placedAt: { lt: yearsAgo(orderKeepingYears, timeZone, now) } },
      });
}
