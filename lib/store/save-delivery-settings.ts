import { prisma } from "@/lib/database";
import type { DeliverySettings } from "./delivery-settings";

/** Keeps how a store delivers, and how long the records of its closed requests live. */
export async function saveDeliverySettings(storeId: string, settings: DeliverySettings): Promise<void> {
  await prisma().store.update({ where: { id: storeId }, data: settings, select: { id: true } });
}
