import { type Locale, translator } from "@/lib/locale";
import { EVERY_ROW, type Redaction } from "./redaction";
import type { Section } from "./rows";

/** A value, or in its place, or anywhere in it, what tells that it was taken out. */
type Redactable<Value, Mark> = Value extends readonly (infer Element)[]
  ? Mark | Redactable<Element, Mark>[]
  : Value extends object
    ? Mark | { [Key in keyof Value]: Redactable<Value[Key], Mark> }
    : Value | Mark;

/** A row of which any field may be taken out. */
export type RedactableRow<Row, Mark> = { [Key in keyof Row]: Redactable<Row[Key], Mark> };

/** What stands in a redacted value's place, in the customer's language: "[redacted: another person's data]". */
export function redactionMark(redaction: Pick<Redaction, "reason" | "reasonText">, locale: Locale): string {
  const t = translator(locale, "archive");
  return `[${t("redacted", { reason: redactionReasonText(redaction, locale) })}]`;
}

/** Why something was taken out, in words: for "other" the merchant's own, on one line. */
export function redactionReasonText({ reason, reasonText }: Pick<Redaction, "reason" | "reasonText">, locale: Locale) {
  const own = reason === "other" ? reasonText?.replace(/\s+/g, " ").trim() : undefined;
  return own || translator(locale, "archive")(`reasons.${reason}`);
}

/**
 * A row without what was redacted of it; the row itself where nothing was. Where two redactions meet, the wider one
 * stands. A pointer that leads to nothing in the row does nothing.
 * @param index the row's place in its section, from 0.
 * @param mark what takes the place of a value.
 */
export function redactRow<Row extends object, Mark>(
  section: Section,
  row: Row,
  index: number,
  redactions: Redaction[],
  mark: (redaction: Redaction) => Mark,
): RedactableRow<Row, Mark> {
  const concerned = redactions
    .filter((redaction) => redaction.section === section && (redaction.row === EVERY_ROW || redaction.row === index))
    .map((redaction) => ({ redaction, path: parsePointer(redaction.pointer) }))
    // The deepest first, so that no path leads through a mark; of equals the one of this row last.
    .toSorted((one, other) => other.path.length - one.path.length || one.redaction.row - other.redaction.row);
  let redacted: unknown = row;
  for (const { redaction, path } of concerned) {
    const put = mark(redaction);
    if (path.length > 0) redacted = replaceAt(redacted, path, put, redaction.row === EVERY_ROW);
    else redacted = Object.fromEntries(Object.keys(row).map((key) => [key, put]));
  }
  return redacted as RedactableRow<Row, Mark>;
}

/**
 * The keys of a JSON Pointer (RFC 6901); none for the whole. What is no pointer leads nowhere: it is read as one key
 * that no row has.
 */
export function parsePointer(pointer: string): string[] {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return ["\u0000"];
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * A copy with another value where the path leads; the same where it leads nowhere. Only keys of the row's own count,
 * so that "/__proto__" or "/constructor" reach nothing.
 */
function replaceAt(held: unknown, [key, ...rest]: string[], put: unknown, wild: boolean): unknown {
  if (key === undefined) return put;
  if (Array.isArray(held)) {
    if (wild && key === "*") return held.map((element) => replaceAt(element, rest, put, wild));
    if (!/^(0|[1-9]\d*)$/.test(key) || Number(key) >= held.length) return held;
    return held.with(Number(key), replaceAt(held[Number(key)], rest, put, wild));
  }
  if (held === null || typeof held !== "object" || !Object.hasOwn(held, key)) return held;
  return { ...held, [key]: replaceAt((held as Record<string, unknown>)[key], rest, put, wild) };
}
