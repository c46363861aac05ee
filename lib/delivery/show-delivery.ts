import { prisma } from "@/lib/database";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { CODE_LIFETIME_MINUTES, DOWNLOADS, TRIES_A_CODE } from "./delivery-policy";
import { standingOf } from "./delivery-standing";
import { findAccess } from "./find-access";
import { maskEmail } from "./mask-email";
import { isVouchedFor, ownDeliveries } from "./own-deliveries";

/**
 * What the page of a delivery link shows this browser. Changes nothing.
 * @param cookie of this browser for the delivery.
 * @param identity who is signed in, if anybody is.
 */
export async function showDelivery({
  storeId,
  deliveryId,
  cookie,
  identity,
}: {
  storeId: string;
  deliveryId: string;
  cookie: string | undefined;
  identity: CustomerIdentity | null;
}) {
  const { request, ...delivery } = await prisma().delivery.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: deliveryId } },
    select: {
      method: true,
      state: true,
      expiresAt: true,
      downloads: true,
      export: { select: { sizeBytes: true } },
      request: {
        select: { id: true, state: true, email: true, source: true, platformCustomerId: true, personKey: true },
      },
    },
  });
  const access = await findAccess(storeId, deliveryId, cookie);
  const downloadsLeft = Math.max(0, DOWNLOADS - delivery.downloads);
  const vouched = isVouchedFor(request);
  const own =
    vouched &&
    identity !== null &&
    (await prisma().request.count({ where: { ...ownDeliveries(storeId, identity), id: request.id } })) > 0;
  return {
    standing: standingOf({ ...delivery, request }),
    method: delivery.method,
    expiresAt: delivery.expiresAt,
    sizeBytes: delivery.export?.sizeBytes ?? null,
    downloadsLeft,
    maskedEmail: maskEmail(request.email ?? ""),
    /** Whether this browser proved itself, and still has its download. */
    unlocked: access !== null && (access.downloadedAt !== null || downloadsLeft > 0),
    /** Whether this browser's download has begun: going on costs no other. */
    begun: access?.downloadedAt != null,
    /** Whether the store signed the customer in and vouched for the address. */
    vouched,
    /** Whether the one whom the store vouched for is signed in here. */
    own,
    codeAsked: await isCodeAsked(storeId, deliveryId),
  };
}

export type ShownDelivery = Awaited<ReturnType<typeof showDelivery>>;

/** Whether a code can be entered: one was sent, or is just being sent. */
async function isCodeAsked(storeId: string, deliveryId: string): Promise<boolean> {
  const now = Date.now();
  const code = await prisma().deliveryCode.findFirst({
    where: {
      storeId,
      deliveryId,
      usedAt: null,
      tries: { lt: TRIES_A_CODE },
      OR: [
        { expiresAt: { gt: new Date(now) } },
        { expiresAt: null, createdAt: { gt: new Date(now - CODE_LIFETIME_MINUTES * 60_000) } },
      ],
    },
    select: { id: true },
  });
  return code !== null;
}
