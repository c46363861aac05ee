import { createHash } from "node:crypto";
import { convert } from "html-to-text";
import { z } from "zod";
import type { Connection } from "@/lib/source/connection/connection";
import { notGiven } from "@/lib/source/not-given";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { OwnRow, OwnSection } from "@/lib/source/own-section";
import type { ReadingNotes, RowSource, Subject } from "@/lib/source/source";
import { truncate } from "@/lib/storable-text";
import { callWoo, type WooOptions } from "./call-woo";
import { isAnothers } from "./find-one";
import { findPerson } from "./read-orders";
import { wpExport, wpExporters } from "./shapes";

/** WooCommerce's keys open namespaces that begin with "wc-", application passwords both. */
export const ROUTES = ["wc-dossier/v1", "dossier/v1"] as const;

/** What the plug-in offers, as a connection's description keeps it. */
export const pluginSchema = z.object({ route: z.enum(ROUTES), exporters: wpExporters, erases: z.boolean().optional() });
export type Plugin = z.infer<typeof pluginSchema>;

/** Sections of a connection are few: the exporters beyond these share the last one. */
const MAX_SECTIONS = 16;
/** Where an exporter that goes on for ever ends. */
const MAX_PAGES = 1000;

/**
 * The exporters that the shop's plug-ins register, and whether there are erasers for this key too, which version 1.1 of
 * Dossier's plug-in has; undefined where it is missing, or not for this key.
 */
export async function findPlugin(connection: Connection, options: WooOptions): Promise<Plugin | undefined> {
  for (const route of ROUTES) {
    const asked = { ...options, absent: [401, 403, 404] };
    const answer = await callWoo(connection, `${route}/exporters`, {}, wpExporters, asked);
    if (!answer) continue;
    const erasers = await callWoo(connection, `${route}/erasers`, {}, wpExporters, asked);
    return { route, exporters: answer.body, erases: erasers !== undefined };
  }
  return undefined;
}

/** One section for each exporter: rows of group, item, name and value, as its plug-in writes them for people. */
export function exporterSections(connection: Connection, { route, exporters }: Plugin): NonNullable<RowSource["own"]> {
  const alone = exporters.length > MAX_SECTIONS ? exporters.slice(0, MAX_SECTIONS - 1) : exporters;
  const others = exporters.slice(alone.length).map(({ key }) => key);
  const groups = alone.map(({ key, name }) => ({
    title: { en: title(name) },
    key: sectionKey(key),
    keys: [key],
  }));
  const further = { title: { en: "Other plug-ins", de: "Weitere Plug-ins" }, key: "other-exporters", keys: others };
  return [...groups, ...(others.length > 0 ? [further] : [])].map(({ keys, ...named }) => ({
    section: { ...named, columns: COLUMNS },
    collector: { pages: (...asked) => readExporters(connection, { route, keys }, ...asked) },
  }));
}

const COLUMNS: OwnSection["columns"] = [
  { name: "group", title: { en: "Group", de: "Gruppe" }, type: "text" },
  { name: "item", title: { en: "Item", de: "Eintrag" }, type: "text" },
  { name: "name", title: { en: "Field", de: "Feld" }, type: "text" },
  { name: "value", title: { en: "Value", de: "Wert" }, type: "text", freeText: true },
];

/** The same for ever, whichever plug-ins come and go; what is not its exporter's whole key ends in a hash of it. */
function sectionKey(key: string): string {
  if (/^[a-z0-9-]{1,28}$/.test(key)) return `wp-${key}`;
  const slug = key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 19);
  return `wp-${slug}-${createHash("sha256").update(key).digest("hex").slice(0, 8)}`;
}

function title(name: string): string {
  return truncate(plainText(name).trim(), 80) || "WordPress";
}

/**
 * Asks exporters for one address after another: those that were proved, and the linked guests'. What an exporter gives names
 * no address that it could be compared with, and holds an account's data too: a guest's address that nobody proved and that
 * another account has is not asked for.
 */
async function* readExporters(
  connection: Connection,
  { route, keys }: { route: Plugin["route"]; keys: string[] },
  subject: Subject,
  signal: AbortSignal,
  notes?: ReadingNotes,
): AsyncGenerator<OwnRow[]> {
  const { emails, accounts, guests } = await findPerson(connection, subject, signal);
  const [first = null] = [...accounts.values(), ...guests.map(({ record }) => record)];
  for (const [email, record = first] of emails) {
    const isProved = subject.emails.includes(email);
    if (!isProved && (await isAnothers(connection, email, accounts, { signal }))) {
      notes?.withhold(notGiven("guestsPlugins"));
      continue;
    }
    for (const exporter of keys) {
      let before = "";
      for (let page = 1; ; page++) {
        if (page > MAX_PAGES) throw new OutboundError("malformed");
        const query = { email, exporter, page: String(page) };
        const answer = await callWoo(connection, `${route}/export`, query, wpExport, { signal });
        const { data = [], done = true } = answer?.body ?? {};
        const text = data.length > 0 ? JSON.stringify(data) : "";
        if (text !== "" && text === before) throw new OutboundError("malformed");
        before = text;
        const rows = data.flatMap(({ group_label, item_id, data: fields }) =>
          fields.map(({ name, value }): OwnRow => {
            const place = { group: plainText(group_label), item: item_id, record };
            return { ...place, name: plainText(name), value: plainText(value) };
          }),
        );
        if (rows.length > 0) yield rows;
        if (done) break;
      }
    }
  }
}

/** A text that was written for a page, as plain text: entities decoded, tags gone, a link as its address. */
export function plainText(value: unknown): string {
  const text = typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value);
  if (!/[<&]/.test(text)) return text;
  const a = { selector: "a", options: { hideLinkHrefIfSameAsText: true } };
  return convert(text, {
    wordwrap: false,
    preserveNewlines: true,
    selectors: [a, { selector: "img", format: "skip" }],
  });
}
