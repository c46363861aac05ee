import type { Row, SectionDescriptor } from "@/lib/section/descriptor";
import { descriptors, type SectionRow } from "@/lib/section/sections";
import { type Connection, connectionSource } from "@/lib/source/connection/connection";
import { notGiven } from "@/lib/source/not-given";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { type OwnRow, readOwnRow } from "@/lib/source/own-section";
import type { Collector, OwnCollector, ReadingNotes, Subject } from "@/lib/source/source";
import { readRow } from "@/lib/source/web-service/read-row";
import { askVendure, type VendureQuery } from "./ask-vendure";
import type { VendureDescription, VendureSection } from "./description";
import { type CustomersList, readAddresses, readHistory, readOrderHistory, readOrders, readProfile } from "./queries";
import { historySection, toAddress, toHistoryRow, toOrder, toProfile } from "./to-row";

/** What reads one customer: asks, and notes what the key may not read. */
interface Reading {
  ask<T>(query: VendureQuery<T>): Promise<T>;
  record: string;
  notes: ReadingNotes | undefined;
}

// A server that goes on for ever ends here.
const MAX_PAGES = 5000;

type Pages = (reading: Reading) => AsyncIterable<Row[]>;

/** The collectors of a connected Vendure, by section. */
export function vendureCollectors(connection: Connection, description: VendureDescription) {
  const pages: Record<VendureSection, Pages> = {
    profile: (reading) => readOne(reading, readProfile(reading.record, description), (one) => [toProfile(one)]),
    addresses: (reading) =>
      readOne(reading, readAddresses(reading.record), ({ addresses }) =>
        (addresses ?? []).map((saved) => toAddress(saved, reading.record)),
      ),
    orders: (reading) => readOrderRows(reading, description),
  };
  return Object.fromEntries(
    description.sections.map((section) => [section, collectorOf(connection, section, pages[section])]),
  );
}

/** The collector of the section that is Vendure's own. */
export function vendureHistory(connection: Connection, description: VendureDescription): OwnCollector {
  return {
    section: historySection,
    collector: {
      async *pages(subject, signal, notes) {
        for (const reading of readings(connection, subject, signal, notes))
          for await (const page of readHistories(reading, description)) {
            const rows = page.map((row) => readOwnRow(historySection, row));
            if (rows.some((row) => row === undefined)) throw new OutboundError("malformed");
            if (rows.length > 0) yield rows as OwnRow[];
          }
      },
    },
  };
}

function collectorOf<S extends VendureSection>(connection: Connection, section: S, pagesOf: Pages): Collector<S> {
  const descriptor: SectionDescriptor = descriptors[section];
  const source = connectionSource(connection.number);
  return {
    count: async () => undefined,
    async *pages(subject, signal, notes) {
      for (const reading of readings(connection, subject, signal, notes))
        for await (const page of pagesOf(reading)) {
          const rows = page.map((row) => readRow(descriptor, { ...row, source }));
          if (rows.some((row) => row === undefined)) throw new OutboundError("malformed");
          if (rows.length > 0) yield rows as SectionRow<S>[];
        }
    },
  };
}

function readings(
  connection: Connection,
  { liveRecords = [] }: Subject,
  signal: AbortSignal,
  notes: ReadingNotes | undefined,
): Reading[] {
  const name = connectionSource(connection.number);
  const ask: Reading["ask"] = async (query) => {
    const { data, withheld } = await askVendure(connection, query, { signal });
    for (const path of withheld) notes?.withhold(notGiven("notAllowed", path));
    return data;
  };
  return liveRecords.flatMap(({ source, record }) => (source === name ? [{ ask, record, notes }] : []));
}

/** What one answer says of a customer; nothing where it is another's, or where there is no such customer any more. */
async function* readOne<T extends { id: string }>(
  { ask, record, notes }: Reading,
  query: VendureQuery<{ customer?: T | null | undefined }>,
  toRows: (customer: T) => Row[],
): AsyncGenerator<Row[]> {
  const { customer } = await ask(query);
  if (!customer) return;
  const rows = toRows(customer);
  if (customer.id === record) yield rows;
  else notes?.drop(rows.length);
}

async function* readOrderRows({ ask, record, notes }: Reading, description: VendureDescription) {
  for await (const page of readList(ask, readOrders(record, description))) {
    const own = page.customer === record ? page.items.filter((order) => order.customer?.id === record) : [];
    if (own.length < page.items.length) notes?.drop(page.items.length - own.length);
    yield own.map((order) => toOrder(order, record, description.moneyPrecision));
  }
}

/** The customer's own history, then that of each order. */
async function* readHistories(reading: Reading, description: VendureDescription): AsyncGenerator<Row[]> {
  const { ask, record, notes } = reading;
  for await (const page of readList(ask, readHistory(record)))
    if (page.customer === record) yield page.items.map((entry) => toHistoryRow(entry, null));
    else notes?.drop(page.items.length);
  // Its orders again, of which only their ids are used: what was dropped of them has been counted.
  for await (const orders of readOrderRows({ ...reading, notes: undefined }, description))
    for (const { platformId, name } of orders)
      for await (const page of readList(ask, readOrderHistory(String(platformId))))
        if (page.customer === record) yield page.items.map((entry) => toHistoryRow(entry, String(name)));
        else notes?.drop(page.items.length);
}

/**
 * A list to its end, each item once, although it grows or shrinks in between: what is deleted moves all behind it forward.
 * @throws OutboundError "malformed" where a page brings nothing new before the end.
 */
async function* readList<T extends { id: string }>(
  ask: Reading["ask"],
  query: { query: string; variables: Record<string, unknown>; schema: VendureQuery<CustomersList<T>>["schema"] },
): AsyncGenerator<CustomersList<T>> {
  const seen = new Set<string>();
  let total = Number.POSITIVE_INFINITY;
  let skip = 0;
  for (let asked = 0; skip < total; asked++) {
    const page = await ask({ ...query, variables: { ...query.variables, skip } });
    const gone = Number.isFinite(total) ? Math.max(0, total - page.totalItems) : 0;
    total = page.totalItems;
    if (asked > MAX_PAGES) throw new OutboundError("malformed");
    if (gone > 0) {
      skip = Math.max(0, skip - gone);
      continue;
    }
    const items = page.items.filter(({ id }) => !seen.has(id));
    for (const { id } of items) seen.add(id);
    if (items.length > 0) yield { ...page, items };
    else if (skip < total) throw new OutboundError("malformed");
    skip += page.items.length;
  }
}
