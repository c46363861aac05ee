import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { logger } from "@/lib/logger";
import type { ConnectionKey } from "@/lib/source/connection/connection";
import { countShopRecords, deleteShopRecords, type ShopRows } from "./delete-shop-records";
import { SHOPIFY, shopAddress } from "./find-signer";
import { tellOwners } from "./remove-shop";

/** How long before the deletion the owners are reminded. */
const REMINDER_DAYS = 3;
/** A webhook may come again as long as Shopify tries; its row is kept far longer. */
const WEBHOOKS_STAY_DAYS = 30;

const DAY_MS = 86_400_000;
const actor = { kind: "system" } as const;
const waiting = { keptAt: null, deletedAt: null };

/** What is to become of a removed shop's records. */
export interface ShopDeletion {
  shop: string;
  dueAt: Date;
  /** By whom they are kept, since when and why; null where nobody keeps them. */
  kept: { by: string; at: Date; reason: string } | null;
  deletedAt: Date | null;
  /** What there is now. */
  rows: ShopRows;
}

/** Undefined for a connection that no shop has ended. */
export async function readShopDeletion({ storeId, number }: ConnectionKey): Promise<ShopDeletion | undefined> {
  const row = await prisma().shopDeletion.findUnique({ where: { storeId_number: { storeId, number } } });
  if (!row) return undefined;
  const { shop, dueAt, deletedAt, keptAt, keptByName, keptReason } = row;
  const kept = keptAt && { at: keptAt, by: keptByName ?? "", reason: keptReason ?? "" };
  return { shop, dueAt, deletedAt, kept, rows: await countShopRecords({ storeId, shop }) };
}

/** The connections of removed shops whose records are to be deleted, or were kept: each has a page. */
export async function listShopDeletions(storeId: string): Promise<number[]> {
  const rows = await prisma().shopDeletion.findMany({ where: { storeId, deletedAt: null }, select: { number: true } });
  return rows.map(({ number }) => number);
}

/**
 * Keeps a removed shop's records, for a legal reason that an owner states.
 * @throws UserError "shopRecordsGone" where there is nothing to keep, or somebody keeps it already.
 */
export async function keepShopRecords({
  storeId,
  number,
  reason,
  actor: owner,
}: ConnectionKey & { reason: string; actor: MerchantActor }): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.shopDeletion.updateMany({
      where: { storeId, number, ...waiting },
      data: { keptAt: new Date(), keptByName: owner.name, keptReason: reason, remindedAt: null },
    });
    if (count === 0) throw new UserError("shopRecordsGone");
    await recordEvent(transaction, { storeId, type: "shop_records_kept", actor: owner, data: { number } });
  });
}

/**
 * Of all stores: reminds the owners three days before the records of a removed shop are deleted, deletes those that are due,
 * and forgets old webhooks. Nothing is deleted of a shop that is connected again, nor earlier than three days after the
 * reminder, however long no worker ran.
 */
export async function deleteRemovedShops(now = new Date()): Promise<void> {
  const soon = new Date(now.getTime() + REMINDER_DAYS * DAY_MS);
  const rows = await prisma().shopDeletion.findMany({ where: { ...waiting, dueAt: { lte: soon } }, take: 500 });
  for (const { storeId, number, shop, remindedAt, dueAt } of rows) {
    try {
      if (await isBack(storeId, shop)) {
        // Should it go again, its owners are reminded again.
        if (remindedAt) await forgetReminder({ storeId, number });
        continue;
      }
      if (!remindedAt) await remind({ storeId, number }, now, soon);
      else if (dueAt <= now) await end({ storeId, number }, shop);
    } catch (error) {
      // One store's failure keeps no other's waiting.
      logger.error({ err: error, storeId }, "a removed shop's records could not be deleted");
    }
  }
  const before = new Date(now.getTime() - WEBHOOKS_STAY_DAYS * DAY_MS);
  await prisma().shopifyWebhook.deleteMany({ where: { receivedAt: { lt: before } } });
}

/** Whether a removed shop has been connected again: what is imported from it is its merchant's to keep. */
async function isBack(storeId: string, shop: string): Promise<boolean> {
  const where = { storeId, kind: SHOPIFY, address: shopAddress(shop), state: { not: "disconnected" } } as const;
  return (await prisma().connection.count({ where })) > 0;
}

async function forgetReminder({ storeId, number }: ConnectionKey): Promise<void> {
  await prisma().shopDeletion.updateMany({ where: { storeId, number }, data: { remindedAt: null } });
}

async function remind({ storeId, number }: ConnectionKey, now: Date, dueAt: Date): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.shopDeletion.updateMany({
      where: { storeId, number, remindedAt: null, ...waiting },
      data: { remindedAt: now, dueAt },
    });
    if (count === 0) return;
    const event = { storeId, type: "shop_deletion_reminded", actor, data: { number } } as const;
    await tellOwners(transaction, storeId, { kind: "shop-deletion", eventId: await recordEvent(transaction, event) });
  });
}

async function end({ storeId, number }: ConnectionKey, shop: string): Promise<void> {
  const rows = await deleteShopRecords({ storeId, shop }, (transaction) => isWaiting(transaction, { storeId, number }));
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.shopDeletion.updateMany({
      where: { storeId, number, ...waiting },
      data: { deletedAt: new Date() },
    });
    const data = { number, rows: { ...rows } };
    if (count > 0) await recordEvent(transaction, { storeId, type: "shop_records_deleted", actor, data });
  });
}

async function isWaiting(transaction: Transaction, { storeId, number }: ConnectionKey): Promise<boolean> {
  return (await transaction.shopDeletion.count({ where: { storeId, number, ...waiting } })) > 0;
}
