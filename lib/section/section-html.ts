import type { Locale } from "@/lib/locale";
import { currencyOf, type Row, rowTitle, type SectionDescriptor } from "./descriptor";
import { belowFirst, type Field, type Fields } from "./field";
import { escapeHtml, markerHtml, textHtml } from "./html";
import { receiptOf } from "./receipt";
import { RedactionMarker, rowMarker } from "./redaction-marker";
import { isZero, type ShowValue, showValue } from "./show-value";
import { type ReaderWords, readerWords } from "./words";

/** How a section's rows read in HTML, in one language. */
export interface SectionHtml {
  /** Opens and closes what rows are in: a table, or nothing. */
  open: string;
  close: string;
  row(row: Row): string;
  /** Above the rows of one of several sources: what it is called. */
  source(name: string): string;
  /** How much of a page a row takes, in lines. */
  weight(row: Row): number;
}

/** Who reads a page: in which language, how they write dates, and in which time zone. */
export interface Reader {
  locale: Locale;
  /** The language with a region, such as en-GB. */
  formatLocale: string;
  timeZone: string;
}

/** A section's HTML for its reader. Made once a language and time zone: formats and texts are many. */
export function sectionHtml(section: SectionDescriptor, reader: Reader): SectionHtml {
  const key = `${reader.formatLocale} ${reader.timeZone}`;
  const known = made.get(key) ?? { ...tools(reader), sections: new WeakMap() };
  if (!made.has(key) && made.size >= MAX_READERS) made.clear();
  made.set(key, known);
  const { sections, ...language } = known;
  const html = sections.get(section) ?? (section.layout.rows === "table" ? inTable : inCards)(section, language);
  sections.set(section, html);
  return html;
}

/** What a language brings. */
interface Language {
  words: ReaderWords;
  show: ShowValue;
  label(name: string, field?: Field): string;
}

const MAX_READERS = 20;
const made = new Map<string, Language & { sections: WeakMap<SectionDescriptor, SectionHtml> }>();

function tools(reader: Reader): Language {
  const words = readerWords(reader.locale);
  return { words, show: showValue(reader, words), label: (name, field) => escapeHtml(words.label(name, field)) };
}

/** A card for each row: its heading, its list where amounts sum it up, a table of its facts, its other lists. */
function inCards(section: SectionDescriptor, language: Language): SectionHtml {
  const { fields, layout } = section;
  const { words, show, label } = language;
  const { heading = [], sums = [] } = layout;
  const lists = Object.keys(fields).filter((name) => fields[name]?.list);
  const facts = Object.entries(fields)
    .filter(([name, field]) => !field.list && field.kind !== "currency" && ![...heading, ...sums].includes(name))
    .map(([name, field]) => ({ name, field, head: `<tr><th scope="row">${label(name, field)}</th><td>` }));
  const tables = lists.map((name) => ({ name, table: listTable(name, fields, sums, language) }));

  function factsOf(row: Row, caption: string): string {
    let html = `<table class="facts"><caption>${caption}</caption><tbody>`;
    for (const { name, field, head } of facts) {
      const value = show(row[name], field, currencyOf(row, field));
      if (value !== "") html += `${head}${value}</td></tr>`;
    }
    return `${html}</tbody></table>`;
  }

  function headingOf(row: Row): string {
    const parts = heading.map((name) => {
      const field = fields[name];
      const value = show(row[name], field, row.currency);
      if (field?.kind === "instant") return value;
      return `<span${field?.kind === "money" ? ` class="num"` : ""}>${value}</span>`;
    });
    return `<h3 class="order">${parts.join("")}</h3>`;
  }

  function content(row: Row): string {
    const list = tables.map(({ table }) => table(row)).join("");
    if (sums.length > 0) return headingOf(row) + list + factsOf(row, escapeHtml(words.caption("details")));
    const title = rowTitle(section, row)
      ?.map((held) => show(held))
      .join(" ");
    return factsOf(row, title ?? "") + list;
  }

  return {
    open: "",
    close: "",
    row(row) {
      const marker = rowMarker(row);
      return `<div class="card">${marker ? markerHtml(marker) : content(row)}</div>\n`;
    },
    source: (name) => `<h3 class="order">${textHtml(name)}</h3>\n`,
    weight: (row) => layout.weight + lists.reduce((sum, name) => sum + lengthOf(row[name]), 0),
  };
}

