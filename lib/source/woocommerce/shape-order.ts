import type { OrderLineRow, OrderRow } from "@/lib/section/sections";
import { Prisma } from "@/prisma/generated/client";
import type { WooAddress, WooLine, WooOrder } from "./shapes";

/** An order as archives have it; what is WooCommerce's own is among its attributes, by WooCommerce's names. */
export function shapeOrder(order: WooOrder, record: string, source: string): OrderRow {
  const { billing, shipping, refunds, line_items: lines } = order;
  const refunded = sum(refunds.map(({ total }) => total)).abs();
  const placedAt = readTime(order.date_created_gmt) ?? order.date_created_gmt;
  return {
    ...{ name: order.number || String(order.id), platformId: String(order.id), source, record, placedAt },
    placedAtOffsetMinutes: offsetMinutes(order.date_created, order.date_created_gmt),
    paidAt: readTime(order.date_paid_gmt),
    paidAtOffsetMinutes: offsetMinutes(order.date_paid, order.date_paid_gmt),
    fulfilledAt: readTime(order.date_completed_gmt),
    fulfilledAtOffsetMinutes: offsetMinutes(order.date_completed, order.date_completed_gmt),
    ...{ cancelledAt: null, cancelledAtOffsetMinutes: null },
    lines: lines.map(shapeLine),
    currency: order.currency.toUpperCase(),
    // Discounts are taken off already, as in Shopify's files.
    subtotal: decimal(sum(lines.map(({ total }) => total))),
    ...{ shipping: order.shipping_total, taxes: order.total_tax, discount: order.discount_total, total: order.total },
    refunded: decimal(refunded),
    financialStatus: financialStatus(order, refunded),
    fulfillmentStatus: order.status === "completed" ? "fulfilled" : null,
    paymentMethod: order.payment_method_title || order.payment_method || null,
    shippingMethod: joined(order.shipping_lines.map(({ method_title }) => method_title)),
    discountCode: joined(order.coupon_lines.map(({ code }) => code)),
    ...{ email: billing.email || null, phone: billing.phone || null, note: order.customer_note || null, tags: [] },
    ...{ billingAddress: shapeAddress(billing), shippingAddress: shapeAddress(shipping) },
    attributes: orderAttributes(order),
  };
}

function orderAttributes(order: WooOrder): Record<string, unknown> {
  const { coupon_lines: coupons, shipping_lines: shipping, fee_lines: fees } = order;
  return withMeta(
    {
      ...{ status: order.status, created_via: order.created_via, transaction_id: order.transaction_id },
      ...{ customer_ip_address: order.customer_ip_address, customer_user_agent: order.customer_user_agent },
      coupon_lines: coupons.map(({ code, discount, meta_data }) => withMeta({ code, discount }, meta_data)),
      shipping_lines: shipping.map(({ method_title, total, meta_data }) =>
        withMeta({ method_title, total }, meta_data),
      ),
      fee_lines: fees.map(({ name, total, meta_data }) => withMeta({ name, total }, meta_data)),
      refunds: order.refunds.map(({ reason, total }) => withMeta({ reason, total }, [])),
    },
    order.meta_data,
  );
}

function shapeLine(line: WooLine, index: number): OrderLineRow {
  const { name, sku, quantity, subtotal, total, subtotal_tax, total_tax, meta_data } = line;
  const isWhole = Number.isSafeInteger(quantity) && quantity !== 0;
  return {
    position: index + 1,
    name,
    // Some plug-ins sell by weight.
    quantity: isWhole ? quantity : 1,
    price: decimal(new Prisma.Decimal(subtotal).div(isWhole ? quantity : 1).toDecimalPlaces(4)),
    discount: decimal(new Prisma.Decimal(subtotal).minus(total)),
    sku: sku || null,
    attributes: withMeta(
      { ...(isWhole ? {} : { quantity }), ...(Number(subtotal_tax) === 0 ? {} : { subtotal_tax, total_tax }) },
      meta_data,
    ),
  };
}

/**
 * A row's further fields that hold anything, with what plug-ins keep with it by the names that they show where they have
 * one. A name may come several times, and may be one of WooCommerce's own.
 */
export function withMeta(fields: Record<string, unknown>, meta: WooOrder["meta_data"]): Record<string, unknown> {
  const isHeld = (value: unknown) =>
    value !== "" && value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  const values = new Map<string, unknown[]>();
  for (const { key, value, display_key, display_value } of meta) {
    const name = display_key || key;
    const shown = Object.hasOwn(fields, name) ? `meta_data: ${name}` : name;
    values.set(shown, [...(values.get(shown) ?? []), display_value ?? value]);
  }
  const kept = [...values].map(([name, [first, ...others]]) => [name, others.length > 0 ? [first, ...others] : first]);
  return Object.fromEntries([...Object.entries(fields), ...kept].filter(([, value]) => isHeld(value)));
}

/** An address as archives have it; null where nothing of it is held. */
export function shapeAddress(address: WooAddress) {
  const parts = {
    name: personName(address),
    company: address.company || null,
    line1: address.address_1 || null,
    line2: address.address_2 || null,
    postalCode: address.postcode || null,
    city: address.city || null,
    province: address.state || null,
    country: address.country || null,
    phone: address.phone || null,
  };
  return Object.values(parts).some((part) => part !== null) ? parts : null;
}

/** A person's name; null where neither part of it is held. */
export function personName({ first_name, last_name }: { first_name: string; last_name: string }): string | null {
  return `${first_name} ${last_name}`.trim() || null;
}

/** A time of WooCommerce's that is UTC though it does not say so. */
export function readTime(gmt: string | null): string | null {
  return gmt && `${gmt.replace(/Z$/, "")}Z`;
}

function offsetMinutes(local: string | null, gmt: string | null): number | null {
  const minutes = local && gmt ? (Date.parse(`${local}Z`) - Date.parse(readTime(gmt) ?? "")) / 60_000 : Number.NaN;
  return Number.isInteger(minutes) && Math.abs(minutes) < 1440 ? minutes : null;
}

function financialStatus({ date_paid_gmt, total }: WooOrder, refunded: Prisma.Decimal): string | null {
  if (refunded.gt(0)) return refunded.gte(total) ? "refunded" : "partially_refunded";
  return date_paid_gmt ? "paid" : null;
}

function sum(amounts: string[]): Prisma.Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Prisma.Decimal(0));
}

/** With two decimals at least, as WooCommerce writes amounts. */
function decimal(amount: Prisma.Decimal): string {
  return amount.toFixed(Math.max(2, amount.decimalPlaces()));
}

function joined(texts: string[]): string | null {
  return texts.filter(Boolean).join(", ") || null;
}
