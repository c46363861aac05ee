import type { OwnColumn, OwnRow, OwnSection } from "@/lib/source/own-section";
import type { CustomerSource, ReadingNotes, Subject } from "@/lib/source/source";
import type { Query } from "./call-shopify";
import { type Page, readConnection } from "./read-connection";
import type { Reader } from "./reader";
import { customerGid, recordsIn } from "./records";
import type { Shop } from "./shop";

export type Own = NonNullable<CustomerSource["own"]>[number];

export function column(name: string, en: string, de: string, further: Partial<OwnColumn> = {}): OwnColumn {
  return { name, title: { en, de }, type: "text", ...further };
}

/** A customer whose list is read. */
export interface Asked {
  reader: Reader;
  record: string;
  id: string;
  notes: ReadingNotes | undefined;
  /** Whether this id comes for the first time. */
  isFirst(id: string): boolean;
}

/** A section of rows that a customer has a list of. */
export function ofCustomers<Node>(
  shop: Shop,
  section: OwnSection,
  read: (asked: Asked) => AsyncIterable<Node[]>,
  toRows: (node: Node, asked: Asked) => OwnRow[] | Promise<OwnRow[]>,
): Own {
  async function* pages(subject: Subject, signal: AbortSignal, notes?: ReadingNotes) {
    const known = new Set<string>();
    const isFirst = (id: string) => known.size < known.add(id).size;
    for (const record of recordsIn(subject, shop.source).customers) {
      const asked = { reader: shop.reader({ signal }, notes), record, id: customerGid(record), notes, isFirst };
      for await (const nodes of read(asked)) {
        const rows: OwnRow[] = [];
        for (const node of nodes) for (const row of await toRows(node, asked)) rows.push({ ...row, record });
        if (rows.length > 0) yield rows;
      }
    }
  }
  return { section, collector: { pages } };
}

/** A customer's list. What comes with another customer's id is dropped. */
export function listOf<Node extends object>(
  reader: Reader,
  query: Query<{ customer?: { id: string; list: Page<Node> } | null | undefined }>,
  id: string,
  variables: Record<string, unknown> = {},
) {
  return readConnection(async (after) => {
    const customer = (await reader.ask(query, { id, after, ...variables }))?.customer;
    if (customer && customer.id !== id) reader.notes?.drop(customer.list.nodes.length);
    return customer?.id === id ? customer.list : undefined;
  });
}

/** What fits a search, which the shop may ignore. */
export function pagesByQuery<Node extends object>(reader: Reader, query: Query<{ list: Page<Node> }>, search: string) {
  return readConnection(async (after) => (await reader.ask(query, { query: search, after }))?.list);
}

/** No row, for what is another customer's. */
export function dropOne(notes: ReadingNotes | undefined): OwnRow[] {
  notes?.drop(1);
  return [];
}
