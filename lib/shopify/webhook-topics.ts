import { z } from "zod";
import { readEmailAddress } from "@/lib/email-address";
import { isStorable } from "@/lib/storable-text";

/** Shopify writes ids as numbers that a double holds, some SDKs as text. */
const id = z.union([z.int().positive(), z.string().regex(/^\d{1,20}$/)]).transform(String);
const shop = z.string();
const text = z.string().max(320).refine(isStorable);

/**
 * What is read of each webhook that Shopify's privacy rules demand, and nothing else of it
 * (https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance). The topic is a header, which the signature does
 * not cover: each shape refuses the other topics' bodies.
 */
const topics = {
  "customers/data_request": z.object({
    shop_domain: shop,
    customer: z.object({ id, email: text.nullish() }),
    data_request: z.object({ id }),
  }),
  "customers/redact": z.object({
    shop_domain: shop,
    customer: z.object({ id }),
    orders_to_redact: z.array(z.unknown()),
  }),
  "shop/redact": z.object({ shop_domain: shop, shop_id: id, customer: z.undefined().optional() }),
} as const;

export type Topic = keyof typeof topics;

/** What a job needs of a webhook. */
export interface WebhookContent {
  /** The customer's id at Shopify; undefined where it is about the whole shop. */
  customerId?: string | undefined;
  /** Their address there. Nobody proved it. */
  email?: string | undefined;
}

export function isTopic(topic: string): topic is Topic {
  return Object.hasOwn(topics, topic);
}

/**
 * What a webhook of a topic says, and of which shop.
 * @returns undefined for a body that is not this topic's.
 */
export function readTopic(topic: Topic, body: string): { shop: string; content: WebhookContent } | undefined {
  const read = topics[topic].safeParse(parse(body));
  if (!read.success) return undefined;
  const { shop_domain, customer } = read.data;
  const email = customer && "email" in customer ? customer.email : undefined;
  const isMailable = email ? readEmailAddress(email).mailable : false;
  return {
    shop: shop_domain,
    content: { ...(customer && { customerId: customer.id }), ...(email && isMailable && { email }) },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
