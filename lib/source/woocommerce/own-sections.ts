import { z } from "zod";
import type { Connection } from "@/lib/source/connection/connection";
import type { OwnColumn, OwnRow, OwnSection } from "@/lib/source/own-section";
import type { ReadingNotes, RowSource, Subject } from "@/lib/source/source";
import { callWoo } from "./call-woo";
import { readList } from "./read-list";
import { findPerson, readOrders } from "./read-orders";
import { readTime } from "./shape-order";
import { ORDER_HEAD_FIELDS, wooDownload, wooNote, wooOrderHead, wooRefund } from "./shapes";

type OwnCollectors = NonNullable<RowSource["own"]>;
type ReadPages = OwnCollectors[number]["collector"]["pages"];

const order: OwnColumn = { name: "order", title: { en: "Order", de: "Bestellung" }, type: "text" };
const id: OwnColumn = { name: "id", title: { en: "ID", de: "Nummer" }, type: "text" };

const refundSection: OwnSection = {
  key: "refunds",
  title: { en: "Refunds", de: "Erstattungen" },
  columns: [
    id,
    order,
    { name: "at", title: { en: "Refunded", de: "Erstattet am" }, type: "time" },
    { name: "amount", title: { en: "Amount", de: "Betrag" }, type: "money", currency: "currency" },
    { name: "currency", title: { en: "Currency", de: "Währung" }, type: "text" },
    { name: "reason", title: { en: "Reason", de: "Grund" }, type: "text", freeText: true },
  ],
};

const noteSection: OwnSection = {
  key: "order-notes",
  title: { en: "Notes on orders", de: "Notizen zu Bestellungen" },
  columns: [
    id,
    order,
    { name: "at", title: { en: "Written", de: "Geschrieben am" }, type: "time" },
    { name: "author", title: { en: "Author", de: "Verfasst von" }, type: "text" },
    { name: "note", title: { en: "Note", de: "Notiz" }, type: "text", freeText: true },
    { name: "sent", title: { en: "Sent to the customer", de: "Dem Kunden gesendet" }, type: "boolean" },
  ],
};

const downloadSection: OwnSection = {
  key: "downloads",
  title: { en: "Downloads", de: "Downloads" },
  columns: [
    id,
    order,
    { name: "product", title: { en: "Product", de: "Produkt" }, type: "text" },
    { name: "file", title: { en: "File", de: "Datei" }, type: "text" },
    { name: "remaining", title: { en: "Downloads left", de: "Verbleibende Downloads" }, type: "text" },
    { name: "expires", title: { en: "Access ends", de: "Zugang endet" }, type: "text" },
  ],
};

/** What WooCommerce holds of a person besides the sections that all sources share. */
export function wooSections(connection: Connection): OwnCollectors {
  const collector = (section: OwnSection, pages: ReadPages) => ({ section, collector: { pages } });
  return [
    collector(refundSection, (...asked) => readRefunds(connection, ...asked)),
    collector(noteSection, (...asked) => readNotes(connection, ...asked)),
    collector(downloadSection, (...asked) => readDownloads(connection, ...asked)),
  ];
}

async function* ordersOf(connection: Connection, subject: Subject, signal: AbortSignal, notes?: ReadingNotes) {
  for await (const page of readOrders(connection, subject, signal, notes, wooOrderHead, ORDER_HEAD_FIELDS)) yield* page;
}

/** A refund is compared with the ids that its order lists. */
async function* readRefunds(connection: Connection, subject: Subject, signal: AbortSignal, notes?: ReadingNotes) {
  for await (const { order, record } of ordersOf(connection, subject, signal)) {
    if (order.refunds.length === 0) continue;
    const listed = new Set(order.refunds.map((refund) => refund.id));
    for await (const page of readList(connection, `wc/v3/orders/${order.id}/refunds`, {}, wooRefund, signal)) {
      const own = page.filter((refund) => listed.has(refund.id));
      if (own.length < page.length) notes?.drop(page.length - own.length);
      const rows = own.map(({ id, amount, reason, date_created_gmt }): OwnRow => {
        const at = readTime(date_created_gmt);
        const money = { amount, currency: order.currency.toUpperCase() };
        return { id: String(id), order: order.number, at, ...money, reason: reason || null, record };
      });
      if (rows.length > 0) yield rows;
    }
  }
}

/** A note says by its links alone which order it is of; WooCommerce gives all of an order's at once. */
async function* readNotes(connection: Connection, subject: Subject, signal: AbortSignal, notes?: ReadingNotes) {
  for await (const { order, record } of ordersOf(connection, subject, signal)) {
    const path = `wc/v3/orders/${order.id}/notes`;
    const given = (await callWoo(connection, path, {}, z.array(wooNote), { signal }))?.body ?? [];
    const own = given.filter(({ _links }) => _links?.up?.some(({ href }) => href.endsWith(`/orders/${order.id}`)));
    if (own.length < given.length) notes?.drop(given.length - own.length);
    const rows = own.map(({ id, author, note, customer_note, date_created_gmt }): OwnRow => {
      const at = readTime(date_created_gmt);
      return { id: String(id), order: order.number, at, author, note, sent: customer_note ?? null, record };
    });
    if (rows.length > 0) yield rows;
  }
}

/** The files of the person's accounts, each of which is compared by its order. */
async function* readDownloads(connection: Connection, subject: Subject, signal: AbortSignal, notes?: ReadingNotes) {
  const { accounts } = await findPerson(connection, subject, signal);
  if (accounts.size === 0) return;
  const numbers = new Map<number, string>();
  for await (const { order } of ordersOf(connection, subject, signal)) numbers.set(order.id, order.number);
  for (const [account, record] of accounts) {
    const path = `wc/v3/customers/${account}/downloads`;
    // Where the account is gone, so are its downloads; its profile says so.
    const options = { signal, absent: [404] };
    const given = (await callWoo(connection, path, {}, z.array(wooDownload), options))?.body ?? [];
    const own = given.filter(({ order_id }) => numbers.has(order_id));
    if (own.length < given.length) notes?.drop(given.length - own.length);
    const rows = own.map((file): OwnRow => {
      const { download_id, product_name, download_name, order_id, downloads_remaining, access_expires_gmt } = file;
      const access = { remaining: downloads_remaining || null, expires: access_expires_gmt || null };
      const named = { product: product_name, file: download_name, order: numbers.get(order_id) ?? null };
      return { id: `${order_id}-${download_id}`, ...named, ...access, record };
    });
    if (rows.length > 0) yield rows;
  }
}
