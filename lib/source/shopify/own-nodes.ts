import { z } from "zod";
import { listOfCustomer } from "./customer-node";
import { ADDRESS_FRAGMENT, address, EVENT, event, MONEY_BAG, money, moneyBag, PAGE_INFO, text, time } from "./parts";
import { connectionOf } from "./read-connection";

export const eventsOfCustomer = {
  document: `query EventsOfCustomer($id: ID!, $after: String) {
    customer(id: $id) { id list: events(first: 250, after: $after) { nodes ${EVENT} ${PAGE_INFO} } }
  }`,
  answer: listOfCustomer(event),
};

const MONEY = "{ amount currencyCode }";
const CREDIT = `{ createdAt event amount ${MONEY} balanceAfterTransaction ${MONEY} }`;
export const creditTransaction = z.object({
  ...{ createdAt: time, event: z.string(), amount: money, balanceAfterTransaction: money },
});

/** `$withTransactions` leaves out what needs a scope of its own. */
export const creditOfCustomer = {
  document: `query CreditOfCustomer($id: ID!, $after: String, $withTransactions: Boolean!) {
    customer(id: $id) { id list: storeCreditAccounts(first: 5, after: $after) {
      nodes { id balance ${MONEY} transactions(first: 30) @include(if: $withTransactions) { nodes ${CREDIT} ${PAGE_INFO} } } ${PAGE_INFO}
    } }
  }`,
  answer: listOfCustomer(
    z.object({ id: z.string(), balance: money, transactions: connectionOf(creditTransaction).optional() }),
  ),
};

export const restOfCredit = {
  document: `query RestOfCredit($id: ID!, $after: String) {
    node(id: $id) { id ... on StoreCreditAccount { page: transactions(first: 200, after: $after) { nodes ${CREDIT} ${PAGE_INFO} } } }
  }`,
  answer: z.object({ node: z.object({ id: z.string(), page: connectionOf(creditTransaction) }).nullish() }),
};

const DRAFT_LINE = "{ id name quantity sku }";
export const draftLine = z.object({ id: z.string(), name: z.string(), quantity: z.int(), sku: text });

export const draftsByQuery = {
  document: `query DraftsByQuery($query: String!, $after: String) {
    list: draftOrders(first: 10, after: $after, query: $query, sortKey: ID) { nodes {
      id name status createdAt updatedAt completedAt email phone note2 tags poNumber customer { id }
      totalPriceSet ${MONEY_BAG} billingAddress { ...AddressFields } shippingAddress { ...AddressFields }
      lineItems(first: 20) { nodes ${DRAFT_LINE} ${PAGE_INFO} }
    } ${PAGE_INFO} }
  }
  ${ADDRESS_FRAGMENT}`,
  answer: z.object({
    list: connectionOf(
      z.object({
        ...{ id: z.string(), name: z.string(), status: z.string(), createdAt: time, updatedAt: time },
        ...{ completedAt: time.nullish(), email: text, phone: text, note2: text, poNumber: text },
        ...{ tags: z.array(z.string()), customer: z.object({ id: z.string() }).nullish(), totalPriceSet: moneyBag },
        ...{
          billingAddress: address.nullish(),
          shippingAddress: address.nullish(),
          lineItems: connectionOf(draftLine),
        },
      }),
    ),
  }),
};

export const restOfDraft = {
  document: `query RestOfDraft($id: ID!, $after: String) {
    node(id: $id) { id ... on DraftOrder { page: lineItems(first: 200, after: $after) { nodes ${DRAFT_LINE} ${PAGE_INFO} } } }
  }`,
  answer: z.object({ node: z.object({ id: z.string(), page: connectionOf(draftLine) }).nullish() }),
};

export const giftCardsByQuery = {
  document: `query GiftCardsByQuery($query: String!, $after: String) {
    list: giftCards(first: 50, after: $after, query: $query, sortKey: ID) { nodes {
      id lastCharacters enabled createdAt expiresOn deactivatedAt note initialValue ${MONEY} balance ${MONEY} customer { id }
      recipientAttributes { message preferredName recipient { id } }
    } ${PAGE_INFO} }
  }`,
  answer: z.object({
    list: connectionOf(
      z.object({
        ...{ id: z.string(), lastCharacters: z.string(), enabled: z.boolean(), createdAt: time, expiresOn: text },
        ...{ deactivatedAt: time.nullish(), note: text, initialValue: money, balance: money },
        customer: z.object({ id: z.string() }).nullish(),
        recipientAttributes: z
          .object({ message: text, preferredName: text, recipient: z.object({ id: z.string() }).nullish() })
          .nullish(),
      }),
    ),
  }),
};
