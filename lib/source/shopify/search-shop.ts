import { cleanQuery } from "@/lib/search/search-query";
import { type FoundList, joinLists, readPlace } from "@/lib/source/join-lists";
import { platformIdOf } from "@/lib/source/origin";
import type { Hit, SearchPage, SearchQuery } from "@/lib/source/source";
import { outboundLimits } from "@/lib/time-limits";
import { type GuestOrder, guestOrderById, type HitNode, hitById, searchRecords } from "./customer-node";
import { hitTitle } from "./find-records";
import { customerGid, guestRecord, orderGid, quoted, readRecord } from "./records";
import type { Shop } from "./shop";

const MAX_HITS = 20;
const atOnce = { timeoutSeconds: outboundLimits.searchSeconds };

/** The customers, and after them the guests by their orders, that fit what somebody typed. */
export async function searchShop(
  shop: Shop,
  { text, limit, after }: SearchQuery,
  signal?: AbortSignal,
): Promise<SearchPage> {
  const query = quoted(cleanQuery(text));
  if (query === quoted("")) return joinLists([], 0, "", limit);
  const first = Math.min(limit, MAX_HITS);
  const { list, place } = readPlace(after);
  const places = list === 0 ? { customersAfter: place || null } : { ordersAfter: place || null };
  const found = await shop
    .reader({ ...atOnce, signal })
    .ask(searchRecords, { query, first, customers: list === 0, ...places });
  const customers = listOf(found?.customers, (node) => customerHit(shop, node));
  const guests = listOf(found?.orders, (order) => (order.customer ? undefined : guestHit(shop, order)));
  return joinLists(list === 0 ? [customers, guests] : [guests], list, place, first);
}

function listOf<Node>(
  found: { edges: { cursor: string; node: Node }[]; pageInfo: { hasNextPage: boolean } } | undefined,
  toHit: (node: Node) => Hit | undefined,
): FoundList {
  const entries = (found?.edges ?? []).map(({ cursor, node }) => ({ hit: toHit(node), after: cursor }));
  return { entries, hasMore: entries.length > 0 && found?.pageInfo.hasNextPage === true };
}

/** One record by its key; undefined where it is gone. */
export async function readHit(shop: Shop, record: string, signal?: AbortSignal): Promise<Hit | undefined> {
  const known = readRecord(record);
  if (!known) return undefined;
  const reader = shop.reader({ ...atOnce, signal });
  if ("customer" in known) {
    const id = customerGid(known.customer);
    const customer = (await reader.ask(hitById, { id }))?.customer;
    return customer?.id === id ? customerHit(shop, customer) : undefined;
  }
  const id = orderGid(known.order);
  const order = (await reader.ask(guestOrderById, { id }))?.order;
  return order?.id === id && !order.customer ? guestHit(shop, order) : undefined;
}

function customerHit({ connection }: Shop, node: HitNode): Hit {
  const record = platformIdOf(node.id);
  return {
    ...{ record, id: `${connection.number}.${record}`, title: hitTitle(node), isGuest: false },
    email: node.defaultEmailAddress?.emailAddress ?? null,
    phone: node.defaultPhoneNumber?.phoneNumber ?? null,
    country: node.defaultAddress?.countryCodeV2 ?? null,
    orderCount: Number(node.numberOfOrders),
    lastOrderAt: node.lastOrder ? new Date(node.lastOrder.createdAt) : null,
  };
}

function guestHit({ connection }: Shop, order: GuestOrder): Hit {
  const record = guestRecord(platformIdOf(order.id));
  const { billingAddress, shippingAddress } = order;
  return {
    ...{ record, id: `${connection.number}.${record}`, isGuest: true, email: order.email ?? null },
    title: billingAddress?.name ?? shippingAddress?.name ?? order.name,
    phone: order.phone ?? null,
    country: (billingAddress ?? shippingAddress)?.countryCodeV2 ?? null,
    ...{ orderCount: null, lastOrderAt: new Date(order.createdAt) },
  };
}
