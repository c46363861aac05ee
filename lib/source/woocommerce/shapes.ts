import { z } from "zod";
import { isStorable } from "@/lib/storable-text";

/** A text that may be left out, or be a number, as plug-ins write them. */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((held) => (held === undefined || held === null ? "" : String(held)));

/** A decimal text; what is no amount, such as "", is none. */
const amount = text.transform((held) => (/^-?\d+(\.\d+)?$/.test(held) ? held : "0"));

/** A time as WordPress has it, without its zone; null where there is none. */
const time = z
  .string()
  .nullish()
  .transform((held) => (held && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(held) ? held : null));

const meta = z
  .array(
    z.looseObject({ key: z.string(), value: z.unknown(), display_key: text, display_value: z.unknown().optional() }),
  )
  .nullish()
  .transform((held) => held ?? []);

const id = z.int().positive();

const address = z.object({
  ...{ first_name: text, last_name: text, company: text, address_1: text, address_2: text },
  ...{ city: text, state: text, postcode: text, country: text, email: text, phone: text },
});
export type WooAddress = z.infer<typeof address>;

/** An account: `customers` of REST v3. */
export const wooCustomer = z.object({
  ...{ id, email: z.string(), first_name: text, last_name: text, username: text, role: text },
  ...{ date_created_gmt: time, date_modified_gmt: time },
  ...{ billing: address, shipping: address },
  is_paying_customer: z.boolean().nullish(),
  meta_data: meta,
});
export type WooCustomer = z.infer<typeof wooCustomer>;

/** What says whose an order is: the fields that are asked for where no more is needed. */
export const wooOrderHead = z.object({
  id,
  number: text,
  currency: z.string().regex(/^[A-Za-z]{3}$/),
  /** 0 is a guest. */
  customer_id: z.int().min(0),
  billing: address,
  refunds: z.array(z.object({ id, reason: text, total: amount })).default([]),
});
export type WooOrderHead = z.infer<typeof wooOrderHead>;
export const ORDER_HEAD_FIELDS = Object.keys(wooOrderHead.shape).join();

const line = z.object({
  name: text,
  quantity: z.number(),
  ...{ sku: text, subtotal: amount, subtotal_tax: amount, total: amount, total_tax: amount, meta_data: meta },
});
export type WooLine = z.infer<typeof line>;

const list = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.object(shape)).default([]);

/** An order: `orders` of REST v3, without its keys (`order_key`, `payment_url`), which let anyone pay and read it. */
export const wooOrder = wooOrderHead.extend({
  ...{ status: text, created_via: text },
  ...{ date_created: time, date_created_gmt: z.iso.datetime({ local: true }), date_paid: time, date_paid_gmt: time },
  ...{ date_completed: time, date_completed_gmt: time },
  ...{ discount_total: amount, shipping_total: amount, total_tax: amount, total: amount },
  shipping: address,
  ...{ payment_method: text, payment_method_title: text, transaction_id: text, customer_note: text },
  ...{ customer_ip_address: text, customer_user_agent: text },
  line_items: z.array(line),
  coupon_lines: list({ code: text, discount: amount, meta_data: meta }),
  shipping_lines: list({ method_title: text, total: amount, meta_data: meta }),
  fee_lines: list({ name: text, total: amount, meta_data: meta }),
  meta_data: meta,
});
export type WooOrder = z.infer<typeof wooOrder>;

/** A refund of an order. */
export const wooRefund = z.object({ id, date_created_gmt: time, amount, reason: text });

/** A note on an order, by staff or by a program. Which order it is of, its links say alone. */
export const wooNote = z.object({
  ...{ id, author: text, date_created_gmt: time, note: text, customer_note: z.boolean().nullish() },
  _links: z.object({ up: z.array(z.object({ href: z.string() })).optional() }).optional(),
});

/** A file that an account may download, without the link and the key that let anyone do so. */
export const wooDownload = z.object({
  ...{ download_id: text, product_name: text, download_name: text, order_id: id },
  ...{ downloads_remaining: text, access_expires_gmt: text },
});

/** A plug-in's exporters, or its erasers, as Dossier's own plug-in lists them. */
export const wpExporters = z
  .array(z.object({ key: z.string().min(1).max(200).refine(isStorable), name: z.string().min(1).refine(isStorable) }))
  .max(200);

/** A page of what an exporter gives of one address. */
export const wpExport = z.object({
  data: z.array(
    z.object({
      group_label: text,
      item_id: text,
      data: z.array(z.object({ name: text, value: z.unknown() })),
    }),
  ),
  done: z.boolean(),
});

/** What an eraser did with one page of one address: "retained" is explained by its messages. */
export const wpErased = z.object({
  ...{ removed: z.boolean(), retained: z.boolean(), messages: z.array(z.string()).max(1000), done: z.boolean() },
});
