import type { z } from "zod";
import { readEmailAddress, storedForms } from "@/lib/email-address";
import { type Connection, connectionSource } from "@/lib/source/connection/connection";
import type { ReadingNotes, Subject } from "@/lib/source/source";
import { findOrder, ORDER_STATUSES } from "./find-one";
import { readList } from "./read-list";
import { accountOf, guestRecord, orderOf } from "./records";
import type { WooOrderHead } from "./shapes";

/** Whose orders, notes and the like are read of a shop: what the linked records and the proved addresses say. */
export interface Person {
  accounts: Map<number, string>;
  guests: { record: string; order: WooOrderHead }[];
  /** In their normal form, each with the guest's record that it is of, where it is one's. */
  emails: Map<string, string | undefined>;
}

/** The records of this connection that are linked. */
function linkedRecords({ number }: Connection, { liveRecords = [] }: Subject): string[] {
  const source = connectionSource(number);
  return liveRecords.flatMap((one) => (one.source === source ? [one.record] : []));
}

/**
 * Who the linked records are. An account's own address brings nothing by itself, since anyone can register under another's;
 * a guest is whoever has the address of their order.
 */
export async function findPerson(
  connection: Connection,
  subject: Subject,
  signal: AbortSignal,
  notes?: ReadingNotes,
): Promise<Person> {
  const records = linkedRecords(connection, subject);
  const emails: Person["emails"] = new Map(records.length > 0 ? subject.emails.map((email) => [email, undefined]) : []);
  const accounts: Person["accounts"] = new Map();
  const guests: Person["guests"] = [];
  for (const record of records) {
    const account = accountOf(record);
    if (account !== undefined) accounts.set(account, record);
    const orderId = orderOf(record);
    const order = orderId && (await findOrder(connection, orderId, { signal }, (rows) => notes?.drop(rows)));
    if (!order) continue;
    guests.push({ record, order });
    const { normalized } = readEmailAddress(order.billing.email);
    // One that an account took over is its order from then on, and says nothing of the others.
    if (normalized !== "" && order.customer_id === 0) emails.set(normalized, record);
  }
  return { accounts, guests, emails };
}

/**
 * The orders of a person, each once: those of their accounts, by the account's id, and those that guests gave one of their
 * addresses for. WooCommerce's search finds more than it was asked for, and ignores filters that it does not know: each
 * order is compared again, others are dropped and counted.
 * @param schema what is read of an order, and `fields` what is asked for.
 */
export async function* readOrders<T extends WooOrderHead>(
  connection: Connection,
  subject: Subject,
  signal: AbortSignal,
  notes: ReadingNotes | undefined,
  schema: z.ZodType<T>,
  fields?: string,
): AsyncGenerator<{ order: T; record: string }[]> {
  const { accounts, guests, emails } = await findPerson(connection, subject, signal, notes);
  const addressOf = ({ billing }: T) => readEmailAddress(billing.email).normalized;
  const lists: { query: Record<string, string>; recordOf: (order: T) => string | undefined }[] = [
    ...[...accounts].map(([id, record]) => ({
      query: { customer: String(id) },
      recordOf: (order: T) => (order.customer_id === id ? record : undefined),
    })),
    ...guests.map(({ record, order: { id } }) => ({
      query: { include: String(id) },
      recordOf: (order: T) => (order.id === id ? record : undefined),
    })),
    ...[...emails].flatMap(([email, record]) =>
      storedForms(email).map((search) => ({
        query: { search },
        recordOf: (order: T) =>
          order.customer_id === 0 && addressOf(order) === email ? (record ?? guestRecord(order.id)) : undefined,
      })),
    ),
  ];
  const own = new Set<number>();
  const others = new Set<number>();
  for (const { query, recordOf } of lists)
    for (const status of ORDER_STATUSES) {
      const asked = { ...query, status, ...(fields && { _fields: fields }) };
      for await (const page of readList(connection, "wc/v3/orders", asked, schema, signal)) {
        const found = page.flatMap((order) => {
          const record = own.has(order.id) ? undefined : recordOf(order);
          if (record === undefined) others.add(order.id);
          return record === undefined ? [] : [{ order, record }];
        });
        for (const { order } of found) own.add(order.id);
        if (found.length > 0) yield found;
      }
    }
  const dropped = [...others].filter((id) => !own.has(id)).length;
  if (dropped > 0) notes?.drop(dropped);
}
