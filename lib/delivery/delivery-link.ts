import { prisma } from "@/lib/database";
import { createToken, hashToken } from "@/lib/token";

/**
 * Makes a delivery link's token at the moment of sending; only its hash is kept. Links sent before
 * stay valid.
 * @returns the token, or undefined when the delivery is not live (any more).
 */
export async function mintDeliveryLink(storeId: string, deliveryId: string): Promise<string | undefined> {
  const token = createToken();
  // One statement, so that no delivery is revoked between the look and the write.
  const minted = await prisma().$executeRaw`
    INSERT INTO delivery_link (store_id, token_hash, delivery_id)
    SELECT store_id, ${hashToken(token)}, id
      FROM delivery WHERE store_id = ${storeId}::uuid AND id = ${deliveryId}::uuid AND state = 'live' AND expires_at > ${new Date()}`;
  return minted === 1 ? token : undefined;
}
