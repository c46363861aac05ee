import { endDelivery } from "./end-delivery";
import type { MerchantsDelivery } from "./list-deliveries";

/**
 * Takes a delivery back: its links, codes and cookies open nothing any more, and a download under way
 * breaks off. What was downloaded before cannot be taken back.
 * @throws UserError "forbidden" for an unknown one, "deliveryOver" for one that has ended.
 */
export async function revokeDelivery(delivery: MerchantsDelivery): Promise<void> {
  await endDelivery(delivery, "revoke");
}
