import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/database";
import { putRows } from "./put-rows";
import { searchOf } from "./read-customer";
import type { OrderDraft } from "./read-orders";

/**
 * Adds a guest for each address of the orders that no customer of the store has, so that searches
 * find who only ever ordered.
 * @returns how many were added.
 */
export async function writeGuests(
  transaction: Transaction,
  storeId: string,
  orders: OrderDraft[],
  at: Date,
): Promise<number> {
  const byEmail = new Map<string, OrderDraft>();
  for (const order of orders)
    if (order.fields.emailNormalized !== null && !byEmail.has(order.fields.emailNormalized))
      byEmail.set(order.fields.emailNormalized, order);
  const known = await transaction.customer.findMany({
    where: { storeId, emailNormalized: { in: [...byEmail.keys()] } },
    select: { emailNormalized: true },
  });
  for (const { emailNormalized } of known) if (emailNormalized !== null) byEmail.delete(emailNormalized);
  const guests = [...byEmail.values()].map((order) => guestOf(storeId, order, at));
  await putRows(transaction, "customer", ["storeId", "id"], guests);
  return guests.length;
}

function guestOf(storeId: string, { fields, mailable }: OrderDraft, at: Date) {
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
    searchText: searchOf(guest),
    createdAt: at,
    updatedAt: at,
  };
}
