import { z } from "zod";
import type { AddressRow, ConsentRow, EmailRow, OrderRow, ProfileRow, RequestRow } from "@/lib/customer/source";
import { sections } from "@/lib/customer/source";
import { generalFields, sectionFields } from "@/lib/store/information-fields";

const text = z.string().nullable();
const time = z.iso.datetime().meta({ description: "ISO 8601, in UTC" });
const money = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: "A decimal number; the currency stands beside it" });
const attributes = z
  .record(z.string(), z.unknown())
  .meta({ description: "Further fields, by the platform's own names" });
const postalAddress = z.record(z.string(), z.unknown());

const profile: z.ZodType<ProfileRow> = z.object({
  id: z.string(),
  kind: z.enum(["account", "guest"]).meta({ description: "A guest never made an account" }),
  platformId: text.meta({ description: "The shop platform's own id" }),
  email: text,
  phone: text,
  firstName: text,
  lastName: text,
  company: text,
  locale: text,
  note: text.meta({ description: "What the store noted on the customer" }),
  tags: z.array(z.string()),
  taxExempt: z.boolean().nullable(),
  createdAt: time,
  updatedAt: time,
  attributes,
});

const address: z.ZodType<AddressRow> = z.object({
  platformId: z.string(),
  isDefault: z.boolean(),
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

const order: z.ZodType<OrderRow> = z.object({
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
  tags: z.array(z.string()),
  billingAddress: postalAddress.nullable(),
  shippingAddress: postalAddress.nullable(),
  attributes,
  lines: z.array(
    z.object({
      position: z.int(),
      name: z.string(),
      sku: text,
      quantity: z.int(),
      price: money.meta({ description: "Of one piece" }),
      discount: money,
      attributes,
    }),
  ),
});

const consent: z.ZodType<ConsentRow> = z.object({
  channel: z.enum(["email", "sms"]),
  granted: z.boolean(),
  source: z.string().meta({ description: "Where the choice was made" }),
  wording: text,
  at: time,
});

const request: z.ZodType<RequestRow> = z.object({
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
  events: z.array(z.object({ at: time, type: z.string(), actor: z.string() })),
});

const email: z.ZodType<EmailRow> = z.object({
  to: z.string(),
  subject: text,
  text: text.meta({ description: "Links that held a secret are left out" }),
  state: z.string(),
  createdAt: time,
  sentAt: time.nullable(),
});

const information = z
  .object({
    general: z.partialRecord(z.enum(generalFields), z.string()),
    sections: z.partialRecord(z.enum(sections), z.partialRecord(z.enum(sectionFields), z.string())),
  })
  .meta({
    description: "What the store tells about the data it found, in the customer's language (GDPR Art. 15(1) and (2))",
  });

/** data.json, whole. Its keys are stable: a further version only adds. */
const exportData = z
  .object({
    format: z.literal("dossier-export"),
    version: z.literal(1),
    reference: z.string().meta({ description: "The request that this export answers" }),
    requestedAt: time,
    generatedAt: time,
    store: z.object({ name: z.string(), contact: text }),
    profile: z.array(profile),
    addresses: z.array(address),
    orders: z.array(order),
    consents: z
      .array(consent)
      .meta({ description: "The history of marketing choices; the latest of a channel is in force" }),
    requests: z.array(request),
    emails: z.array(email),
    sources: z
      .array(
        z.object({
          source: z.string(),
          section: z.enum(sections),
          rows: z.int(),
          failure: z
            .enum(["unreadable"])
            .nullable()
            .meta({ description: "Why the rows may be incomplete; null when all were read" }),
        }),
      )
      .meta({ description: "Each place that was searched, with what it gave, also where that was nothing" }),
    information,
  })
  .meta({ title: "Dossier export", description: "Everything that a store holds on one customer" });

/** schema.json: JSON Schema 2020-12 of data.json. */
export function exportJsonSchema(): object {
  return z.toJSONSchema(exportData, { target: "draft-2020-12" });
}
