import { prisma } from "@/lib/database";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { DOWNLOADS } from "./delivery-policy";
import { standingOf } from "./delivery-standing";
import { ownDeliveries } from "./own-deliveries";

/** A customer's own deliveries that went out, newest first, the last hundred: those that their session opens. */
export async function listOwnDeliveries(storeId: string, identity: CustomerIdentity) {
  const rows = await prisma().delivery.findMany({
    where: {
      storeId,
      request: ownDeliveries(storeId, identity),
      OR: [{ startedAt: { not: null } }, { state: "completed" }],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
    select: {
      id: true,
      requestId: true,
      method: true,
      state: true,
      expiresAt: true,
      deliveredAt: true,
      downloads: true,
      request: { select: { state: true } },
    },
  });
  return rows.map(({ id, requestId, method, expiresAt, deliveredAt, downloads, ...row }) => ({
    id,
    requestId,
    method,
    expiresAt,
    deliveredAt,
    standing: standingOf({ ...row, expiresAt }),
    downloadsLeft: Math.max(0, DOWNLOADS - downloads),
  }));
}

export type OwnDelivery = Awaited<ReturnType<typeof listOwnDeliveries>>[number];
