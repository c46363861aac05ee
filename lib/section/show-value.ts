import type { Locale } from "@/lib/locale";
import type { ArchiveTexts } from "./archive-texts";
import { escapeHtml, markHtml } from "./html";
import { Mark } from "./mark";

/** How values read in HTML; everything escaped. */
export interface ShowValue {
  /** An instant, in words and exactly. */
  time(iso: string | Mark): string;
  /** An amount, to its last digit. */
  money(amount: string | Mark, currency: string | Mark): string;
  /** A postal address as it stands on an envelope; what else the platform holds of it below, named. */
  address(address: Record<string, unknown> | Mark | null): string;
  /** Any value of a platform's own: texts, lists, further fields. */
  value(value: unknown): string;
}

/** The ways in which one language writes values. */
export function showValue(locale: Locale, texts: ArchiveTexts): ShowValue {
  const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  const amounts = new Map<string, Map<string, string>>();
  const formats = new Map<string, Intl.NumberFormat>();

  function format(amount: string, currency: string): string {
    // A currency that is no ISO 4217 code is shown as the store wrote it.
    if (!/^[A-Z]{3}$/.test(currency)) return escapeHtml(`${amount} ${currency}`.trim());
    let known = formats.get(currency);
    if (!known) {
      known = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 4 });
      formats.set(currency, known);
    }
    return escapeHtml(known.format(amount as Intl.StringNumericLiteral));
  }

  function value(held: unknown): string {
    if (typeof held === "string") return escapeHtml(held);
    if (held === null || held === undefined) return "";
    if (held instanceof Mark) return markHtml(held);
    if (typeof held === "boolean") return held ? texts.yes : texts.no;
    if (Array.isArray(held)) return held.map(value).join(", ");
    if (typeof held !== "object") return escapeHtml(held);
    return Object.entries(held)
      .filter(([, part]) => !isEmpty(part))
      .map(([name, part]) => `${texts.field(name)}: ${value(part)}`)
      .join("\n");
  }

  function address(held: Record<string, unknown> | Mark | null): string {
    if (held === null) return "";
    if (held instanceof Mark) return markHtml(held);
    const lines = ENVELOPE.map((keys) =>
      keys
        .map((key) => value(held[key]))
        .filter(Boolean)
        .join(" "),
    );
    const known = new Set<string>(ENVELOPE.flat());
    const rest = Object.fromEntries(Object.entries(held).filter(([key]) => !known.has(key)));
    return [...lines, value(rest)].filter(Boolean).join("\n");
  }

  return {
    address,
    time: (iso) =>
      iso instanceof Mark
        ? markHtml(iso)
        : `<time datetime="${escapeHtml(iso)}">${escapeHtml(times.format(new Date(iso)))} UTC</time>`,
    // Prices come again and again, and Intl takes a hundred times as long as a look-up.
    money(amount, currency) {
      if (amount instanceof Mark) return markHtml(amount);
      if (currency instanceof Mark) return `${escapeHtml(amount)} ${markHtml(currency)}`;
      let known = amounts.get(currency);
      if (!known) {
        if (amounts.size > 50) amounts.clear();
        known = new Map();
        amounts.set(currency, known);
      }
      let text = known.get(amount);
      if (text === undefined) {
        if (known.size > 5000) known.clear();
        text = format(amount, currency);
        known.set(amount, text);
      }
      return text;
    },
    value,
  };
}

const ENVELOPE = [
  ["name"],
  ["company"],
  ["line1"],
  ["line2"],
  ["postalCode", "city"],
  ["province"],
  ["country"],
  ["phone"],
];

/** Whether a value is nothing to show. */
export function isEmpty(value: unknown): boolean {
  if (value instanceof Mark) return false;
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object") return false;
  for (const _ in value) return false;
  return true;
}
