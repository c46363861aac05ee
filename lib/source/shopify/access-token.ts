import { z } from "zod";
import { unwrapSecret, wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { type Connection, type ConnectionKey, connectionPurpose } from "@/lib/source/connection/connection";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { sendForJson } from "@/lib/source/outbound-http/send";
import { type ShopifyCredentials, shopifyCredentials } from "./credentials";

/** How long before its end a token is replaced. */
const MARGIN_MS = 5 * 60_000;
const MAX_TRIES = 3;

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.int().positive() });

type Shop = Pick<Connection, "storeId" | "number" | "address" | "isTrial" | "readCredentials">;

const trials = new WeakMap<Shop, Promise<string>>();
const asked = new Map<string, Promise<string>>();

/** What was stored last: an export asks hundreds of times. A token that no longer holds is refused by the shop. */
const recent = new Map<string, { token: string; until: number }>();
const RECENT_MS = 30_000;

/**
 * The token that a shop's Admin API is called with: the lasting one, else the one that is stored while it holds, else a new
 * one by the client credentials grant (https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant).
 * Calls at once of one process ask for one token together.
 * @param refused a token that the shop no longer accepts.
 * @throws OutboundError "unauthorized" where none can be had, "disconnected"; others as `sendForJson` does.
 */
export function accessToken(shop: Shop, refused?: string): Promise<string> {
  if (shop.isTrial) {
    const trial = trials.get(shop) ?? tryToken(shop);
    trials.set(shop, trial);
    return trial;
  }
  const name = `${shop.storeId}:${shop.number}`;
  const last = recent.get(name);
  if (last && last.until > Date.now() && last.token !== refused) return Promise.resolve(last.token);
  const key = JSON.stringify([name, refused]);
  const known = asked.get(key);
  if (known) return known;
  const found = findToken(shop, refused)
    .then((token) => {
      recent.set(name, { token, until: Date.now() + RECENT_MS });
      return token;
    })
    .finally(() => asked.delete(key));
  asked.set(key, found);
  return found;
}

/** The token of a connection that is not stored, nor are its tokens. */
async function tryToken(shop: Shop): Promise<string> {
  const { adminToken, clientId = "", clientSecret = "" } = shopifyCredentials.parse(shop.readCredentials());
  return adminToken ?? (await requestToken(shop, clientId, clientSecret)).accessToken;
}

async function findToken(shop: Shop, refused: string | undefined): Promise<string> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    const { sealed, credentials } = await readSealed(shop);
    const { adminToken, clientId, clientSecret, accessToken: stored, accessTokenExpiresAt = "" } = credentials;
    const holds = Date.parse(accessTokenExpiresAt) - MARGIN_MS > Date.now();
    const usable = [adminToken, holds ? stored : undefined].find((token) => token && token !== refused);
    if (usable) return usable;
    if (!clientId || !clientSecret) break;
    const renewed = await requestToken(shop, clientId, clientSecret);
    if (await store(shop, sealed, { ...credentials, ...renewed })) return renewed.accessToken;
    // Another process stored one in the meantime, or somebody new credentials: what is stored now counts.
  }
  throw new OutboundError("unauthorized", { status: 401 });
}

async function readSealed({ storeId, number }: ConnectionKey) {
  const row = await prisma().connection.findUnique({
    where: { storeId_number: { storeId, number }, state: { not: "disconnected" } },
    select: { credentials: true },
  });
  if (!row?.credentials) throw new OutboundError("disconnected");
  const bytes = unwrapSecret(row.credentials, connectionPurpose({ storeId, number }));
  return { sealed: row.credentials, credentials: shopifyCredentials.parse(JSON.parse(bytes.toString("utf8"))) };
}

async function requestToken({ address }: Shop, clientId: string, clientSecret: string) {
  const url = new URL("/admin/oauth/access_token", address);
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  try {
    const answer = await sendForJson({
      ...{ url, allowedHosts: [url.host], method: "POST", body: String(new URLSearchParams(form)) },
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    const parsed = tokenAnswer.safeParse(answer);
    if (!parsed.success) throw new OutboundError("malformed");
    const { access_token: accessToken, expires_in: seconds } = parsed.data;
    return { accessToken, accessTokenExpiresAt: new Date(Date.now() + seconds * 1000).toISOString() };
  } catch (error) {
    // It answers 400 for an app that is not installed in the shop, or of another organization.
    if (error instanceof OutboundError && error.failure === "refused" && error.status === 400)
      throw new OutboundError("unauthorized", { status: 400 });
    throw error;
  }
}

/** Stores credentials unless others have been stored since: two processes do not take each other's token away. */
async function store({ storeId, number }: ConnectionKey, sealed: string, credentials: ShopifyCredentials) {
  const bytes = Buffer.from(JSON.stringify(credentials));
  const { count } = await prisma().connection.updateMany({
    where: { storeId, number, credentials: sealed, state: { not: "disconnected" } },
    data: { credentials: wrapSecret(bytes, connectionPurpose({ storeId, number })) },
  });
  return count > 0;
}
