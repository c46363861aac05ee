import { prisma } from "@/lib/database";
import type { Actor, EventData } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { Prisma } from "@/prisma/generated/client";
import { requireRetention } from "./record-retention";

/** Saves what a page of a store's settings sets, and records who did. @throws as `requireRetention` does. */
export async function saveStore(
  id: string,
  data: Prisma.StoreUpdateInput,
  actor: Actor,
  page: EventData<"settings_saved">["page"],
): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    // As it is now: two pages may save at once, and the row is locked from here on.
    const select = { retentionMonths: true, otherLaws: true };
    requireRetention(await transaction.store.update({ where: { id }, data, select }));
    await recordEvent(transaction, { storeId: id, type: "settings_saved", actor, data: { page } });
  });
}
