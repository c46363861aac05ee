import type { z } from "zod";
import type { OrderLineRow, OrderRow } from "@/lib/section/sections";
import { platformIdOf } from "@/lib/source/origin";
import { named, orderAttributes, type WholeOrder } from "./order-attributes";
import type { OrderNode, transaction } from "./order-node";
import { addressParts, asCode, coordinates, held, inUtc, type Money } from "./parts";

/**
 * An order as its section has it. What Shopify holds besides is in `attributes`, by Shopify's own names.
 * @param origin the source and the record that it was found by.
 */
export function orderRow(order: WholeOrder, origin: { source: string; record: string }): OrderRow {
  return {
    name: order.name,
    placedAt: inUtc(order.createdAt),
    lines: order.lines.map(orderLine),
    currency: order.currencyCode,
    subtotal: amount(order.subtotalPriceSet?.shopMoney),
    shipping: amount(order.totalShippingPriceSet.shopMoney),
    taxes: amount(order.totalTaxSet?.shopMoney),
    discount: amount(order.totalDiscountsSet?.shopMoney),
    total: amount(order.totalPriceSet.shopMoney),
    refunded: amount(order.totalRefundedSet.shopMoney),
    paidAt: paidAt(order.transactions),
    fulfilledAt:
      order.displayFulfillmentStatus === "FULFILLED" ? latest(order.fulfillments.map((one) => one.createdAt)) : null,
    cancelledAt: order.cancelledAt ? inUtc(order.cancelledAt) : null,
    financialStatus: asCode(order.displayFinancialStatus),
    fulfillmentStatus: asCode(order.displayFulfillmentStatus),
    paymentMethod: order.paymentGatewayNames.join(", ") || null,
    shippingMethod: order.shippingLine?.title ?? null,
    discountCode: order.discountCodes.join(", ") || null,
    email: order.email ?? null,
    phone: order.phone ?? null,
    billingAddress: order.billingAddress ? withMap(order.billingAddress) : null,
    shippingAddress: order.shippingAddress ? withMap(order.shippingAddress) : null,
    note: order.note ?? null,
    tags: order.tags,
    platformId: platformIdOf(order.id),
    attributes: orderAttributes(order),
    placedAtOffsetMinutes: null,
    paidAtOffsetMinutes: null,
    fulfilledAtOffsetMinutes: null,
    cancelledAtOffsetMinutes: null,
    ...origin,
  };
}

function orderLine(line: WholeOrder["lines"][number], index: number): OrderLineRow {
  return {
    position: index + 1,
    name: line.name,
    quantity: line.quantity,
    price: amount(line.originalUnitPriceSet.shopMoney),
    discount: amount(line.totalDiscountSet.shopMoney),
    sku: line.sku || null,
    attributes: held({ Vendor: line.vendor, customAttributes: named(line.customAttributes) }),
  };
}

function withMap(from: NonNullable<OrderNode["billingAddress"]>) {
  return { ...addressParts(from), ...coordinates(from) };
}

function paidAt(transactions: z.infer<typeof transaction>[]): string | null {
  const paid = transactions.filter(({ kind, status }) => ["SALE", "CAPTURE"].includes(kind) && status === "SUCCESS");
  return latest(paid.map(({ processedAt, createdAt }) => processedAt ?? createdAt));
}

function latest(times: string[]): string | null {
  const last = times.map(inUtc).toSorted().at(-1);
  return last ?? null;
}

function amount(money: Money | undefined): string {
  return money?.amount ?? "0";
}
