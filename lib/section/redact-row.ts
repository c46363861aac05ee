import { type Locale, translator } from "@/lib/locale";
import type { Row } from "./descriptor";
import { parsePointer } from "./pointer";
import { EVERY_ROW, type Redaction } from "./redaction";

/** What is shown in a redacted value's place, in the customer's language: "[redacted: another person's data]". */
export function markerText(redaction: Pick<Redaction, "reason" | "reasonText">, locale: Locale): string {
  const t = translator(locale, "archive");
  return `[${t("redacted", { reason: redactionReasonText(redaction, locale) })}]`;
}

/** Why something was redacted, in words: for "other" the merchant's own, on one line. */
export function redactionReasonText({ reason, reasonText }: Pick<Redaction, "reason" | "reasonText">, locale: Locale) {
  const own = reason === "other" ? reasonText?.replace(/\s+/g, " ").trim() : undefined;
  return own || translator(locale, "archive")(`reasons.${reason}`);
}

/**
 * A row without what was redacted of it; the row itself where nothing was. Where two redactions meet, the wider one
 * counts. A pointer that leads to nothing in the row does nothing.
 * @param index the row's place in its section, from 0.
 * @param markerOf what takes the place of a value.
 */
export function redactRow(
  section: string,
  row: object,
  index: number,
  redactions: Redaction[],
  markerOf: (redaction: Redaction) => unknown,
): Row {
  const concerned = redactions
    .filter((redaction) => redaction.section === section && (redaction.row === EVERY_ROW || redaction.row === index))
    .map((redaction) => ({ redaction, path: parsePointer(redaction.pointer) }))
    // The deepest first, so that no path leads through a marker; of equals the one of this row last.
    .toSorted((one, other) => other.path.length - one.path.length || one.redaction.row - other.redaction.row);
  let redacted: unknown = row;
  for (const { redaction, path } of concerned) {
    const marker = markerOf(redaction);
    if (path.length > 0) redacted = replaceAt(redacted, path, marker, redaction.row === EVERY_ROW);
    else redacted = Object.fromEntries(Object.keys(row).map((key) => [key, marker]));
  }
  return redacted as Row;
}

/**
 * A copy with another value where the path leads; the same where it leads nowhere. Only the row's own keys count, so
 * that "/__proto__" or "/constructor" reach nothing.
 */
function replaceAt(held: unknown, [key, ...rest]: string[], value: unknown, everyRow: boolean): unknown {
  if (key === undefined) return value;
  if (Array.isArray(held)) {
    if (everyRow && key === "*") return held.map((element) => replaceAt(element, rest, value, everyRow));
    if (!/^(0|[1-9]\d*)$/.test(key) || Number(key) >= held.length) return held;
    return held.with(Number(key), replaceAt(held[Number(key)], rest, value, everyRow));
  }
  if (held === null || typeof held !== "object" || !Object.hasOwn(held, key)) return held;
  return { ...held, [key]: replaceAt((held as Record<string, unknown>)[key], rest, value, everyRow) };
}
