import { validate } from "uuid";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { createToken, hashToken, isToken } from "@/lib/token";
import type { ClientInfo } from "./client-info";
import { ACCESS_LIFETIME_SECONDS, MAX_DOWNLOADS } from "./delivery-policy";
import { isLive } from "./delivery-status";
import type { LockedDelivery } from "./lock-delivery";

/** The cookie of a browser that has proved that it may download a delivery. */
export function accessCookie(deliveryId: string): string {
  return cookieName(`delivery-${deliveryId}`);
}

/** How it is set: for the delivery's page and for the archive's route. */
export function accessCookieOptions() {
  return { ...cookieOptions(), maxAge: ACCESS_LIFETIME_SECONDS };
}

/** A browser's access to one download: the token is its cookie's value. */
export interface OpenedAccess {
  deliveryId: string;
  token: string;
}

/**
 * Lets a browser that proved itself download once, in the transaction that locked the delivery.
 * @throws UserError "deliveryOver" where the customer cannot get the delivery (any more), "downloadsUsedUp".
 */
export async function openAccess(
  transaction: Transaction,
  delivery: LockedDelivery,
  client: ClientInfo,
): Promise<OpenedAccess> {
  const { storeId, id: deliveryId, requestId } = delivery;
  if (!isLive(delivery)) throw new UserError("deliveryOver");
  if (delivery.downloads >= MAX_DOWNLOADS) throw new UserError("downloadsUsedUp");
  const token = createToken();
  const expiresAt = new Date(Date.now() + ACCESS_LIFETIME_SECONDS * 1000);
  await transaction.deliveryAccess.create({
    data: { storeId, tokenHash: hashToken(token), deliveryId, expiresAt },
    select: { storeId: true },
  });
  const data = { deliveryId, ...client };
  await recordEvent(transaction, { storeId, requestId, type: "delivery_opened", actor: { kind: "customer" }, data });
  return { deliveryId, token };
}

/**
 * The live delivery that a browser's cookie opens, with its access; null for a cookie of another delivery, one that has
 * expired, and a delivery that the customer cannot get (any more). Changes nothing.
 */
export async function findAccess(storeId: string, deliveryId: string, cookie: string | undefined) {
  if (!validate(deliveryId) || !cookie || !isToken(cookie)) return null;
  const found = await prisma().deliveryAccess.findFirst({
    where: { storeId, tokenHash: hashToken(cookie), deliveryId, expiresAt: unexpired() },
    select: {
      tokenHash: true,
      downloadedAt: true,
      delivery: {
        select: { requestId: true, exportId: true, state: true, expiresAt: true, request: { select: { state: true } } },
      },
    },
  });
  if (!found?.delivery.exportId || !isLive(found.delivery)) return null;
  const { requestId, exportId } = found.delivery;
  return { storeId, deliveryId, requestId, exportId, tokenHash: found.tokenHash, downloadedAt: found.downloadedAt };
}

export type FoundAccess = NonNullable<Awaited<ReturnType<typeof findAccess>>>;
