import type { Locale } from "@/lib/locale";
import { formatTime } from "@/lib/time-zone";
import type { Row } from "./descriptor";
import { addressParts, type Field } from "./field";
import { escapeHtml, markerHtml, textHtml } from "./html";
import { RedactionMarker } from "./redaction-marker";
import type { ReaderWords } from "./words";

/**
 * Writes a value as HTML, as its field's kind reads; all of it escaped, nothing where nothing is held.
 * @param currency that of the row, for an amount.
 */
export type ShowValue = (held: unknown, field?: Field, currency?: unknown) => string;

/** How values read in one language and time zone. */
export function showValue(
  reader: { locale: Locale; formatLocale: string; timeZone: string },
  words: ReaderWords,
): ShowValue {
  const times = { locale: reader.formatLocale, timeZone: reader.timeZone };
  const showMoney = moneyFormat(reader.locale);
  const yes = escapeHtml(words.yes);
  const no = escapeHtml(words.no);

  const show: ShowValue = (held, field, currency) => {
    if (isEmpty(held)) return "";
    if (field?.kind === "origin") return "";
    if (held instanceof RedactionMarker) return markerHtml(held);
    if (typeof held === "string") {
      switch (field?.kind) {
        case "money":
          return currency instanceof RedactionMarker
            ? `${escapeHtml(held)} ${markerHtml(currency)}`
            : showMoney(held, String(currency ?? ""));
        case "instant":
          return `<time datetime="${escapeHtml(held)}">${escapeHtml(formatTime(new Date(held), "shortTime", times))}</time>`;
        case "date":
          return `<time datetime="${escapeHtml(held)}">${escapeHtml(formatTime(new Date(held), "day", { ...times, timeZone: "UTC" }))}</time>`;
        case "file":
          return `<a href="${escapeHtml(encodeURI(held))}">${textHtml(held.replace(/^.*\//, ""))}</a>`;
        default:
          return textHtml(words.text(field, held));
      }
    }
    if (field?.kind === "offset") return "";
    if (typeof held === "boolean") return held ? yes : no;
    if (Array.isArray(held)) return held.map((part) => show(part)).join(", ");
    if (typeof held !== "object") return textHtml(held);
    return field?.kind === "address" ? showAddress(held as Row) : showNamed(held as Row);
  };

  function showNamed(held: Row): string {
    return Object.entries(held)
      .filter(([, part]) => !isEmpty(part))
      .map(([name, part]) => `${textHtml(words.label(name))}: ${showAttribute(name, part)}`)
      .join("\n");
  }

  const showAttribute = (name: string, held: unknown) =>
    typeof held === "string" ? textHtml(words.attribute(name, held)) : show(held);

  /** As on an envelope; what else the platform holds of the address below, named. */
  function showAddress(held: Row): string {
    const lines = ENVELOPE.map((parts) =>
      parts
        .map((part) => show(held[part], addressParts[part]))
        .filter(Boolean)
        .join(" "),
    );
    const rest = Object.fromEntries(Object.entries(held).filter(([name]) => !Object.hasOwn(addressParts, name)));
    return [...lines, showNamed(rest)].filter(Boolean).join("\n");
  }

  return show;
}

const ENVELOPE: (keyof typeof addressParts)[][] = [
  ["name"],
  ["company"],
  ["line1"],
  ["line2"],
  ["postalCode", "city"],
  ["province"],
  ["country"],
  ["phone"],
];

/** Amounts to their last digit. Prices come again and again, and Intl takes a hundred times as long as a look-up. */
function moneyFormat(locale: Locale): (amount: string, currency: string) => string {
  const texts = new Map<string, Map<string, string>>();
  const formats = new Map<string, Intl.NumberFormat>();

  function format(amount: string, currency: string): string {
    // A currency that is no ISO 4217 code is shown as the store wrote it.
    if (!/^[A-Z]{3}$/.test(currency)) return textHtml(`${amount} ${currency}`.trim());
    let known = formats.get(currency);
    if (!known) {
      known = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 4 });
      formats.set(currency, known);
    }
    return escapeHtml(known.format(amount as Intl.StringNumericLiteral));
  }

  return (amount, currency) => {
    let known = texts.get(currency);
    if (!known) {
      if (texts.size > 50) texts.clear();
      known = new Map();
      texts.set(currency, known);
    }
    let text = known.get(amount);
    if (text === undefined) {
      if (known.size > 5000) known.clear();
      text = format(amount, currency);
      known.set(amount, text);
    }
    return text;
  };
}

/** Whether a value is nothing to show. */
export function isEmpty(value: unknown): boolean {
  if (value instanceof RedactionMarker) return false;
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object") return false;
  for (const _ in value) return false;
  return true;
}

/** Whether an amount is zero, however it is written. */
export function isZero(amount: unknown): boolean {
  return amount === "0.00" || (typeof amount === "string" && /^-?0*(\.0*)?$/.test(amount));
}
