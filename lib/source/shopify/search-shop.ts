import { cleanQuery } from "@/lib/search/search-query";
import { platformIdOf } from "@/lib/source/origin";
import type { Hit } from "@/lib/source/source";
import { outboundLimits } from "@/lib/time-limits";
import { type GuestOrder, guestOrderById, type HitNode, hitById, searchRecords } from "./customer-node";
import { hitTitle } from "./find-records";
import { customerGid, guestRecord, orderGid, quoted, readRecord } from "./records";
import type { Shop } from "./shop";

const MAX_HITS = 20;
const atOnce = { timeoutSeconds: outboundLimits.searchSeconds };

/** The customers, and the guests by their orders, that fit what somebody typed. */
export async function searchShop(shop: Shop, text: string, limit: number, signal?: AbortSignal): Promise<Hit[]> {
  const typed = cleanQuery(text);
  if (!typed) return [];
  const first = Math.min(limit, MAX_HITS);
  const found = await shop.reader({ ...atOnce, signal }).ask(searchRecords, { query: quoted(typed), first });
  const guests = (found?.orders.nodes ?? []).filter((order) => !order.customer);
  const hits = [
    ...(found?.customers.nodes ?? []).map((node) => customerHit(shop, node)),
    ...guests.map((order) => guestHit(shop, order)),
  ];
  return hits.slice(0, first);
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
