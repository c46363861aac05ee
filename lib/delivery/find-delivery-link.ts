import { prisma } from "@/lib/database";
import { hashToken, isToken } from "@/lib/token";

/** The id of the delivery that a store's link is for; undefined for an unknown one and for another store's alike. */
export async function findDeliveryLink(storeId: string, token: string): Promise<string | undefined> {
  if (!isToken(token)) return undefined;
  const link = await prisma().deliveryLink.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) } },
    select: { deliveryId: true },
  });
  return link?.deliveryId;
}
