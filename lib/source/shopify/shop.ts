import { z } from "zod";
import { type Connection, connectionSource } from "@/lib/source/connection/connection";
import type { CallOptions } from "@/lib/source/connection/contact-again";
import type { ReadingNotes, Subject } from "@/lib/source/source";
import { numberOfOrders } from "./customer-node";
import { type Reader, readerOf } from "./reader";
import { customerGid, recordsIn } from "./records";

/** What the check of a connection said of its shop, as it is stored. */
const shopDescription = z.object({
  /** The shop's own host name, such as "northwind.myshopify.com". */
  shop: z.string(),
  /** The access scopes that were granted. */
  scopes: z.array(z.string()),
  notGiven: z.array(z.string()).optional(),
});

/** A connected shop, as the collectors read it. */
export interface Shop {
  connection: Connection;
  /** What rows say that they are from. */
  source: string;
  /** Undefined before the first check. */
  described: z.infer<typeof shopDescription> | undefined;
  has(scope: string): boolean;
  /** Whether returns may be asked for: with an order they would take it along. */
  withReturns: boolean;
  reader(options: CallOptions, notes?: ReadingNotes): Reader;
  /** How many orders Shopify says that the person's accounts have; undefined where none is linked or it says nothing. */
  countOrders(subject: Subject): Promise<number | undefined>;
}

export function shopOf(connection: Connection): Shop {
  const described = shopDescription.safeParse(connection.description).data;
  const source = connectionSource(connection.number);
  const has = (scope: string) => described?.scopes.includes(scope) ?? false;
  const reader: Shop["reader"] = (options, notes) => readerOf(connection, options, notes);
  return {
    ...{ connection, source, described, has, reader, withReturns: has("read_returns") },
    async countOrders(subject) {
      const { customers } = recordsIn(subject, source);
      let count: number | undefined;
      for (const customer of customers) {
        const id = customerGid(customer);
        const answered = (await reader({}).ask(numberOfOrders, { id }))?.customer;
        if (answered?.id === id) count = (count ?? 0) + Number(answered.numberOfOrders);
      }
      return count;
    },
  };
}
