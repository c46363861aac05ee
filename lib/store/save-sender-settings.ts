import { prisma } from "@/lib/database";
import type { SenderSettings } from "./sender-settings";

/** Keeps who gets a store's notifications (nobody: its owners) and whom its e-mails come from. */
export async function saveSenderSettings(storeId: string, settings: SenderSettings): Promise<void> {
  await prisma().store.update({ where: { id: storeId }, data: settings, select: { id: true } });
}
