import type { EmailRow, OrderRow, RequestRow, Section, SectionRow } from "@/lib/customer/source";
import { translator } from "@/lib/locale";
import { escapeHtml } from "./html";

/** How a section's rows stand in HTML, in one language. */
export interface SectionHtml<S extends Section> {
  /** Opens and closes what rows stand in: a table, or nothing. */
  open: string;
  close: string;
  row(row: SectionRow<S>): string;
  /** How much of a page a row takes, in table rows. */
  weight(row: SectionRow<S>): number;
}

type Renderers = { [S in Section]: SectionHtml<S> };

/** The renderers of every section for a customer's language. */
export function sectionHtml(locale: string): Renderers {
  const t = translator(locale, "archive");
  const show = shower(locale);
  const label = (key: string) => escapeHtml(t.has(`fields.${key}` as never) ? t(`fields.${key}` as never) : key);
  /** `rendered`: values that are HTML already. */
  const facts = (row: object, skip: string[] = [], rendered: Record<string, string> = {}) => {
    const shown = Object.entries(row).filter(([key, value]) => !skip.includes(key) && !isEmpty(value));
    return `<dl>${shown.map(([key, value]) => `<dt>${label(key)}</dt><dd>${rendered[key] ?? show(key, value)}</dd>`).join("")}</dl>`;
  };
  const cards = <S extends Section>(row: (row: SectionRow<S>) => string): SectionHtml<S> => ({
    open: "",
    close: "",
    row: (value) => `<div class="card">${row(value)}</div>\n`,
    weight: () => 5,
  });
  const lineHead = ["item", "quantity", "price", "discount"]
    .map((key, index) => `<th scope="col"${index > 0 ? ' class="num"' : ""}>${label(key)}</th>`)
    .join("");
  const order = (row: OrderRow) => {
    const lines = row.lines
      .map(
        (line) =>
          `<tr><td>${escapeHtml(line.name)}${line.sku ? ` <span class="faint">${escapeHtml(line.sku)}</span>` : ""}${isEmpty(line.attributes) ? "" : `<br><span class="faint small">${show("attributes", line.attributes)}</span>`}</td>` +
          `<td class="num">${line.quantity}</td><td class="num">${show.money(line.price, row.currency)}</td><td class="num">${show.money(line.discount, row.currency)}</td></tr>`,
      )
      .join("");
    const table = lines
      ? `<table><caption class="small">${label("lines")}</caption><thead><tr>${lineHead}</tr></thead><tbody>${lines}</tbody></table>`
      : "";
    const rest = facts(row, ["name", "placedAt", "total", "lines"], {
      subtotal: show.money(row.subtotal, row.currency),
      shipping: show.money(row.shipping, row.currency),
      taxes: show.money(row.taxes, row.currency),
      discount: show.money(row.discount, row.currency),
    });
    return `<div class="order"><h3>${escapeHtml(row.name)}</h3>${show.time(row.placedAt)}<span class="num">${show.money(row.total, row.currency)}</span></div>${table}<details open><summary class="small faint">${label("details")}</summary>${rest}</details>`;
  };
  const request = (row: RequestRow) => {
    const events = row.events
      .map(
        (event) =>
          `<li>${show.time(event.at)} ${show("event", event.type)} <span class="faint">${show("actor", event.actor)}</span></li>`,
      )
      .join("");
    return `<h3>${escapeHtml(row.reference)}</h3>${facts(row, ["reference", "events"])}${events ? `<ul class="small">${events}</ul>` : ""}`;
  };
  const email = (row: EmailRow) => `<h3>${escapeHtml(row.subject)}</h3>${facts(row, ["subject"])}`;
  const consentKeys = ["at", "channel", "granted", "source", "wording"] as const;
  return {
    profile: cards((row) => facts(row)),
    addresses: cards((row) => facts(row)),
    orders: { ...cards(order), weight: (row) => 8 + row.lines.length },
    consents: {
      open: `<div class="card"><table><caption class="small">${label("consentsCaption")}</caption><thead><tr>${consentKeys.map((key) => `<th scope="col">${label(key)}</th>`).join("")}</tr></thead><tbody>`,
      close: "</tbody></table></div>\n",
      row: (row) => `<tr>${consentKeys.map((key) => `<td>${show(key, row[key])}</td>`).join("")}</tr>\n`,
      weight: () => 1,
    },
    requests: cards(request),
    emails: cards(email),
  };
}

/** Values as people read them: times, money, yes and no, lists; everything escaped. */
function shower(locale: string) {
  const t = translator(locale, "archive");
  const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  const formats = new Map<string, Intl.NumberFormat>();
  const time = (iso: string) =>
    `<time datetime="${escapeHtml(iso)}">${escapeHtml(times.format(new Date(iso)))} UTC</time>`;
  /** A currency that is no ISO 4217 code is shown as it is written. */
  const money = (amount: string, currency: string) => {
    if (!/^[A-Z]{3}$/.test(currency)) return escapeHtml(`${amount} ${currency}`);
    let format = formats.get(currency);
    if (!format) {
      format = new Intl.NumberFormat(locale, { style: "currency", currency });
      formats.set(currency, format);
    }
    return escapeHtml(format.format(amount as Intl.StringNumericLiteral));
  };
  const word = (kind: string, value: string) => {
    const key = `words.${kind}.${value}`;
    return escapeHtml(t.has(key as never) ? t(key as never) : value);
  };
  const show = (key: string, value: unknown): string => {
    if (value === null || value === undefined) return "";
    if (typeof value === "boolean") return escapeHtml(t(value ? "yes" : "no"));
    if (Array.isArray(value)) return escapeHtml(value.join(", "));
    if (typeof value === "object")
      return Object.entries(value)
        .filter(([, part]) => !isEmpty(part))
        .map(
          ([name, part]) =>
            `${escapeHtml(t.has(`fields.${name}` as never) ? t(`fields.${name}` as never) : name)}: ${show(name, part)}`,
        )
        .join("\n");
    if (/At$|^at$/.test(key) && typeof value === "string") return time(value);
    if (key in WORDS) return word(key, String(value));
    return escapeHtml(value);
  };
  return Object.assign(show, { time, money });
}

const WORDS = { kind: true, channel: true, state: true, type: true, source: true, event: true, actor: true };

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}
