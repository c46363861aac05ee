import { z } from "zod";
import { ADDRESS_FRAGMENT, address, bigNumber, METAFIELD, metafield, money, PAGE_INFO, text, time } from "./parts";
import { connectionOf } from "./read-connection";

const consent = z
  .object({ state: z.string(), optInLevel: text, updatedAt: time.nullish(), collectedFrom: text })
  .nullish();
const CONSENT = "{ state optInLevel updatedAt collectedFrom }";

/** Who a customer is, and what they agreed to. */
export const customerById = {
  document: `query CustomerById($id: ID!) {
    customer(id: $id) {
      id firstName lastName displayName locale note tags state verifiedEmail taxExempt taxExemptions dataSaleOptOut
      createdAt updatedAt numberOfOrders lifetimeDuration productSubscriberStatus
      amountSpent { amount currencyCode }
      defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt openTrackingLevel }
      defaultPhoneNumber { phoneNumber smsMarketingConsent ${CONSENT} whatsAppMarketingConsent ${CONSENT} }
      defaultAddress { ...AddressFields }
      statistics { predictedSpendTier rfmGroup }
      identityProviderSubjects { providerName subject createdAt }
      companyContactProfiles { title isMainContact company { name externalId } }
    }
  }
  ${ADDRESS_FRAGMENT}`,
  answer: z.object({
    customer: z
      .object({
        ...{ id: z.string(), firstName: text, lastName: text, displayName: text, locale: text, note: text },
        ...{ tags: z.array(z.string()), state: z.string(), verifiedEmail: z.boolean(), taxExempt: z.boolean() },
        ...{ taxExemptions: z.array(z.string()), dataSaleOptOut: z.boolean(), createdAt: time, updatedAt: time },
        ...{ numberOfOrders: bigNumber, lifetimeDuration: text, productSubscriberStatus: text, amountSpent: money },
        defaultEmailAddress: z
          .object({
            ...{ emailAddress: z.string(), marketingState: z.string(), marketingOptInLevel: text },
            ...{ marketingUpdatedAt: time.nullish(), openTrackingLevel: text },
          })
          .nullish(),
        defaultPhoneNumber: z
          .object({ phoneNumber: z.string(), smsMarketingConsent: consent, whatsAppMarketingConsent: consent })
          .nullish(),
        defaultAddress: address.nullish(),
        statistics: z.object({ predictedSpendTier: text, rfmGroup: text }).nullish(),
        identityProviderSubjects: z.array(z.object({ providerName: text, subject: z.string(), createdAt: time })),
        companyContactProfiles: z.array(
          z.object({
            title: text,
            isMainContact: z.boolean(),
            company: z.object({ name: z.string(), externalId: text }).nullish(),
          }),
        ),
      })
      .nullish(),
  }),
};
export type CustomerNode = NonNullable<z.infer<typeof customerById.answer>["customer"]>;

/** The addresses that a customer saved. */
export const addressesOfCustomer = {
  document: `query AddressesOfCustomer($id: ID!, $after: String) {
    customer(id: $id) {
      id defaultAddress { id } addressesV2(first: 100, after: $after) { nodes { ...AddressFields } ${PAGE_INFO} }
    }
  }
  ${ADDRESS_FRAGMENT}`,
  answer: z.object({
    customer: z
      .object({
        id: z.string(),
        defaultAddress: z.object({ id: z.string() }).nullish(),
        addressesV2: connectionOf(address),
      })
      .nullish(),
  }),
};

export const metafieldsOfCustomer = {
  document: `query MetafieldsOfCustomer($id: ID!, $after: String) {
    customer(id: $id) { id list: metafields(first: 100, after: $after) { nodes ${METAFIELD} ${PAGE_INFO} } }
  }`,
  answer: listOfCustomer(metafield),
};

/** How many orders a customer has, as Shopify counts them: also those that are not given. */
export const numberOfOrders = {
  document: "query NumberOfOrders($id: ID!) { customer(id: $id) { id numberOfOrders } }",
  answer: z.object({ customer: z.object({ id: z.string(), numberOfOrders: bigNumber }).nullish() }),
};

/** A list of a customer as `list`. */
export function listOfCustomer<Node extends z.ZodType>(node: Node) {
  return z.object({ customer: z.object({ id: z.string(), list: connectionOf(node) }).nullish() });
}

export const HIT = `{ id displayName state numberOfOrders defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
  defaultAddress { id countryCodeV2 } lastOrder { id createdAt } }`;
export const hitNode = z.object({
  ...{ id: z.string(), displayName: text, state: z.string(), numberOfOrders: bigNumber },
  defaultEmailAddress: z.object({ emailAddress: z.string() }).nullish(),
  defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullish(),
  defaultAddress: z.object({ countryCodeV2: text }).nullish(),
  lastOrder: z.object({ createdAt: time }).nullish(),
});
export type HitNode = z.infer<typeof hitNode>;

export const GUEST_ORDER = `{ id name email phone createdAt customer { id } billingAddress { id name countryCodeV2 }
  shippingAddress { id name countryCodeV2 phone } }`;
const guestAddress = z.object({ name: text, countryCodeV2: text, phone: text }).nullish();
export const guestOrder = z.object({
  ...{ id: z.string(), name: z.string(), email: text, phone: text, createdAt: time },
  customer: z.object({ id: z.string() }).nullish(),
  ...{ billingAddress: guestAddress, shippingAddress: guestAddress },
});
export type GuestOrder = z.infer<typeof guestOrder>;

const found = <Node extends z.ZodType>(node: Node) =>
  z.object({
    edges: z.array(z.object({ cursor: z.string(), node })),
    pageInfo: z.object({ hasNextPage: z.boolean() }),
  });

/** What staff search for: customers, and orders that guests placed. */
export const searchRecords = {
  document: `query SearchRecords($query: String!, $first: Int!, $customers: Boolean!, $customersAfter: String, $ordersAfter: String) {
    customers(first: $first, after: $customersAfter, query: $query, sortKey: RELEVANCE) @include(if: $customers) {
      edges { cursor node ${HIT} } pageInfo { hasNextPage }
    }
    orders(first: $first, after: $ordersAfter, query: $query, sortKey: RELEVANCE) {
      edges { cursor node ${GUEST_ORDER} } pageInfo { hasNextPage }
    }
  }`,
  answer: z.object({ customers: found(hitNode).optional(), orders: found(guestOrder) }),
};

export const customersByQuery = {
  document: `query CustomersByQuery($query: String!, $first: Int!) { customers(first: $first, query: $query) { nodes ${HIT} } }`,
  answer: z.object({ customers: z.object({ nodes: z.array(hitNode) }) }),
};

export const guestOrdersByQuery = {
  document: `query GuestOrdersByQuery($query: String!, $after: String) {
    orders(first: 50, after: $after, query: $query, sortKey: ID) { nodes ${GUEST_ORDER} ${PAGE_INFO} }
  }`,
  answer: z.object({ orders: connectionOf(guestOrder) }),
};

export const hitById = {
  document: `query HitById($id: ID!) { customer(id: $id) ${HIT} }`,
  answer: z.object({ customer: hitNode.nullish() }),
};

export const guestOrderById = {
  document: `query GuestOrderById($id: ID!) { order(id: $id) ${GUEST_ORDER} }`,
  answer: z.object({ order: guestOrder.nullish() }),
};
