import { keyedHash, matchesKeyedHash } from "@/lib/crypto";
import type { ProxiedRequest } from "./verify-proxy";

const LIFETIME_SECONDS = 600;
const PURPOSE = "shopify proxy form";

type Shopper = Pick<ProxiedRequest, "shop" | "customerId"> & { store: { id: string } };

/** What a form on a proxied page holds, which no other site's page can: it is of this shop and shopper, for ten minutes. */
export function createFormToken(shopper: Shopper, now = new Date()): string {
  const until = Math.floor(now.getTime() / 1000) + LIFETIME_SECONDS;
  return `${until}.${Buffer.from(keyedHash(textOf(shopper, until), PURPOSE)).toString("base64url")}`;
}

/** Whether a form's token is this shopper's, and its time is not over. */
export function isFormToken(token: string, shopper: Shopper, now = new Date()): boolean {
  const [, until, hash] = /^(\d{1,12})\.([\w-]{43})$/.exec(token) ?? [];
  if (!until || !hash || Number(until) < now.getTime() / 1000) return false;
  return matchesKeyedHash(Buffer.from(hash, "base64url"), textOf(shopper, Number(until)), PURPOSE);
}

function textOf({ store, shop, customerId = "" }: Shopper, until: number): string {
  return [store.id, shop, customerId, until].join("\n");
}
