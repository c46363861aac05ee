import type { Row } from "@/lib/section/descriptor";
import type { OwnSection } from "@/lib/source/own-section";
import type { SavedAddress, VendureAddress, VendureEntry, VendureOrder, VendureProfile } from "./queries";

/** A customer as a row of the section `profile`: one without a user is a guest. */
export function toProfile(customer: VendureProfile): Row {
  const { id, title, groups, user, customFields, firstName, lastName, emailAddress, phoneNumber } = customer;
  return {
    ...{ kind: user ? "account" : "guest", id, platformId: id, firstName, lastName },
    ...{ email: emailAddress, phone: phoneNumber, createdAt: customer.createdAt, updatedAt: customer.updatedAt },
    attributes: held({
      ...{ title, groups: groups?.map(({ name }) => name), customFields },
      billingAddress: customer.addresses?.find((address) => address.defaultBillingAddress)?.id,
      ...(user && {
        ...{ signsInAs: user.identifier, verified: user.verified, lastLogin: user.lastLogin },
        authenticationMethods: user.authenticationMethods?.map(({ strategy }) => strategy),
      }),
    }),
    record: id,
  };
}

/** A saved address as a row of the section `addresses`. The one that parcels go to is the default. */
export function toAddress(saved: SavedAddress, record: string): Row {
  return {
    ...addressParts({ ...saved, countryCode: saved.country?.code }),
    ...{ isDefault: saved.defaultShippingAddress ?? false, platformId: saved.id, record },
  };
}

/**
 * An order, or a cart, as a row of the section `orders`. All amounts include taxes.
 * @param precision how many decimals its integers of money have.
 */
export function toOrder(order: VendureOrder, record: string, precision: number): Row {
  const amount = (minor: number) => decimal(minor, precision);
  const payments = order.payments ?? [];
  const refunds = payments.flatMap((payment) => payment.refunds).filter(({ state }) => state !== "Failed");
  const refunded = sum(refunds.map(({ total }) => total));
  const { surcharges, discounts, fulfillments, modifications, promotions, taxSummary, customFields } = order;
  return {
    ...{ name: order.code, placedAt: order.orderPlacedAt ?? order.createdAt, currency: order.currencyCode },
    lines: order.lines.map((line, index) => ({
      ...{ position: index, name: line.productVariant.name, sku: line.productVariant.sku, quantity: line.quantity },
      price: amount(line.unitPriceWithTax),
      discount: amount(line.linePriceWithTax - line.proratedLinePriceWithTax),
      attributes: held({
        ...{ taxRate: line.taxRate, customFields: line.customFields },
        ...(line.orderPlacedQuantity !== line.quantity && { orderPlacedQuantity: line.orderPlacedQuantity }),
      }),
    })),
    subtotal: amount(order.subTotalWithTax),
    shipping: amount(order.shippingWithTax),
    taxes: amount(sum(taxSummary.map(({ taxTotal }) => taxTotal))),
    discount: amount(-sum(discounts.map(({ amountWithTax }) => amountWithTax))),
    total: amount(order.totalWithTax),
    refunded: amount(refunded),
    financialStatus: financialStatus(order, refunded),
    fulfillmentStatus: FULFILLMENT[order.state] ?? null,
    paymentMethod: joined(payments.map(({ method }) => method)),
    shippingMethod: joined(order.shippingLines.map(({ shippingMethod }) => shippingMethod.name)),
    discountCode: joined(order.couponCodes),
    email: order.customer?.emailAddress,
    billingAddress: postalAddress(order.billingAddress),
    shippingAddress: postalAddress(order.shippingAddress),
    tags: [],
    platformId: order.id,
    attributes: held({
      ...{ state: order.state, type: order.type, customFields },
      ...(order.active && { cart: true }),
      surcharges: surcharges.map(({ priceWithTax, ...rest }) => held({ ...rest, price: amount(priceWithTax) })),
      discounts: discounts.map(({ amountWithTax, ...rest }) => ({ ...rest, amount: amount(amountWithTax) })),
      promotions: promotions.map(held),
      payments: payments.map((payment) =>
        held({
          ...{ ...payment, amount: amount(payment.amount) },
          refunds: payment.refunds.map(({ total, ...rest }) => held({ ...rest, total: amount(total) })),
        }),
      ),
      fulfillments: (fulfillments ?? []).map(held),
      modifications: modifications.map(({ priceChange, ...rest }) => ({ ...rest, priceChange: amount(priceChange) })),
      taxSummary: taxSummary.map(({ taxTotal, ...rest }) => ({ ...rest, taxTotal: amount(taxTotal) })),
    }),
    record,
  };
}

