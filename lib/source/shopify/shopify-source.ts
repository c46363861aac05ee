import type { Connection } from "@/lib/source/connection/connection";
import { rightsOf } from "@/lib/source/rights";
import type { CustomerSource } from "@/lib/source/source";
import { eraseCustomer, missingIn, objectFor } from "./act-on-customer";
import { ordersCollector } from "./collect-orders";
import { addressesCollector, consentsCollector, profileCollector } from "./collect-person";
import { describeShop } from "./describe-shop";
import { findRecords } from "./find-records";
import { ownSections } from "./own-sections";
import { adminPage } from "./records";
import { readHit, searchShop } from "./search-shop";
import { shopOf } from "./shop";

/** A shop on Shopify, read through its Admin API by an app of the merchant's own. docs/shopify.md says how to make one. */
export function shopifySource(connection: Connection): CustomerSource {
  const shop = shopOf(connection);
  const { described, source } = shop;
  return {
    ...{ name: source, title: connection.name, notGiven: described?.notGiven ?? [] },
    origin: { platform: "shopify", shop: described?.shop ?? new URL(connection.address).hostname },
    ...rightsOf(connection, missingIn(shop)),
    pageOf: (record) => adminPage(connection.address, record),
    erase: (who, signal) => eraseCustomer(shop, who, signal),
    object: (who, what, signal) => objectFor(shop, who, what, signal),
    describe: (signal) => describeShop(shop, signal),
    search: (query, signal) => searchShop(shop, query, signal),
    read: ({ record }, signal) => readHit(shop, record, signal),
    match: (clues, signal, drop) => findRecords(shop, clues, signal, drop),
    // Until the first check nobody knows what the app may read.
    collectors: described
      ? {
          ...{ profile: profileCollector(shop), addresses: addressesCollector(shop) },
          ...(shop.has("read_orders") && { orders: ordersCollector(shop) }),
          consents: consentsCollector(shop),
        }
      : {},
    own: described ? ownSections(shop) : [],
  };
}
