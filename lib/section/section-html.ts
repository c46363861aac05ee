import type { Locale } from "@/lib/locale";
import { archiveTexts } from "./archive-texts";
import { markHtml } from "./html";
import { type ArchiveRow, Mark, markOfRow } from "./mark";
import { orderHtml } from "./order-html";
import type { Section } from "./rows";
import { isEmpty, showValue } from "./show-value";

/** How a section's rows stand in HTML, in one language. */
export interface SectionHtml<S extends Section> {
  /** Opens and closes what rows stand in: a table, or nothing. */
  open: string;
  close: string;
  row(row: ArchiveRow<S>): string;
  /** How much of a page a row takes, in table rows. */
  weight(row: ArchiveRow<S>): number;
}

/** A table of names and values: the caption, then each fact with its HTML; what is not held is left out. */
export type FactsHtml = (caption: string, facts: [key: string, html: string][]) => string;

/** How every section reads in a customer's language. Made once a language: formats and texts are many. */
export function sectionHtml(locale: Locale): SectionsHtml {
  const made = known.get(locale) ?? makeSectionsHtml(locale);
  known.set(locale, made);
  return made;
}

type SectionsHtml = { [S in Section]: SectionHtml<S> };

const known = new Map<Locale, SectionsHtml>();

function makeSectionsHtml(locale: Locale): SectionsHtml {
  const texts = archiveTexts(locale);
  const show = showValue(locale, texts);
  const { field, word } = texts;

  const facts: FactsHtml = (caption, rows) => {
    const cells = rows.map(([key, html]) =>
      html === "" ? "" : `<tr><th scope="row">${field(key)}</th><td>${html}</td></tr>`,
    );
    return `<table class="facts"><caption>${caption}</caption><tbody>${cells.join("")}</tbody></table>`;
  };
  const time = (iso: string | Mark | null) => (iso === null ? "" : show.time(iso));
  const value = (held: unknown) => (isEmpty(held) ? "" : show.value(held));
  const card = <S extends Section>(
    row: (row: ArchiveRow<S>) => string,
    weight: (row: ArchiveRow<S>) => number,
  ): SectionHtml<S> => ({
    open: "",
    close: "",
    row(held) {
      const mark = markOfRow(held);
      return `<div class="card">${mark ? markHtml(mark) : row(held)}</div>\n`;
    },
    weight,
  });

  const profile = (row: ArchiveRow<"profile">) =>
    facts([row.firstName, row.lastName].filter(Boolean).map(value).join(" ") || value(row.email ?? row.id), [
      ["kind", word("kind", row.kind)],
      ...keys(row, ["firstName", "lastName", "email", "phone", "company", "locale"], value),
      ...keys(row, ["taxExempt", "tags", "note", "platformId", "id"], value),
      ["createdAt", time(row.createdAt)],
      ["updatedAt", time(row.updatedAt)],
      ["attributes", value(row.attributes)],
    ]);
  const address = (row: ArchiveRow<"addresses">) =>
    facts(
      value(row.name ?? row.company ?? row.line1 ?? row.platformId),
      keys(row, [...ADDRESS_KEYS, "isDefault", "platformId"], value),
    );
  const event = (held: Exclude<ArchiveRow<"requests">["events"], Mark>[number] | Mark) =>
    held instanceof Mark
      ? `<tr><td colspan="3">${markHtml(held)}</td></tr>`
      : `<tr><td>${show.time(held.at)}</td><td>${word("event", held.type)}</td><td>${word("actor", held.actor)}</td></tr>`;
  const request = (row: ArchiveRow<"requests">) => {
    const events = row.events instanceof Mark ? [event(row.events)] : row.events.map(event);
    const history = `<table class="history"><caption>${field("events")}</caption><thead><tr>${heads(["at", "event", "actor"], field)}</tr></thead><tbody>${events.join("")}</tbody></table>`;
    const about = facts(value(row.reference), [
      ["type", word("type", row.type)],
      ["source", word("source", row.source)],
      ["state", word("state", row.state)],
      ["email", value(row.email)],
      ["createdAt", time(row.createdAt)],
      ["verifiedAt", time(row.verifiedAt)],
      ["dueAt", time(row.dueAt)],
      ["closedAt", time(row.closedAt)],
      ["refusalReason", value(row.refusalReason)],
    ]);
    return about + (events.length > 0 ? history : "");
  };
  const email = (row: ArchiveRow<"emails">) =>
    facts(value(row.subject ?? row.to), [
      ["to", value(row.to)],
      ["state", word("state", row.state)],
      ["queuedAt", time(row.createdAt)],
      ["sentAt", time(row.sentAt)],
      ["text", value(row.text)],
    ]);
  const consent = (row: ArchiveRow<"consents">) => {
    const mark = markOfRow(row);
    if (mark) return `<tr><td colspan="5">${markHtml(mark)}</td></tr>\n`;
    return (
      `<tr><td>${show.time(row.at)}</td><td>${word("channel", row.channel)}</td><td data-label="${field("granted")}">${value(row.granted)}</td>` +
      `<td>${word("consentSource", row.source)}</td><td>${value(row.wording)}</td></tr>\n`
    );
  };

  return {
    profile: card<"profile">(profile, () => 12),
    addresses: card<"addresses">(address, () => 8),
    orders: card<"orders">(orderHtml(facts, show, field), (row) => 12 + lengthOf(row.lines)),
    consents: {
      open: `<div class="card"><table class="history"><caption>${field("consentsCaption")}</caption><thead><tr>${heads(["at", "channel", "granted", "source", "wording"], field)}</tr></thead><tbody>\n`,
      close: "</tbody></table></div>\n",
      row: consent,
      weight: () => 1,
    },
    requests: card<"requests">(request, (row) => 10 + lengthOf(row.events)),
    emails: card<"emails">(email, () => 15),
  };
}

/** The order in which an address reads. */
const ADDRESS_KEYS = [
  "name",
  "company",
  "line1",
  "line2",
  "postalCode",
  "city",
  "province",
  "country",
  "phone",
] as const;

function keys<Row>(row: Row, names: (keyof Row & string)[], value: (held: unknown) => string): [string, string][] {
  return names.map((name) => [name, value(row[name])]);
}

function lengthOf(list: unknown[] | Mark): number {
  return list instanceof Mark ? 1 : list.length;
}

function heads(names: string[], field: (key: string) => string): string {
  return names.map((name) => `<th scope="col">${field(name)}</th>`).join("");
}