/** What Vendure notes about customers and their orders, staff's notes among it, as a section of the connection's own. */
export const historySection: OwnSection = {
  key: "history",
  title: { en: "History", de: "Verlauf" },
  columns: [
    { name: "id", title: { en: "ID", de: "ID" }, type: "text" },
    { name: "at", title: { en: "Time", de: "Zeit" }, type: "time" },
    { name: "order", title: { en: "Order", de: "Bestellung" }, type: "text" },
    { name: "type", title: { en: "What", de: "Was" }, type: "text" },
    { name: "details", title: { en: "Details", de: "Einzelheiten" }, type: "text", freeText: true },
    { name: "public", title: { en: "Visible to the customer", de: "Für den Kunden sichtbar" }, type: "boolean" },
  ],
};

/** An entry of a history. @param order the code of the order that it is about; null where it is about the customer. */
export function toHistoryRow({ id, createdAt, type, isPublic, data }: VendureEntry, order: string | null): Row {
  const { note, ...rest } = (data ?? {}) as { note?: unknown };
  const isNoteAlone = typeof note === "string" && Object.keys(rest).length === 0;
  return {
    id,
    at: createdAt,
    order,
    type,
    details: isNoteAlone ? note : JSON.stringify(data ?? null),
    public: isPublic,
  };
}

/** An integer of minor units as a decimal text: 1250 with a precision of 2 is "12.50". */
function decimal(minor: number, precision: number): string {
  const digits = String(Math.abs(minor)).padStart(precision + 1, "0");
  const whole = digits.slice(0, digits.length - precision);
  return `${minor < 0 ? "-" : ""}${whole}${precision > 0 ? `.${digits.slice(-precision)}` : ""}`;
}

const FULFILLMENT: Record<string, string> = {
  ...{ Shipped: "fulfilled", Delivered: "fulfilled" },
  ...{ PartiallyShipped: "partial", PartiallyDelivered: "partial" },
};

/** How far an order is paid, in the words of imported orders; null of a cart. */
function financialStatus({ active, state, payments, totalWithTax }: VendureOrder, refunded: number): string | null {
  if (active) return null;
  const paid = sum((payments ?? []).filter((payment) => payment.state === "Settled").map(({ amount }) => amount));
  if (paid > 0 && refunded >= paid) return "refunded";
  if (refunded > 0) return "partially_refunded";
  if (paid >= totalWithTax) return "paid";
  if (paid > 0) return "partially_paid";
  return state === "PaymentAuthorized" ? "authorized" : "pending";
}

function addressParts(address: VendureAddress): Row {
  const { fullName, company, streetLine1, streetLine2, city, province, postalCode, countryCode, phoneNumber } = address;
  return {
    ...{ name: fullName || null, company: company || null, line1: streetLine1 || null, line2: streetLine2 || null },
    ...{ postalCode: postalCode || null, city: city || null, province: province || null },
    ...{ country: countryCode || null, phone: phoneNumber || null },
  };
}

/** Vendure has an address of nulls where there is none. */
function postalAddress(address: VendureAddress | null | undefined): Row | null {
  const parts = addressParts(address ?? {});
  return Object.values(parts).some((part) => part !== null) ? parts : null;
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function joined(texts: string[]): string | null {
  return [...new Set(texts)].join(", ") || null;
}

/** What an object holds, without what is empty. */
function held(values: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (value: unknown) =>
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}
