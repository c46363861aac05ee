import { z } from "zod";
import {
  ADDRESS_FRAGMENT,
  ATTRIBUTES,
  address,
  attributeList,
  EVENT,
  event,
  METAFIELD,
  MONEY_BAG,
  metafield,
  moneyBag,
  PAGE_INFO,
  text,
  time,
} from "./parts";
import { connectionOf } from "./read-connection";

/** How many entries of an order's lists come with the order; the rest of a longer list is read apart. */
export const WITH_ORDER = { lines: 5, transactions: 3, refunds: 2, fulfillments: 2, few: 2, events: 4 };

export const VISIT = `{ id occurredAt landingPage referrerUrl referralCode source sourceDescription sourceType
  utmParameters { campaign content medium source term } }`;
export const visit = z.object({
  ...{ id: z.string(), occurredAt: time, landingPage: text, referrerUrl: text, referralCode: text, source: text },
  ...{ sourceDescription: text, sourceType: text },
  utmParameters: z.record(z.string(), text).nullish(),
});

export const LINE = `{ id name sku quantity vendor originalUnitPriceSet ${MONEY_BAG} totalDiscountSet ${MONEY_BAG}
  customAttributes ${ATTRIBUTES} }`;
export const line = z.object({
  ...{ id: z.string(), name: z.string(), sku: text, quantity: z.int(), vendor: text },
  ...{ originalUnitPriceSet: moneyBag, totalDiscountSet: moneyBag, customAttributes: attributeList },
});

export const TRANSACTION = `{ id kind status gateway processedAt createdAt accountNumber amountSet ${MONEY_BAG}
  paymentDetails { ... on BasePaymentDetails { paymentMethodName }
    ... on CardPaymentDetails { company number cardName: name expirationMonth expirationYear wallet } } }`;
export const transaction = z.object({
  ...{ id: z.string(), kind: z.string(), status: z.string(), gateway: text, accountNumber: text, createdAt: time },
  ...{ processedAt: time.nullish(), amountSet: moneyBag },
  paymentDetails: z.record(z.string(), z.union([z.string(), z.number()]).nullish()).nullish(),
});

export const REFUND_LINE = `{ id quantity restockType lineItem { name } subtotalSet ${MONEY_BAG} }`;
export const refundLine = z.object({
  ...{ id: text, quantity: z.int(), restockType: text, lineItem: z.object({ name: z.string() }) },
  subtotalSet: moneyBag,
});
export const refundFields = (lines: number) => `{ id createdAt note totalRefundedSet ${MONEY_BAG}
  refundLineItems(first: ${lines}) { nodes ${REFUND_LINE} ${PAGE_INFO} } }`;
export const refund = z.object({
  ...{ id: z.string(), createdAt: time.nullish(), note: text, totalRefundedSet: moneyBag },
  refundLineItems: connectionOf(refundLine),
});

export const FULFILLMENT = `{ id name createdAt deliveredAt estimatedDeliveryAt displayStatus totalQuantity
  trackingInfo(first: 3) { company number url } }`;
export const fulfillment = z.object({
  ...{ id: z.string(), name: z.string(), createdAt: time, deliveredAt: text, estimatedDeliveryAt: text },
  ...{ displayStatus: text, totalQuantity: z.int() },
  trackingInfo: z.array(z.object({ company: text, number: text, url: text })),
});

export const RETURN_LINE = "{ id quantity returnReasonDefinition { name } returnReasonNote customerNote }";
export const returnLine = z.object({
  ...{ id: z.string(), quantity: z.int(), returnReasonNote: text, customerNote: text },
  returnReasonDefinition: z.object({ name: z.string() }).nullish(),
});
export const returnFields = (lines: number) => `{ id name status createdAt closedAt
  returnLineItems(first: ${lines}) { nodes ${RETURN_LINE} ${PAGE_INFO} } }`;
export const returned = z.object({
  ...{ id: z.string(), name: z.string(), status: z.string(), createdAt: time, closedAt: text },
  returnLineItems: connectionOf(returnLine),
});

export const LOCALIZED = "{ key title value countryCode }";
export const localized = z.object({ key: z.string(), title: z.string(), value: z.string(), countryCode: z.string() });

