import { moveLinks } from "@/lib/customer/customer-links";
import type { Transaction } from "@/lib/database";

/**
 * Makes one person of a guest and another customer whose email addresses turned out to be the same: an
 * account stays, and of two guests the older; the requests and orders of the other move to it.
 * @param email the normal form of the guest's address.
 * @returns whether the customer stays.
 */
export async function mergeGuests(
  transaction: Transaction,
  storeId: string,
  customer: { id: string; kind: "account" | "guest"; createdAt: Date },
  email: string,
): Promise<boolean> {
  const alike = await transaction.customer.findMany({
    where: { storeId, emailNormalized: email, id: { not: customer.id } },
    select: { id: true, kind: true, createdAt: true },
  });
  const account = alike.find(({ kind }) => kind === "account");
  const guest = alike.find(({ kind }) => kind === "guest");
  if (customer.kind === "account") {
    if (guest) await moveGuest(transaction, storeId, guest.id, customer.id);
    return true;
  }
  const kept = account ?? (guest && guest.createdAt <= customer.createdAt ? guest : undefined);
  if (kept) await moveGuest(transaction, storeId, customer.id, kept.id);
  else if (guest) await moveGuest(transaction, storeId, guest.id, customer.id);
  return !kept;
}

/** Moves what belongs to a guest to another customer. Addresses and marketing choices come with an account only. */
export async function moveGuest(transaction: Transaction, storeId: string, fromId: string, toId: string) {
  await transaction.order.updateMany({ where: { storeId, customerId: fromId }, data: { customerId: toId } });
  await moveLinks(transaction, { storeId, fromId, toId });
  await transaction.customer.deleteMany({ where: { storeId, id: fromId, kind: "guest" } });
}
