/**
 * HTML for a page that Shopify renders as Liquid: what is inserted is text to both, in elements and in quoted attributes.
 * Lists of such parts, and parts themselves, are inserted as they are; undefined and false are left out.
 */
export function liquid(strings: TemplateStringsArray, ...values: Inserted[]): Liquid {
  const parts = strings.map((text, index) => text + (index < values.length ? insert(values[index]) : ""));
  return new Liquid(parts.join(""));
}

type Inserted = string | number | Liquid | Liquid[] | undefined | false;

/** A part of a page, which is escaped. */
export class Liquid {
  constructor(readonly source: string) {}
}

function insert(value: Inserted): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Liquid) return value.source;
  if (Array.isArray(value)) return value.map(({ source }) => source).join("");
  return String(value).replace(/[&<>"'{}]/g, (character) => `&#${character.charCodeAt(0)};`);
}
