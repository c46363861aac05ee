import { validate } from "uuid";
import { database, prisma } from "@/lib/database";
import { ownRequests } from "@/lib/delivery/own-deliveries";
import { unexpired } from "@/lib/expiry";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { createToken, hashToken, isToken } from "@/lib/token";

/** How long a browser that entered a code may read and answer: it writes, and looks for files. */
export const MESSAGE_ACCESS_SECONDS = 4 * 3600;

/**
 * Makes the token of a link to a request's messages at the moment of sending; only its hash is kept. Links sent before
 * stay valid, as long as the request is open.
 * @returns the token, or undefined where the request is not open or its customer cannot be asked (any more).
 */
export async function mintMessageLink(storeId: string, requestId: string): Promise<string | undefined> {
  const token = createToken();
  // One statement, so that no request is closed between the look and the write.
  const minted = await database().query(
    `INSERT INTO message_link (store_id, token_hash, request_id)
     SELECT store_id, $3, id FROM request
      WHERE store_id = $1 AND id = $2 AND state = 'open' AND email IS NOT NULL AND (email_verified OR source = 'staff')`,
    [storeId, requestId, hashToken(token)],
  );
  return minted.rowCount === 1 ? token : undefined;
}

/** The id of the request that a store's link is for; undefined for an unknown one and for another store's alike. */
export async function findMessageLink(storeId: string, token: string): Promise<string | undefined> {
  if (!isToken(token)) return undefined;
  const link = await prisma().messageLink.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) } },
    select: { requestId: true },
  });
  return link?.requestId;
}

/** The cookie of a browser that has proved that it may read and answer a request's messages. */
export function messageCookie(requestId: string): string {
  return cookieName(`messages-${requestId}`);
}

export function messageCookieOptions() {
  return { ...cookieOptions(), maxAge: MESSAGE_ACCESS_SECONDS };
}

/** Who reads or answers a request's messages: a browser with the cookie of a code, or a customer who is signed in. */
export interface MessageReader {
  storeId: string;
  requestId: string;
  cookie: string | undefined;
  identity: CustomerIdentity | null;
}

/**
 * Whether a reader may: their code was sent to the request's address, or their session owns the request as it owns its
 * delivery. False for an unknown request and for another store's alike.
 */
export async function mayReadMessages({ storeId, requestId, cookie, identity }: MessageReader): Promise<boolean> {
  if (!validate(requestId)) return false;
  if (cookie && isToken(cookie)) {
    const where = { storeId, tokenHash: hashToken(cookie), requestId, expiresAt: unexpired() };
    if (await prisma().messageAccess.findFirst({ where, select: { storeId: true } })) return true;
  }
  if (!identity) return false;
  const own = { ...(await ownRequests(storeId, identity)), id: requestId };
  return (await prisma().request.count({ where: own })) > 0;
}
