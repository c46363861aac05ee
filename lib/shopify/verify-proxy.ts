import { createHmac } from "node:crypto";
import { prisma } from "@/lib/database";
import { logSecurity } from "@/lib/observability/security-log";
import { type ConnectionKey, connectionSource } from "@/lib/source/connection/connection";
import { findStore, type Store } from "@/lib/store/find-store";
import { findSigners } from "./find-signer";

/** How old a forwarded request may be, and how far the clocks may differ. */
const WINDOW_SECONDS = 90;
const MAX_QUERY_LENGTH = 8000;

/** A request that a shop forwarded. */
export interface ProxiedRequest {
  store: Store;
  shop: string;
  /** How links name the shop's connection. */
  source: string;
  /** The account that is logged in to the shop; undefined for a guest. */
  customerId: string | undefined;
  /** The page's path on the shop's domain. */
  path: string;
}

/**
 * Reads a request that Shopify forwards (https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies):
 * signed with the app's secret, HMAC-SHA-256 in hex over the other parameters, sorted and written one after the other, and
 * at most 90 seconds old. It proves the account's id, not its address.
 * @returns undefined for any other, whatever is wrong with it.
 */
export async function verifyProxy(search: URLSearchParams, now = new Date()): Promise<ProxiedRequest | undefined> {
  const parameters = readOnce(search);
  const shop = parameters?.get("shop") ?? "";
  const signed = signedText(parameters);
  const given = Buffer.from(/^[0-9a-f]{64}$/.exec(parameters?.get("signature") ?? "")?.[0] ?? "", "hex");
  const [signer] = await findSigners(shop, given, (secret) => createHmac("sha256", secret).update(signed).digest());
  const path = parameters?.get("path_prefix") ?? "";
  if (!signer || !isFresh(parameters?.get("timestamp"), now) || !PATH.test(path)) {
    logSecurity("proxied page refused", { code: signer ? "expired" : "signature" });
    return undefined;
  }
  const store = await storeOf(signer);
  const [customerId] = /^\d{1,20}$/.exec(parameters?.get("logged_in_customer_id") ?? "") ?? [];
  return store ? { store, shop, source: connectionSource(signer.number), customerId, path } : undefined;
}

// As the merchant may choose it: prefix and subpath.
const PATH = /^\/(?:a|apps|community|tools)\/[\w-]{1,100}$/;

/** The parameters; undefined where one is repeated, which a signature cannot tell from a joined value. */
function readOnce(search: URLSearchParams): Map<string, string> | undefined {
  const all = [...search];
  const parameters = new Map(all);
  return parameters.size === all.length && search.toString().length <= MAX_QUERY_LENGTH ? parameters : undefined;
}

/** As Shopify signs it: `k=v` of each parameter, sorted as texts. */
function signedText(parameters = new Map<string, string>()): string {
  const others = [...parameters].filter(([name]) => name !== "signature");
  const pairs = others.map(([name, value]) => `${name}=${value}`);
  return pairs.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))).join("");
}

function isFresh(timestamp: string | undefined, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp ?? "")) return false;
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= WINDOW_SECONDS;
}

async function storeOf({ storeId }: ConnectionKey): Promise<Store | null> {
  const row = await prisma().store.findUnique({ where: { id: storeId }, select: { slug: true } });
  return row && (await findStore(row.slug));
}
