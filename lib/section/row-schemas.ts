import { z } from "zod";
import type { RedactableRow } from "./redact-row";
import type { Section, SectionRow } from "./rows";

/** A row of data.json, where a mark is a text. */
type Row<S extends Section> = z.ZodType<RedactableRow<SectionRow<S>, string>>;

/** What may stand in the place of anything that the store withholds. */
const mark = z
  .string()
  .regex(/^\[[^\n]*\]$/)
  .meta({
    id: "redacted",
    description: "In the place of a value that is withheld, such as [redacted: security]; see withheld",
  });

/** A value, or the mark that it is withheld. A plain text needs none: a mark is a text. */
export function redactable<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, mark]);
}

/** A list of which any element may be withheld, or all of it. */
function redactableList<Schema extends z.ZodType>(schema: Schema) {
  return redactable(z.array(redactable(schema)));
}

const text = z.string().nullable();
const time = redactable(z.iso.datetime()).meta({ description: "ISO 8601, in UTC" });
const money = redactable(z.string().regex(/^-?\d+(\.\d+)?$/)).meta({
  description: "A decimal number; the currency stands beside it",
});
const attributes = redactable(z.record(z.string(), z.unknown())).meta({
  description: "Further fields, by the platform's own names",
});
const postalAddress = redactable(z.record(z.string(), z.unknown()).nullable());

export const profile: Row<"profile"> = z.object({
  id: z.string(),
  kind: redactable(z.enum(["account", "guest"])).meta({ description: "A guest never made an account" }),
  platformId: text.meta({ description: "The shop platform's own id" }),
  email: text,
  phone: text,
  firstName: text,
  lastName: text,
  company: text,
  locale: text,
  note: text.meta({ description: "What the store noted on the customer" }),
  tags: redactable(z.array(z.string())),
  taxExempt: redactable(z.boolean().nullable()),
  createdAt: time,
  updatedAt: time,
  attributes,
});

export const address: Row<"addresses"> = z.object({
  platformId: z.string(),
  isDefault: redactable(z.boolean()),
  name: text,
  company: text,
  line1: text,
  line2: text,
  city: text,
  province: text,
  postalCode: text,
  country: text,
  phone: text,
});

export const order: Row<"orders"> = z.object({
  platformId: z.string(),
  name: z.string().meta({ description: "The order's number, as the store writes it" }),
  email: text,
  phone: text,
  placedAt: time,
  paidAt: time.nullable(),
  fulfilledAt: time.nullable(),
  cancelledAt: time.nullable(),
  currency: z.string().meta({ description: "ISO 4217" }),
  subtotal: money,
  shipping: money,
  taxes: money,
  discount: money,
  total: money,
  financialStatus: text,
  fulfillmentStatus: text,
  paymentMethod: text,
  shippingMethod: text,
  discountCode: text,
  note: text,
  tags: redactable(z.array(z.string())),
  billingAddress: postalAddress,
  shippingAddress: postalAddress,
  attributes,
  lines: redactableList(
    z.object({
      position: redactable(z.int()),
      name: z.string(),
      sku: text,
      quantity: redactable(z.int()),
      price: money.meta({ description: "Of one piece" }),
      discount: money,
      attributes,
    }),
  ),
});

export const consent: Row<"consents"> = z.object({
  channel: redactable(z.enum(["email", "sms"])),
  granted: redactable(z.boolean()),
  source: z.string().meta({ description: "Where the choice was made" }),
  wording: text,
  at: time,
});

export const request: Row<"requests"> = z.object({
  reference: z.string(),
  type: z.string(),
  source: z.string(),
  state: z.string(),
  email: text,
  createdAt: time,
  verifiedAt: time.nullable(),
  dueAt: time,
  closedAt: time.nullable(),
  refusalReason: text,
  events: redactableList(z.object({ at: time, type: z.string(), actor: z.string() })),
});

export const email: Row<"emails"> = z.object({
  to: z.string(),
  subject: text,
  text: text.meta({ description: "Links that held a secret are left out" }),
  state: z.string(),
  createdAt: time,
  sentAt: time.nullable(),
});
