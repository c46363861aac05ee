import { shopifyKind } from "@/lib/source/shopify/shopify-kind";
import { vendureKind } from "@/lib/source/vendure/vendure-kind";
import { webServiceKind } from "@/lib/source/web-service/web-service-kind";
import { wooKind } from "@/lib/source/woocommerce/woo-kind";
import type { Connection } from "./connection";
import type { ConnectionKind } from "./kind";

/** The kinds of live systems, in the order in which they are offered. Their names are stored. */
const connectionKinds = {
  shopify: shopifyKind,
  woocommerce: wooKind,
  vendure: vendureKind,
  web_service: webServiceKind,
} as const satisfies Record<string, ConnectionKind>;

export type ConnectionKindName = keyof typeof connectionKinds;
export const connectionKindNames = Object.keys(connectionKinds) as ConnectionKindName[];

/** A kind by its name; undefined where there is none of that name. */
export function kindNamed(name: unknown): ConnectionKind | undefined {
  const known = connectionKindNames.find((one) => one === name);
  return known && connectionKinds[known];
}

/** A connection's kind; undefined where this release has none of its name. */
export function kindOf({ kind }: Pick<Connection, "kind">): ConnectionKind | undefined {
  return kindNamed(kind);
}