/** An order with the first entries of each of its lists. `$withReturns` leaves out what needs a scope of its own. */
export const ORDER_FRAGMENT = `fragment OrderFields on Order {
  id name email phone createdAt processedAt updatedAt cancelledAt cancelReason closedAt
  currencyCode presentmentCurrencyCode displayFinancialStatus displayFulfillmentStatus returnStatus
  paymentGatewayNames note tags discountCodes clientIp customerLocale customerAcceptsMarketing
  poNumber sourceName sourceIdentifier confirmationNumber test
  customer { id }
  app { name }
  risk { recommendation assessments { riskLevel facts { description } } }
  customAttributes ${ATTRIBUTES}
  customerJourneySummary { customerOrderIndex daysToConversion momentsCount { count } firstVisit ${VISIT} lastVisit ${VISIT} }
  billingAddress { ...AddressFields }
  shippingAddress { ...AddressFields }
  shippingLine { title phone }
  cancellation { staffNote }
  subtotalPriceSet ${MONEY_BAG}
  totalShippingPriceSet ${MONEY_BAG}
  totalTaxSet ${MONEY_BAG}
  totalDiscountsSet ${MONEY_BAG}
  totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
  totalRefundedSet ${MONEY_BAG}
  totalTipReceivedSet ${MONEY_BAG}
  lineItems(first: ${WITH_ORDER.lines}) { nodes ${LINE} ${PAGE_INFO} }
  transactions(first: ${WITH_ORDER.transactions}) ${TRANSACTION}
  refunds(first: ${WITH_ORDER.refunds}) ${refundFields(2)}
  fulfillments(first: ${WITH_ORDER.fulfillments}) ${FULFILLMENT}
  returns(first: 1) @include(if: $withReturns) { nodes ${returnFields(2)} ${PAGE_INFO} }
  localizedFields(first: ${WITH_ORDER.few}) { nodes ${LOCALIZED} ${PAGE_INFO} }
  metafields(first: ${WITH_ORDER.few}) { nodes ${METAFIELD} ${PAGE_INFO} }
  events(first: ${WITH_ORDER.events}) { nodes ${EVENT} ${PAGE_INFO} }
}
${ADDRESS_FRAGMENT}`;

export const order = z.object({
  ...{
    id: z.string(),
    name: z.string(),
    email: text,
    phone: text,
    createdAt: time,
    processedAt: time,
    updatedAt: time,
  },
  ...{ cancelledAt: time.nullish(), cancelReason: text, closedAt: text, currencyCode: z.string() },
  ...{ presentmentCurrencyCode: z.string(), displayFinancialStatus: text, displayFulfillmentStatus: text },
  ...{ returnStatus: text, paymentGatewayNames: z.array(z.string()), note: text, tags: z.array(z.string()) },
  ...{
    discountCodes: z.array(z.string()),
    clientIp: text,
    customerLocale: text,
    customerAcceptsMarketing: z.boolean(),
  },
  ...{ poNumber: text, sourceName: text, sourceIdentifier: text, confirmationNumber: text, test: z.boolean() },
  customer: z.object({ id: z.string() }).nullish(),
  app: z.object({ name: z.string() }).nullish(),
  risk: z.object({
    recommendation: z.string(),
    assessments: z.array(z.object({ riskLevel: z.string(), facts: z.array(z.object({ description: z.string() })) })),
  }),
  customAttributes: attributeList,
  customerJourneySummary: z
    .object({
      customerOrderIndex: z.int().nullish(),
      daysToConversion: z.int().nullish(),
      momentsCount: z.object({ count: z.int() }).nullish(),
      firstVisit: visit.nullish(),
      lastVisit: visit.nullish(),
    })
    .nullish(),
  billingAddress: address.nullish(),
  shippingAddress: address.nullish(),
  shippingLine: z.object({ title: z.string(), phone: text }).nullish(),
  cancellation: z.object({ staffNote: text }).nullish(),
  subtotalPriceSet: moneyBag.nullish(),
  totalShippingPriceSet: moneyBag,
  totalTaxSet: moneyBag.nullish(),
  totalDiscountsSet: moneyBag.nullish(),
  totalPriceSet: moneyBag.extend({ presentmentMoney: moneyBag.shape.shopMoney }),
  totalRefundedSet: moneyBag,
  totalTipReceivedSet: moneyBag,
  lineItems: connectionOf(line),
  transactions: z.array(transaction),
  refunds: z.array(refund),
  fulfillments: z.array(fulfillment),
  returns: connectionOf(returned).optional(),
  localizedFields: connectionOf(localized),
  metafields: connectionOf(metafield),
  events: connectionOf(event),
});
export type OrderNode = z.infer<typeof order>;
