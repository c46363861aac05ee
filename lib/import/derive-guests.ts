import { v7 as uuidv7 } from "uuid";
import { renameRequests, unlinkCustomer } from "@/lib/customer/customer-links";
import { customerName } from "@/lib/customer/customer-name";
import { customerSearchText } from "@/lib/customer/customer-search-text";
import type { Transaction } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { moveGuest } from "./merge-guests";
import { putRows } from "./put-rows";

/**
 * Derives the guests of some email addresses from the orders that go by them now. A guest is a customer record that is known
 * by its orders alone: the newest of them says what the guest is called. So there is a guest where an address has orders
 * and no account, and none elsewhere. Where the orders have gone (their address was corrected, they turned out to be an
 * account's, they were erased) the guest goes too, and nothing stays under the wrong address: requests that belonged to
 * the guest lose their customer and its name, as an event of each request records, and an export of them finds nothing.
 * Where an account has the address, the guest's requests move to it if it is the only one.
 * @param emails in their normal form.
 * @returns how many guests were added.
 */
export async function deriveGuests(transaction: Transaction, storeId: string, emails: string[], at: Date) {
  const wanted = [...new Set(emails)];
  if (wanted.length === 0) return 0;
  const known = await transaction.customer.findMany({
    where: { storeId, emailNormalized: { in: wanted } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { ...GUEST_FIELDS, id: true, kind: true, emailNormalized: true, createdAt: true },
  });
  const knownBy = Map.groupBy(known, ({ emailNormalized }) => emailNormalized ?? "");
  const newest = await newestOrders(transaction, storeId, wanted);
  const tied = await findTied(
    transaction,
    storeId,
    known.filter(({ kind }) => kind === "guest").map(({ id }) => id),
  );
  const changed: object[] = [];
  let added = 0;
  for (const email of wanted) {
    const alike = knownBy.get(email) ?? [];
    const accounts = alike.filter(({ kind }) => kind === "account");
    const guest = alike.find(({ kind }) => kind === "guest");
    const order = newest.get(email);
    const [account] = accounts;
    if (account) {
      if (guest && accounts.length === 1) await moveGuest(transaction, storeId, guest.id, account.id);
      else if (guest && !tied.has(guest.id)) await removeGuest(transaction, storeId, guest.id, accounts.length);
    } else if (order) {
      const fields = guestOf(order);
      const name = customerName(fields);
      const isNamed = guest && customerName(guest) === name;
      // A source that gives first and last names knows better where to cut.
      if (isNamed) Object.assign(fields, { firstName: guest.firstName, lastName: guest.lastName });
      if (guest && isSame(fields, guest)) continue;
      if (guest && !isNamed) await renameRequests(transaction, { storeId, customerId: guest.id, name });
      if (!guest) added += 1;
      changed.push({
        ...{ storeId, id: guest?.id ?? uuidv7(), kind: "guest", ...fields, emailNormalized: email },
        ...{ emailMailable: readEmailAddress(fields.email ?? email).mailable, tags: [], attributes: {} },
        ...{ createdAt: guest?.createdAt ?? at, updatedAt: at },
      });
    } else if (guest && !tied.has(guest.id)) await removeGuest(transaction, storeId, guest.id, 0);
  }
  await putRows(transaction, "customer", ["storeId", "id"], changed);
  return added;
}

/** What a guest's row says, all of it read from the newest order. */
const GUEST_FIELDS = {
  email: true,
  phone: true,
  firstName: true,
  lastName: true,
  company: true,
  searchText: true,
} as const;

interface OrderAddress {
  name?: string | null;
  company?: string | null;
  city?: string | null;
  postalCode?: string | null;
  phone?: string | null;
}

interface NewestOrder {
  email: string;
  written: string | null;
  phone: string | null;
  billing: OrderAddress | null;
  shipping: OrderAddress | null;
}

/** The newest order that goes by each address. */
async function newestOrders(transaction: Transaction, storeId: string, emails: string[]) {
  // A query an address, in one statement: an address may have any number of orders. Which go by their address is
  // GOES_BY_ADDRESS of lib/customer/by-address.ts.
  const orders = await transaction.$queryRaw<NewestOrder[]>`
    SELECT wanted.email, newest.written, newest.phone, newest.billing, newest.shipping
    FROM unnest(${emails}::text[]) AS wanted (email) CROSS JOIN LATERAL (
      SELECT email AS written, phone, billing_address AS billing, shipping_address AS shipping FROM "order"
      WHERE store_id = ${storeId}::uuid AND email_normalized = wanted.email AND customer_id IS NULL AND tie IS NULL
      ORDER BY placed_at DESC, id DESC LIMIT 1
    ) AS newest`;
  return new Map(orders.map((order) => [order.email, order]));
}

function guestOf({ written, phone, billing, shipping }: NewestOrder) {
  const guest: Omit<GuestFields, "searchText"> = {
    email: written,
    phone: phone ?? billing?.phone ?? shipping?.phone ?? null,
    // An order gives a name in one piece; where to cut it would be a guess.
    firstName: billing?.name ?? shipping?.name ?? null,
    lastName: null,
    company: billing?.company ?? null,
  };
  return { ...guest, searchText: customerSearchText(guest, [billing, shipping]) };
}

type GuestFields = Record<keyof typeof GUEST_FIELDS, string | null>;

function isSame(one: GuestFields, other: GuestFields): boolean {
  return (Object.keys(GUEST_FIELDS) as (keyof GuestFields)[]).every((field) => one[field] === other[field]);
}

/** Guests to whom the platform itself ties orders. */
async function findTied(transaction: Transaction, storeId: string, guestIds: string[]): Promise<Set<string | null>> {
  if (guestIds.length === 0) return new Set();
  const rows = await transaction.order.findMany({
    where: { storeId, customerId: { in: guestIds } },
    distinct: ["customerId"],
    select: { customerId: true },
  });
  return new Set(rows.map(({ customerId }) => customerId));
}

async function removeGuest(transaction: Transaction, storeId: string, customerId: string, matchCount: number) {
  await unlinkCustomer(transaction, { storeId, customerId, matchCount, keepName: false });
  await transaction.customer.deleteMany({ where: { storeId, id: customerId, kind: "guest" } });
}
