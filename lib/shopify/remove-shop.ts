import type { Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { queueEmails } from "@/lib/notification/queue-emails";
import { permissions } from "@/lib/sign-in/permissions";
import type { ConnectionKey } from "@/lib/source/connection/connection";

/** How long a removed shop's records stay, so that its owners can object. */
const RECORDS_STAY_DAYS = 28;

const DAY_MS = 86_400_000;
const actor = { kind: "system" } as const;

/**
 * A shop uninstalled the app (shop/redact, 48 hours after): its connection ends and its credentials are deleted at once, in
 * the caller's transaction; its records are to be deleted in 28 days. Requests, events and other sources stay: they show how
 * the store dealt with people (GDPR Article 17(3)(e)). The owners are told.
 */
export async function removeShop(
  transaction: Transaction,
  { storeId, number }: ConnectionKey,
  receivedAt: Date,
): Promise<void> {
  const connection = await transaction.connection.findUniqueOrThrow({
    where: { storeId_number: { storeId, number } },
    select: { address: true },
  });
  const { count: ended } = await transaction.connection.updateMany({
    where: { storeId, number, state: { not: "disconnected" } },
    data: { state: "disconnected", credentials: null, failures: 0, retryAt: null },
  });
  if (ended > 0) await recordEvent(transaction, { storeId, type: "connection_ended", actor, data: { number } });
  const { count } = await transaction.shopDeletion.createMany({
    data: [
      {
        ...{ storeId, number, shop: new URL(connection.address).host },
        dueAt: new Date(receivedAt.getTime() + RECORDS_STAY_DAYS * DAY_MS),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return;
  const eventId = await recordEvent(transaction, { storeId, type: "shop_removed", actor, data: { number } });
  await tellOwners(transaction, storeId, { kind: "shop-removed", eventId });
}

/** Queues an email about a removed shop to each owner. */
export async function tellOwners(
  transaction: Transaction,
  storeId: string,
  email: { kind: "shop-removed" | "shop-deletion"; eventId: string },
): Promise<void> {
  const store = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      locale: true,
      memberships: {
        where: { role: { in: permissions["settings.manage"] } },
        select: { merchant: { select: { email: true, locale: true } } },
      },
    },
  });
  await queueEmails(
    transaction,
    store.memberships.map(({ merchant: { email: to, locale } }) => ({
      ...{ storeId, audience: "store", ...email, to, locale: locale ?? store.locale },
    })),
  );
}
