import { z } from "zod";
import type { Query } from "./call-shopify";
import {
  FULFILLMENT,
  fulfillment,
  LINE,
  LOCALIZED,
  line,
  localized,
  ORDER_FRAGMENT,
  order,
  REFUND_LINE,
  RETURN_LINE,
  refund,
  refundFields,
  refundLine,
  returned,
  returnFields,
  returnLine,
  TRANSACTION,
  transaction,
  VISIT,
  visit,
} from "./order-node";
import { EVENT, event, METAFIELD, metafield, PAGE_INFO } from "./parts";
import { connectionOf, type Page } from "./read-connection";

/** How many orders a page has: with their lists they stay below the 1,000 points that one query may cost. */
const PAGE_ORDERS = 5;
const ORDERS = `nodes { ...OrderFields } ${PAGE_INFO}`;

/** A customer's orders, by the customer's own id. */
export const ordersOfCustomer = {
  document: `query OrdersOfCustomer($id: ID!, $after: String, $withReturns: Boolean!) {
    customer(id: $id) { id orders(first: ${PAGE_ORDERS}, after: $after, sortKey: ID) { ${ORDERS} } }
  }
  ${ORDER_FRAGMENT}`,
  answer: z.object({ customer: z.object({ id: z.string(), orders: connectionOf(order) }).nullish() }),
};

/** Orders that fit a search, such as `email:"ada@mail.example"`. */
export const ordersByQuery = {
  document: `query OrdersByQuery($query: String!, $after: String, $withReturns: Boolean!) {
    orders(first: ${PAGE_ORDERS}, after: $after, query: $query, sortKey: ID) { ${ORDERS} }
  }
  ${ORDER_FRAGMENT}`,
  answer: z.object({ orders: connectionOf(order) }),
};

export const orderById = {
  document: `query OrderById($id: ID!, $withReturns: Boolean!) { order(id: $id) { ...OrderFields } }
  ${ORDER_FRAGMENT}`,
  answer: z.object({ order: order.nullish() }),
};

/** The next page of a list that an object has. */
export interface Rest<Node> {
  query: Query<{ node?: { id: string; page: Page<Node> } | null | undefined }>;
}

/** The rest of each list of an order, and of the lists within those. */
export const restOf = {
  lines: rest("Order", "lineItems", LINE, line, 100),
  returns: rest("Order", "returns", returnFields(10), returned, 20),
  localizedFields: rest("Order", "localizedFields", LOCALIZED, localized, 250),
  metafields: rest("Order", "metafields", METAFIELD, metafield, 100),
  events: rest("Order", "events", EVENT, event, 250),
  refundLines: rest("Refund", "refundLineItems", REFUND_LINE, refundLine, 100),
  returnLines: rest("Return", "returnLineItems", RETURN_LINE, returnLine, 100),
};

/** An order's lists that have no pages, as long as they may be asked for. */
export const longLists = {
  transactions: longList("transactions", TRANSACTION, transaction, 200),
  refunds: longList("refunds", refundFields(5), refund, 30),
  fulfillments: longList("fulfillments", FULFILLMENT, fulfillment, 150),
};

/** All visits that led to an order. */
export const visits = {
  document: `query Visits($id: ID!, $after: String) {
    order(id: $id) { id customerJourneySummary { moments(first: 100, after: $after) { nodes { ... on CustomerVisit ${VISIT} }
      ${PAGE_INFO} } } }
  }`,
  answer: z.object({
    order: z
      .object({
        id: z.string(),
        customerJourneySummary: z.object({ moments: connectionOf(visit).nullish() }).nullish(),
      })
      .nullish(),
  }),
};

function rest<Node extends z.ZodType>(type: string, field: string, selection: string, node: Node, first: number) {
  return {
    query: {
      document: `query RestOf${type}_${field}($id: ID!, $after: String) {
        node(id: $id) { id ... on ${type} { page: ${field}(first: ${first}, after: $after) { nodes ${selection} ${PAGE_INFO} } } }
      }`,
      answer: z.object({ node: z.object({ id: z.string(), page: connectionOf(node) }).nullish() }),
    },
  } satisfies Rest<z.infer<Node>>;
}

function longList<Node extends z.ZodType>(field: string, selection: string, node: Node, first: number) {
  return {
    first,
    query: {
      document: `query All_${field}($id: ID!) { order(id: $id) { id list: ${field}(first: ${first}) ${selection} } }`,
      answer: z.object({ order: z.object({ id: z.string(), list: z.array(node) }).nullish() }),
    },
  };
}
