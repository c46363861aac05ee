import { prisma } from "@/lib/database";
import { maskEmail } from "@/lib/email-address";
import { unexpired } from "@/lib/expiry";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { findAccess } from "./delivery-access";
import { CODE_LIFETIME_MINUTES, MAX_DOWNLOADS, MAX_TRIES_PER_CODE } from "./delivery-policy";
import { customerFacingStatus } from "./delivery-status";
import { methods } from "./methods/registry";
import { isVouchedFor, ownRequests } from "./own-deliveries";

/**
 * What the page of a delivery link shows this browser. Changes nothing.
 * @param cookie of this browser for the delivery.
 * @param identity who is signed in, if anyone.
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
  const delivery = await prisma().delivery.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: deliveryId } },
    include: { export: { select: { sizeBytes: true } }, request: true },
  });
  const { request, expiresAt } = delivery;
  const access = await findAccess(storeId, deliveryId, cookie);
  const downloadsLeft = Math.max(0, MAX_DOWNLOADS - delivery.downloads);
  const vouched = isVouchedFor(request);
  const own = vouched && identity ? { ...(await ownRequests(storeId, identity)), id: request.id } : null;
  return {
    status: customerFacingStatus(delivery),
    expiresAt,
    /** What the link opens: the archive, or the page that asks for an OpenPGP key. */
    opens: methods[delivery.method].customer.linkOpens ?? "archive",
    /** What the store wrote to the customer; for a browser that proved itself. */
    message: delivery.message,
    sizeBytes: delivery.export?.sizeBytes ?? null,
    downloadsLeft,
    maskedEmail: maskEmail(request.email ?? ""),
    /** Whether this browser proved itself, and still has its download. */
    unlocked: access !== null && (access.downloadedAt !== null || downloadsLeft > 0),
    /** Whether this browser's download has begun: resuming it costs no other. */
    begun: access?.downloadedAt != null,
    /** Whether the store signed the customer in and vouched for the address. */
    vouched,
    /** Whether the customer whom the store vouched for is signed in here. */
    own: own !== null && (await prisma().request.count({ where: own })) > 0,
    codeRequested: await isCodeRequested(storeId, deliveryId),
  };
}

export type ShownDelivery = Awaited<ReturnType<typeof showDelivery>>;

/** Whether a code can be entered: one was sent, or is just being sent. */
async function isCodeRequested(storeId: string, deliveryId: string): Promise<boolean> {
  const justNow = new Date(Date.now() - CODE_LIFETIME_MINUTES * 60_000);
  const codes = await prisma().deliveryCode.count({
    where: {
      ...{ storeId, deliveryId, usedAt: null, tries: { lt: MAX_TRIES_PER_CODE } },
      OR: [{ expiresAt: unexpired() }, { expiresAt: null, createdAt: { gt: justNow } }],
    },
  });
  return codes > 0;
}
