import { describeSection } from "./descriptor";
import {
  address,
  attributes,
  code,
  currency,
  email,
  id,
  instant,
  list,
  money,
  nullable,
  number,
  phone,
  text,
  texts,
} from "./field";

const lines = list(
  {
    position: number(),
    name: text({ label: "item" }),
    quantity: number(),
    price: money({ about: "Of one piece" }),
    discount: money({ dashesZero: true }),
    sku: nullable(id()),
    attributes: attributes({ label: "details" }),
  },
  {
    columns: ["name", "quantity", "price", "discount"],
    hidden: ["position"],
    csv: {
      file: "order-lines",
      columns: ["order", "position", "name", "sku", "quantity", "price", "discount", "currency", "attributes"],
      ofRow: { order: "name", currency: "currency" },
    },
  },
);

/** Orders with what was ordered. */
export const orders = describeSection({
  name: "orders",
  fields: {
    name: id({ label: "orderNumber", about: "The order's number, as the store writes it" }),
    placedAt: instant(),
    lines,
    currency: currency(),
    subtotal: money(),
    shipping: money(),
    taxes: money(),
    discount: money(),
    total: money(),
    paidAt: nullable(instant()),
    fulfilledAt: nullable(instant()),
    cancelledAt: nullable(instant()),
    financialStatus: nullable(code({ words: "financialStatus" })),
    fulfillmentStatus: nullable(code({ words: "fulfillmentStatus" })),
    paymentMethod: nullable(text()),
    shippingMethod: nullable(text()),
    discountCode: nullable(text()),
    email: nullable(email()),
    phone: nullable(phone()),
    billingAddress: nullable(address({ isPayer: true })),
    shippingAddress: nullable(address()),
    note: nullable(text()),
    tags: texts(),
    platformId: id(),
    attributes: attributes(),
  },
  key: ["platformId"],
  title: [["name"], ["platformId"]],
  csv: [
    ...(["name", "platformId", "placedAt", "paidAt", "fulfilledAt", "cancelledAt", "currency", "subtotal"] as const),
    ...(["shipping", "taxes", "discount", "total", "financialStatus", "fulfillmentStatus", "paymentMethod"] as const),
    ...(["shippingMethod", "discountCode", "email", "phone", "note", "tags", "billingAddress"] as const),
    ...(["shippingAddress", "attributes"] as const),
  ],
  layout: {
    rows: "cards",
    weight: 12,
    heading: ["name", "placedAt", "total"],
    sums: ["subtotal", "shipping", "taxes", "discount", "total"],
  },
});
