import type { z } from "zod";
import { platformIdOf } from "@/lib/source/origin";
import type { OrderNode, refund, returned, transaction, visit as visitNode } from "./order-node";
import { asCode, type attributeList, type event, held, inUtc, type Money, type metafield } from "./parts";

/** An order with all entries of its lists. */
export type WholeOrder = Omit<
  OrderNode,
  "lineItems" | "refunds" | "returns" | "localizedFields" | "metafields" | "events"
> & {
  lines: OrderNode["lineItems"]["nodes"];
  refunds: WholeRefund[];
  returns: WholeReturn[];
  localizedFields: OrderNode["localizedFields"]["nodes"];
  metafields: z.infer<typeof metafield>[];
  events: z.infer<typeof event>[];
  /** All visits that led to it, where there were more than its first and its last. */
  visits: z.infer<typeof visitNode>[];
};
type WholeRefund = Omit<z.infer<typeof refund>, "refundLineItems"> & {
  lines: z.infer<typeof refund>["refundLineItems"]["nodes"];
};
type WholeReturn = Omit<z.infer<typeof returned>, "returnLineItems"> & {
  lines: z.infer<typeof returned>["returnLineItems"]["nodes"];
};

/** What Shopify holds of an order besides the fields of its section, by Shopify's own names. */
export function orderAttributes(order: WholeOrder): Record<string, unknown> {
  const { customerJourneySummary: journey, risk, presentmentCurrencyCode } = order;
  const levels = risk.assessments.map(({ riskLevel }) => riskLevel.toLowerCase());
  const isForeign = presentmentCurrencyCode !== order.currencyCode;
  const tip = order.totalTipReceivedSet.shopMoney;
  return held({
    Source: order.sourceName,
    sourceIdentifier: order.sourceIdentifier,
    app: order.app?.name,
    confirmationNumber: order.confirmationNumber,
    poNumber: order.poNumber,
    processedAt: order.processedAt === order.createdAt ? null : inUtc(order.processedAt),
    closedAt: order.closedAt,
    cancelReason: asCode(order.cancelReason),
    cancellationNote: order.cancellation?.staffNote,
    returnStatus: order.returnStatus === "NO_RETURN" ? null : asCode(order.returnStatus),
    presentmentTotal: isForeign ? priced(order.totalPriceSet.presentmentMoney) : null,
    totalTipReceived: Number(tip.amount) === 0 ? null : priced(tip),
    customerLocale: order.customerLocale,
    customerAcceptsMarketing: order.customerAcceptsMarketing,
    clientIp: order.clientIp,
    shippingPhone: order.shippingLine?.phone,
    "Risk Level": levels.join(", "),
    riskRecommendation: risk.recommendation === "NONE" ? null : asCode(risk.recommendation),
    riskFacts: risk.assessments.flatMap(({ facts }) => facts.map(({ description }) => description)),
    customAttributes: named(order.customAttributes),
    localizedFields: Object.fromEntries(order.localizedFields.map(({ title, value }) => [title, value])),
    customerJourneySummary: journey
      ? held({
          customerOrderIndex: journey.customerOrderIndex,
          daysToConversion: journey.daysToConversion,
          firstVisit: visited(journey.firstVisit),
          lastVisit: visited(journey.lastVisit),
          visits: order.visits.map(visited),
        })
      : null,
    transactions: order.transactions.map(transactionOf),
    refunds: order.refunds.map(refundOf),
    fulfillments: order.fulfillments.map(({ id: _, createdAt, trackingInfo, displayStatus, ...rest }) =>
      held({
        ...rest,
        createdAt: inUtc(createdAt),
        status: asCode(displayStatus),
        trackingInfo: trackingInfo.map(held),
      }),
    ),
    returns: order.returns.map(returnOf),
    metafields: metafieldsOf(order.metafields),
    events: order.events.map(({ createdAt, message }) => ({ at: inUtc(createdAt), message })),
    test: order.test || null,
  });
}

function transactionOf({
  id,
  amountSet,
  paymentDetails,
  createdAt,
  processedAt,
  ...rest
}: z.infer<typeof transaction>) {
  const codes = { kind: asCode(rest.kind), status: asCode(rest.status) };
  const at = inUtc(processedAt ?? createdAt);
  return held({
    ...rest,
    ...codes,
    at,
    ...priced(amountSet.shopMoney),
    ...held(paymentDetails ?? {}),
    id: platformIdOf(id),
  });
}

function refundOf({ createdAt, note, totalRefundedSet, lines }: WholeRefund) {
  return held({
    at: createdAt ? inUtc(createdAt) : null,
    ...{ note, ...priced(totalRefundedSet.shopMoney) },
    lines: lines.map(({ lineItem, quantity, restockType, subtotalSet }) => ({
      ...{ name: lineItem.name, quantity, restockType: asCode(restockType), subtotal: subtotalSet.shopMoney.amount },
    })),
  });
}

function returnOf({ name, status, createdAt, closedAt, lines }: WholeReturn) {
  return held({
    ...{ name, status: asCode(status), createdAt: inUtc(createdAt), closedAt },
    lines: lines.map(({ quantity, returnReasonDefinition, returnReasonNote, customerNote }) =>
      held({ quantity, reason: returnReasonDefinition?.name, returnReasonNote, customerNote }),
    ),
  });
}

function visited(visit: z.infer<typeof visitNode> | null | undefined) {
  if (!visit) return undefined;
  const { id: _, occurredAt, utmParameters, ...rest } = visit;
  return held({ at: inUtc(occurredAt), ...rest, utmParameters: held(utmParameters ?? {}) });
}

/** Notes by the names that an app or the theme gave them. A name that comes twice keeps both. */
export function named(attributes: z.infer<typeof attributeList>): Record<string, unknown> {
  const values = new Map<string, string[]>();
  for (const { key, value } of attributes) values.set(key, [...(values.get(key) ?? []), value ?? ""]);
  return Object.fromEntries([...values].map(([key, all]) => [key, all.length === 1 ? all[0] : all]));
}

function metafieldsOf(metafields: z.infer<typeof metafield>[]): Record<string, string> {
  return Object.fromEntries(metafields.map(({ namespace, key, value }) => [`${namespace}.${key}`, value]));
}

function priced({ amount: given, currencyCode }: Money) {
  return { amount: given, currency: currencyCode };
}
