import { v7 as uuidv7 } from "uuid";
import { customerSearchText, type SearchedAddress } from "@/lib/customer/customer-search-text";
import type { Transaction } from "@/lib/database";
import { putRows } from "./put-rows";
import type { OrderDraft } from "./read-orders";

/**
 * Adds a guest for each email address of the orders that no customer of the store has, so that searches
 * find people who only ever ordered, and keeps what guests are found by in step with their newest order.
 * @param orders stored already.
 * @param formerEmails what orders had that now have another.
 * @returns how many guests were added.
 */
export async function writeGuests(
  transaction: Transaction,
  storeId: string,
  orders: OrderDraft[],
  formerEmails: string[],
  at: Date,
): Promise<number> {
  const byEmail = new Map<string, OrderDraft>();
  for (const order of orders)
    if (order.fields.emailNormalized !== null && !byEmail.has(order.fields.emailNormalized))
      byEmail.set(order.fields.emailNormalized, order);
  const emails = [...new Set([...byEmail.keys(), ...formerEmails])];
  const known = await transaction.customer.findMany({
    where: { storeId, emailNormalized: { in: emails } },
    select: {
      id: true,
      kind: true,
      email: true,
      emailNormalized: true,
      phone: true,
      firstName: true,
      lastName: true,
      company: true,
      searchText: true,
    },
  });
  const addresses = await newestAddresses(transaction, storeId, emails);
  for (const { kind, id, emailNormalized, searchText: before, ...guest } of known) {
    if (emailNormalized === null) continue;
    byEmail.delete(emailNormalized);
    const searchText = customerSearchText(guest, addresses.get(emailNormalized) ?? []);
    if (kind === "guest" && searchText !== before)
      await transaction.customer.updateMany({ where: { storeId, id }, data: { searchText } });
  }
  const guests = [...byEmail].map(([email, order]) => guestOf(storeId, order, addresses.get(email) ?? [], at));
  await putRows(transaction, "customer", ["storeId", "id"], guests);
  return guests.length;
}

/** The addresses of the newest order under each email address, of those that no account is tied to. */
export async function newestAddresses(transaction: Transaction, storeId: string, emails: string[]) {
  // A query an address, in one statement: an address may have any number of orders.
  const orders = await transaction.$queryRaw<{ email: string; addresses: (SearchedAddress | null)[] }[]>`
    SELECT wanted.email, json_build_array("billing_address", "shipping_address") AS addresses
    FROM unnest(${emails}::text[]) AS wanted (email) CROSS JOIN LATERAL (
      SELECT "billing_address", "shipping_address" FROM "order"
      WHERE "store_id" = ${storeId}::uuid AND "email_normalized" = wanted.email AND "customer_id" IS NULL
      ORDER BY "placed_at" DESC, "id" DESC LIMIT 1
    ) AS newest`;
  return new Map(orders.map(({ email, addresses }) => [email, addresses]));
}

function guestOf(storeId: string, { fields, mailable }: OrderDraft, addresses: (SearchedAddress | null)[], at: Date) {
  const { email, emailNormalized, billingAddress, shippingAddress } = fields;
  const guest = {
    email,
    phone: fields.phone ?? billingAddress?.phone ?? shippingAddress?.phone ?? null,
    // An order gives a name in one piece; where to cut it would be a guess.
    firstName: billingAddress?.name ?? shippingAddress?.name ?? null,
    lastName: null,
    company: billingAddress?.company ?? null,
  };
  return {
    storeId,
    id: uuidv7(),
    kind: "guest",
    ...guest,
    emailNormalized,
    emailMailable: mailable,
    tags: [],
    attributes: {},
    searchText: customerSearchText(guest, addresses),
    createdAt: at,
    updatedAt: at,
  };
}
