import { z } from "zod";
import { type Connection, connectionSource } from "@/lib/source/connection/connection";
import { notGiven } from "@/lib/source/not-given";
import { type Obstacle, rightsOf } from "@/lib/source/rights";
import type { Collector, CustomerSource } from "@/lib/source/source";
import { outboundLimits } from "@/lib/time-limits";
import { callWoo, type WooOptions } from "./call-woo";
import { erasePerson } from "./erase-person";
import { exporterSections, findPlugin, pluginSchema } from "./exporters";
import { findAccount } from "./find-one";
import { matchWoo } from "./match-woo";
import { wooSections } from "./own-sections";
import { findPerson, readOrders } from "./read-orders";
import { adminPage } from "./records";
import { readWoo, searchWoo } from "./search-woo";
import { shapeAccount, shapeAddresses, shapeGuest } from "./shape-customer";
import { shapeOrder } from "./shape-order";
import { wooOrder } from "./shapes";

/** What a check found: sections as every source says them, and the plug-in where it answered. */
const described = z.object({ sections: z.array(z.string()), plugin: pluginSchema.optional() });

const NOT_GIVEN = [notGiven("carts")];
const NO_PLUGIN = notGiven("noPlugin");

/**
 * A WooCommerce shop: REST v3, and, where Dossier's plug-in is installed, each plug-in's privacy exporter. It has no consents:
 * WooCommerce keeps none, and what a newsletter plug-in keeps comes from its exporter.
 */
export function wooSource(connection: Connection): CustomerSource {
  const name = connectionSource(connection.number);
  const { data: description } = described.safeParse(connection.description);
  const { plugin } = description ?? {};
  const { host, pathname } = new URL(connection.address);
  return {
    // Shops in two folders of a host are two shops.
    origin: { platform: "woocommerce", shop: host + pathname.replace(/\/+$/, "").toLowerCase() },
    ...{ name, title: connection.name },
    ...rightsOf(connection, { erase: missingIn(description), object: { code: "kind" } }),
    pageOf: (record) => adminPage(connection.address, record),
    erase: (who, signal) => erasePerson(connection, who, signal),
    notGiven: plugin ? NOT_GIVEN : [...NOT_GIVEN, NO_PLUGIN],
    describe: (signal) => describeWoo(connection, signal),
    search: (query, signal) => searchWoo(connection, query, signal),
    read: ({ record }, signal) => readWoo(connection, record, signal),
    match: (clues, signal, drop) => matchWoo(connection, clues, signal, drop),
    collectors: description ? wooCollectors(connection, name) : {},
    own: description ? [...wooSections(connection), ...(plugin ? exporterSections(connection, plugin) : [])] : [],
  };
}

/** Why nothing can be erased. */
function missingIn(description: z.infer<typeof described> | undefined): Obstacle | undefined {
  if (!description) return { code: "unchecked" };
  return description.plugin?.erases ? undefined : { code: "plugin" };
}

/** Asks for a row of each thing that is read: a key may be for some of them alone. */
async function describeWoo(connection: Connection, signal: AbortSignal) {
  const options: WooOptions = { signal, anyway: true, timeoutSeconds: outboundLimits.checkSeconds };
  const few = { per_page: "1", _fields: "id" };
  const ids = z.array(z.object({ id: z.int() }));
  const [plugin] = await Promise.all([
    findPlugin(connection, options),
    callWoo(connection, "wc/v3/customers", few, ids, options),
    callWoo(connection, "wc/v3/orders", few, ids, options),
  ]);
  const sections: ("profile" | "addresses" | "orders")[] = ["profile", "addresses", "orders"];
  return { sections, ...(plugin && { plugin }) };
}

function wooCollectors(connection: Connection, source: string): CustomerSource["collectors"] {
  const count = async () => undefined;
  const profile: Collector<"profile"> = {
    count,
    async *pages(subject, signal, notes) {
      const { accounts, guests } = await findPerson(connection, subject, signal, notes);
      for (const [id, record] of accounts) {
        const customer = await findAccount(connection, id, { signal }, (rows) => notes?.drop(rows));
        if (customer) yield [shapeAccount(customer, record, source)];
      }
      for (const { order, record } of guests) yield [shapeGuest(order, record, source)];
    },
  };
  const addresses: Collector<"addresses"> = {
    count,
    async *pages(subject, signal, notes) {
      const { accounts } = await findPerson(connection, subject, signal, notes);
      for (const [id, record] of accounts) {
        const customer = await findAccount(connection, id, { signal }, (rows) => notes?.drop(rows));
        const rows = customer ? shapeAddresses(customer, record, source) : [];
        if (rows.length > 0) yield rows;
      }
    },
  };
  const orders: Collector<"orders"> = {
    count,
    async *pages(subject, signal, notes) {
      for await (const page of readOrders(connection, subject, signal, notes, wooOrder))
        yield page.map(({ order, record }) => shapeOrder(order, record, source));
    },
  };
  return { profile, addresses, orders };
}
