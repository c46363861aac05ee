import { readEmailAddress, storedForms } from "@/lib/email-address";
import { platformIdOf } from "@/lib/source/origin";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { Collector, ReadingNotes, Subject } from "@/lib/source/source";
import { completeOrder } from "./complete-order";
import type { OrderNode } from "./order-node";
import { orderById, ordersByQuery, ordersOfCustomer } from "./order-queries";
import { orderRow } from "./order-row";
import { readConnection } from "./read-connection";
import type { Reader } from "./reader";
import { customerGid, guestRecord, orderGid, quoted, recordsIn } from "./records";
import type { Shop } from "./shop";

/** An order that is the person's, by the record that it is of. */
interface FoundOrder {
  order: OrderNode;
  record: string;
}

/** An order that is not the person's: one that nobody asked for, or another's that was. */
type Foreign = "stray" | "another's";

/** So many of the first in a row, and the shop ignores what it is asked for: its orders may be millions. */
export const MAX_STRAYS = 100;

/** The orders of a person with all their lists: those of their accounts, and those that guests placed under a proved address. */
export function ordersCollector(shop: Shop): Collector<"orders"> {
  return {
    count: (subject) => shop.countOrders(subject),
    stated: (subject) => shop.countOrders(subject),
    async *pages(subject, signal, notes) {
      const reader = shop.reader({ signal }, notes);
      for await (const page of findOrders(shop, reader, subject, notes)) {
        const rows = [];
        for (const { order, record } of page)
          rows.push(orderRow(await completeOrder(reader, order), { source: shop.source, record }));
        yield rows;
      }
    },
  };
}

/**
 * The person's orders, each once. Whatever Shopify answers is compared again: an order that came by a customer by that
 * customer, one that came by an address by the address. Of the latter those of an account are the account's (see
 * docs/decisions/004-whose-orders.md).
 */
async function* findOrders(
  shop: Shop,
  reader: Reader,
  subject: Subject,
  notes: ReadingNotes | undefined,
): AsyncGenerator<FoundOrder[]> {
  const { customers, orders } = recordsIn(subject, shop.source);
  if (customers.length + orders.length === 0) return;
  const found = new Set<string>();
  let strays = 0;
  // Keeps the own ones; each only once, whichever way it was found.
  const sift = (nodes: OrderNode[], recordOf: (order: OrderNode) => string | Foreign): FoundOrder[] => {
    let dropped = 0;
    const own = nodes.flatMap((order) => {
      const record = recordOf(order);
      strays = record === "stray" ? strays + 1 : 0;
      if (record === "stray" || record === "another's") dropped++;
      else if (!found.has(order.id)) {
        found.add(order.id);
        return [{ order, record }];
      }
      return [];
    });
    if (dropped > 0) notes?.drop(dropped);
    if (strays > MAX_STRAYS) throw new OutboundError("malformed");
    return own;
  };
  const { withReturns } = shop;
  for (const customer of customers) {
    const id = customerGid(customer);
    let isTheirs = true;
    const pages = readConnection(async (after) => {
      const answered = (await reader.ask(ordersOfCustomer, { id, after, withReturns }))?.customer;
      isTheirs = answered?.id === id;
      return answered?.orders;
    });
    for await (const nodes of pages)
      yield sift(nodes, (order) => (isTheirs && order.customer?.id === id ? customer : "stray"));
  }
  for (const order of orders) {
    const id = orderGid(order);
    const answered = (await reader.ask(orderById, { id, withReturns }))?.order;
    const isGuests = answered?.id === id && !answered.customer;
    // An order that is an account's by now is its account's.
    if (answered) yield sift([answered], () => (isGuests ? guestRecord(order) : "another's"));
  }
  const guest = orders[0] === undefined ? undefined : guestRecord(orders[0]);
  for (const email of subject.emails) {
    for (const form of storedForms(email)) {
      const query = `email:${quoted(form)}`;
      const pages = readConnection(
        async (after) => (await reader.ask(ordersByQuery, { query, after, withReturns }))?.orders,
      );
      for await (const nodes of pages)
        yield sift(nodes, (order) => {
          if (!isUnder(order, email)) return "stray";
          const owner = order.customer ? platformIdOf(order.customer.id) : undefined;
          if (owner !== undefined) return customers.includes(owner) ? owner : "another's";
          return guest ?? guestRecord(platformIdOf(order.id));
        });
    }
  }
}

/** Whether an order has an address, compared as addresses are everywhere. */
export function isUnder({ email }: Pick<OrderNode, "email">, normalized: string): boolean {
  return email ? readEmailAddress(email).normalized === normalized : false;
}
