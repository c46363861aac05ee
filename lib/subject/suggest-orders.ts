import { orderOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { LOOSE_COLUMNS, type LooseOrder } from "@/lib/customer/search-orders";
import { database, prisma } from "@/lib/database";
import type { LinkReason } from "@/lib/event/event-types";
import { countryOf, phoneDigits } from "@/lib/phone-number";

const MAX_ROWS = 20;
// Fewer are an extension or a slip, which many people share.
const MIN_DIGITS = 7;

/**
 * Orders that may be a customer's, since they hold the customer's phone number, and go to nobody: they have no email address
 * or one that no account has. They are only suggested, for a member of the store to link: a household shares its phone.
 */
export async function suggestOrders(storeId: string, customerId: string): Promise<LooseOrder[]> {
  const customer = await prisma().customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { phone: true, emailNormalized: true, addresses: { take: 20, select: { phone: true, country: true } } },
  });
  if (!customer) return [];
  const { phone, emailNormalized, addresses } = customer;
  const country = addresses.map((address) => countryOf(address.country)).find(Boolean);
  const digits = [...new Set([phone, ...addresses.map((address) => address.phone)])]
    .flatMap((written) => (written ? phoneDigits(written.slice(0, 60), country) : []))
    .filter((number) => number.length >= MIN_DIGITS)
    .map((number) => [...number].reverse().join(""));
  if (digits.length === 0) return [];
  // Compared from the end, since one of the two may be written without its country's code.
  const shorter = digits.flatMap((number) =>
    Array.from({ length: number.length - MIN_DIGITS + 1 }, (_, index) => number.slice(0, MIN_DIGITS + index)),
  );
  const { rows } = await database().query(
    `SELECT ${LOOSE_COLUMNS} FROM "order"
      WHERE store_id = $1 AND phone_normalized IS NOT NULL
        AND (reverse(phone_normalized) LIKE ANY($2::text[]) OR reverse(phone_normalized) = ANY($3::text[]))
        AND customer_id IS NULL AND ($4::text IS NULL OR email_normalized IS DISTINCT FROM $4)
        AND NOT EXISTS (SELECT FROM customer holder WHERE holder.store_id = $1 AND holder.kind = 'account'
                           AND holder.email_normalized = "order".email_normalized)
      ORDER BY placed_at DESC, id DESC LIMIT ${MAX_ROWS}`,
    [storeId, digits.map((number) => `${number}%`), shorter, emailNormalized],
  );
  return rows as LooseOrder[];
}

/** An order that was linked to a request, with who says so and why. */
export interface LinkedOrder extends LooseOrder {
  reason: LinkReason;
  linkedBy: string | null;
  linkedAt: Date;
}

/** The orders that were linked to a request, the newest first. */
export async function listLinkedOrders(storeId: string, requestId: string): Promise<LinkedOrder[]> {
  const links = await prisma().linkedRecord.findMany({
    where: { storeId, requestId, source: RECORDS_SOURCE },
    select: { record: true, reason: true, actorName: true, at: true },
  });
  const linkOf = new Map(links.map((link) => [orderOfRecord(link.record), link]));
  const { rows } = await database().query(
    `SELECT ${LOOSE_COLUMNS} FROM "order" WHERE store_id = $1 AND id = ANY($2::uuid[]) ORDER BY placed_at DESC, id DESC`,
    [storeId, [...linkOf.keys()].filter((id) => id !== undefined)],
  );
  return (rows as LooseOrder[]).flatMap((order) => {
    const link = linkOf.get(order.id);
    return link ? [{ ...order, reason: link.reason as LinkReason, linkedBy: link.actorName, linkedAt: link.at }] : [];
  });
}
