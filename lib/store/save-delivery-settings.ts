import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { DeliverySettings } from "./delivery-settings";

/** Keeps how a store delivers, and how long the records of its closed requests are kept. */
export async function saveDeliverySettings(storeId: string, settings: DeliverySettings, actor: Actor): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    await transaction.store.update({ where: { id: storeId }, data: settings, select: { id: true } });
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "delivery" } });
  });
}