/** A list within a row: a column a field, what is no column below the first, and the sums of the row at its foot. */
function listTable(name: string, fields: Fields, sums: string[], { words, show, label }: Language) {
  const of = fields[name];
  const { fields: parts = {}, columns = [] } = of?.list ?? {};
  const isNumeric = (field?: Field) => field?.kind === "number" || field?.kind === "money";
  const open = columns.map((column) => (isNumeric(parts[column]) ? `<td class="num">` : "<td>"));
  const below = of?.list ? belowFirst(of.list) : [];
  const head = columns
    .map(
      (column) =>
        `<th scope="col"${isNumeric(parts[column]) ? ` class="num"` : ""}>${label(column, parts[column])}</th>`,
    )
    .join("");
  const amount = fields[sums[0] ?? ""];
  const start =
    `<table class="${sums.length > 0 ? "lines" : "history"}"><caption>${label(name, of)}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>`;

  function further(entry: Row): string {
    let html = "";
    for (const part of below) {
      const field = parts[part];
      const value = show(entry[part], field);
      if (value === "") continue;
      if (field?.kind === "id") html += ` <span class="faint">${value}</span>`;
      else if (field?.kind === "attributes") html += `<div class="small faint">${value}</div>`;
      else html += `<div class="small faint">${escapeHtml(words.label(part, field))}: ${value}</div>`;
    }
    return html;
  }

  function entryRow(entry: unknown, currency: unknown): string {
    if (entry instanceof RedactionMarker) return `<tr><td colspan="${columns.length}">${markerHtml(entry)}</td></tr>`;
    const held = entry as Row;
    let html = "<tr>";
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index] as string;
      const field = parts[column];
      const value = held[column];
      html += open[index] + (field?.dashesZero && isZero(value) ? "–" : show(value, field, currency));
      html += index === 0 && below.length > 0 ? `${further(held)}</td>` : "</td>";
    }
    return `${html}</tr>`;
  }

  return (row: Row): string => {
    const entries = row[name] instanceof RedactionMarker ? [row[name]] : (row[name] as unknown[]);
    if (entries.length === 0 && sums.length === 0) return "";
    let html = start;
    for (const entry of entries) html += entryRow(entry, row.currency);
    html += "</tbody>";
    if (sums.length > 0) {
      html += "<tfoot>";
      for (const line of receiptOf(row))
        html +=
          `<tr><th scope="row" colspan="${columns.length - 1}">${escapeHtml(words.caption(line.label))}</th>` +
          `<td class="num">${show(line.amount, amount, row.currency)}</td></tr>`;
      html += "</tfoot>";
    }
    return `${html}</table>`;
  };
}

/** All rows in one table. */
function inTable({ fields, layout }: SectionDescriptor, { words, show, label }: Language): SectionHtml {
  const columns = Object.entries(fields).filter(([, { kind }]) => kind !== "origin");
  const heads = columns.map(([name, field]) => `<th scope="col">${label(name, field)}</th>`).join("");
  const caption = layout.caption ? `<caption>${escapeHtml(words.caption(layout.caption))}</caption>` : "";
  return {
    open: `<div class="card"><table class="history">${caption}<thead><tr>${heads}</tr></thead><tbody>\n`,
    close: "</tbody></table></div>\n",
    row(row) {
      const marker = rowMarker(row);
      if (marker) return `<tr><td colspan="${columns.length}">${markerHtml(marker)}</td></tr>\n`;
      const cells = columns.map(([name, field]) => {
        // On a narrow screen a cell is a line of its own, and "Yes" alone would say nothing.
        const named = field.kind === "boolean" ? ` data-label="${label(name, field)}"` : "";
        return `<td${named}>${show(row[name], field, currencyOf(row, field))}</td>`;
      });
      return `<tr>${cells.join("")}</tr>\n`;
    },
    source: (name) => `<tr><th scope="colgroup" colspan="${columns.length}">${textHtml(name)}</th></tr>\n`,
    weight: () => layout.weight,
  };
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 1;
}
