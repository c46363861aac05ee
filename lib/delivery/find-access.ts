import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";
import { hashToken, isToken } from "@/lib/token";
import { standingOf } from "./delivery-standing";

/**
 * The live delivery that a browser's cookie opens, with its access; null for a cookie of another
 * delivery, one that has run out, and a delivery that opens nothing (any more). Changes nothing.
 */
export async function findAccess(storeId: string, deliveryId: string, cookie: string | undefined) {
  if (!validate(deliveryId) || !cookie || !isToken(cookie)) return null;
  const found = await prisma().deliveryAccess.findFirst({
    where: { storeId, tokenHash: hashToken(cookie), deliveryId, expiresAt: unexpired() },
    select: {
      tokenHash: true,
      downloadedAt: true,
      delivery: {
        select: {
          requestId: true,
          exportId: true,
          state: true,
          expiresAt: true,
          downloads: true,
          request: { select: { state: true } },
        },
      },
    },
  });
  const { delivery } = found ?? {};
  if (!found || !delivery?.exportId || standingOf(delivery) !== "live") return null;
  const { requestId, exportId, downloads } = delivery;
  return { storeId, deliveryId, requestId, exportId, downloads, ...found };
}

export type FoundAccess = NonNullable<Awaited<ReturnType<typeof findAccess>>>;
