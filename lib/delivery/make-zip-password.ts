import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantsDelivery } from "./list-deliveries";
import { createZipPassword } from "./zip-password";

/**
 * Makes a password for a delivery's zip, to be shown once: it is kept nowhere, and each zip is made
 * with the one that is sent along when it is asked for.
 * @throws UserError "forbidden" for an unknown delivery, "invalid" for one by another way,
 * "deliveryOver" for one that is not live.
 */
export async function makeZipPassword({
  storeId,
  deliveryId,
}: Pick<MerchantsDelivery, "storeId" | "deliveryId">): Promise<string> {
  const delivery = validate(deliveryId)
    ? await prisma().delivery.findUnique({
        where: { storeId_id: { storeId, id: deliveryId } },
        select: { method: true, state: true, expiresAt: true },
      })
    : null;
  if (!delivery) throw new UserError("forbidden");
  if (delivery.method !== "password_zip") throw new UserError("invalid");
  if (delivery.state !== "live" || !delivery.expiresAt || delivery.expiresAt <= new Date())
    throw new UserError("deliveryOver");
  return createZipPassword();
}
