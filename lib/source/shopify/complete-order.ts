import { notGiven } from "@/lib/source/not-given";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { WholeOrder } from "./order-attributes";
import { type OrderNode, WITH_ORDER } from "./order-node";
import { longLists, type Rest, restOf, visits } from "./order-queries";
import { idOf, type Page, readConnection } from "./read-connection";
import type { Reader } from "./reader";

/** An order with the rest of its lists, each read to its end. */
export async function completeOrder(reader: Reader, order: OrderNode): Promise<WholeOrder> {
  const { lineItems, refunds, returns, localizedFields, metafields, events, ...rest } = order;
  const all = <Node extends object>(from: Rest<Node>, page: Page<Node>) => completeList(reader, from, order.id, page);
  const wholeRefunds = await wholeList(reader, longLists.refunds, order.id, refunds, WITH_ORDER.refunds);
  const wholeReturns = returns ? await all(restOf.returns, returns) : [];
  return {
    ...rest,
    lines: await all(restOf.lines, lineItems),
    transactions: await wholeList(
      reader,
      longLists.transactions,
      order.id,
      order.transactions,
      WITH_ORDER.transactions,
    ),
    fulfillments: await wholeList(
      reader,
      longLists.fulfillments,
      order.id,
      order.fulfillments,
      WITH_ORDER.fulfillments,
    ),
    refunds: await eachOf(wholeRefunds, async ({ refundLineItems, ...one }) => ({
      ...one,
      lines: await completeList(reader, restOf.refundLines, one.id, refundLineItems),
    })),
    returns: await eachOf(wholeReturns, async ({ returnLineItems, ...one }) => ({
      ...one,
      lines: await completeList(reader, restOf.returnLines, one.id, returnLineItems),
    })),
    localizedFields: await all(restOf.localizedFields, localizedFields),
    metafields: await all(restOf.metafields, metafields),
    events: await all(restOf.events, events),
    visits: await readVisits(reader, order),
  };
}

/** A list whose first page is known, with all further pages. */
export async function completeList<Node extends object>(
  reader: Reader,
  { query }: Rest<Node>,
  id: string,
  { nodes, pageInfo }: Page<Node>,
): Promise<Node[]> {
  if (!pageInfo.hasNextPage) return nodes;
  if (!pageInfo.endCursor) throw new OutboundError("malformed");
  const whole = [...nodes];
  const known = new Set(nodes.map(idOf));
  const read = async (after: string | undefined) => {
    const node = (await reader.ask(query, { id, after }))?.node;
    if (node && node.id !== id) throw new OutboundError("malformed");
    return node?.page;
  };
  for await (const page of readConnection(read, pageInfo.endCursor))
    whole.push(...page.filter((node) => !idOf(node) || !known.has(idOf(node))));
  return whole;
}

/** A list without pages: asked for once more, as long as it may be, where it may be longer than what came with its order. */
async function wholeList<Node extends object>(
  reader: Reader,
  {
    first,
    query,
  }: { first: number; query: Parameters<typeof reader.ask<{ order?: { id: string; list: Node[] } | null }>>[0] },
  id: string,
  given: Node[],
  asked: number,
): Promise<Node[]> {
  if (given.length < asked) return given;
  const order = (await reader.ask(query, { id }))?.order;
  if (order && order.id !== id) throw new OutboundError("malformed");
  const whole = order?.list ?? given;
  if (whole.length >= first) reader.notes?.withhold(notGiven("longList", String(first)));
  return whole;
}

async function readVisits(reader: Reader, { id, customerJourneySummary }: OrderNode): Promise<WholeOrder["visits"]> {
  if ((customerJourneySummary?.momentsCount?.count ?? 0) <= 2) return [];
  const read = async (after: string | undefined) =>
    (await reader.ask(visits, { id, after }))?.order?.customerJourneySummary?.moments ?? undefined;
  const whole = [];
  for await (const page of readConnection(read)) whole.push(...page);
  return whole;
}

/** One after the other: the shop's points are few. */
async function eachOf<From, To>(list: From[], change: (one: From) => Promise<To>): Promise<To[]> {
  const changed: To[] = [];
  for (const one of list) changed.push(await change(one));
  return changed;
}
