import { prisma } from "@/lib/database";
import type { Actor, EventData } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { Prisma } from "@/prisma/generated/client";

/** Saves what a page of a store's settings sets, and records who did. */
export async function saveStore(
  id: string,
  data: Prisma.StoreUpdateInput,
  actor: Actor,
  page: EventData<"settings_saved">["page"],
): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    await transaction.store.update({ where: { id }, data, select: { id: true } });
    await recordEvent(transaction, { storeId: id, type: "settings_saved", actor, data: { page } });
  });
}
