import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { SenderSettings } from "./sender-settings";

/** Keeps who gets a store's notifications (nobody: its owners) and whom its e-mails come from. */
export async function saveSenderSettings(storeId: string, settings: SenderSettings, actor: Actor): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    await transaction.store.update({ where: { id: storeId }, data: settings, select: { id: true } });
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "notifications" } });
  });
}
