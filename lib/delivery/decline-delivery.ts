import { endDelivery } from "./end-delivery";
import type { MerchantsDelivery } from "./list-deliveries";

/**
 * Declines a delivery that waits for approval: nothing goes out, and another may be chosen.
 * @throws UserError "forbidden" for an unknown one, "deliveryOver" where it does not wait (any more).
 */
export async function declineDelivery(delivery: MerchantsDelivery): Promise<void> {
  await endDelivery(delivery, "decline");
}
