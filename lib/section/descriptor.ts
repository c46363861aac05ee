import { type Field, type Fields, type Label, type OwnTitle, objectOf, type SchemaOf } from "./field";

/**
 * One kind of data on a customer. Every format of the archive, the review, redaction, the third-party scan and the
 * secret stripper read a section's shape from here, and keep no list of its fields.
 */
export interface SectionDescriptor<F extends Fields = Fields> {
  /** Its key in data.json, and its title's in the messages' `sections`. */
  name: string;
  /** What a connection calls a section of its own. */
  ownTitle?: OwnTitle;
  /** What schema.json says of it. */
  about?: string;
  /** Whether an archive has it only where a source was asked for it. */
  isOptional?: true;
  /** In the order in which a person reads them. */
  fields: F;
  schema: SchemaOf<F>;
  /** What tells a row from all others of its section, and stays the same from one export to the next; empty where nothing does. */
  key: (keyof F & string)[];
  /** What a row is called by: the first of these that it holds. */
  title: (keyof F & string)[][];
  /** The CSV's columns in the order that they have always had; a further field's come last. */
  csv: (keyof F & string)[];
  /** The field that says which source a row is from; of a section that only Dossier itself has, none. */
  sourceField?: keyof F & string;
  layout: Layout<keyof F & string>;
  /** Who the rows are about: the customer, or one address each that may be someone else's. */
  tellsOf?: "customer" | "address";
}

/** How rows look in HTML: a card each, or all in one table. */
interface Layout<Name extends string = string> {
  rows: "cards" | "table";
  /** Of a table. */
  caption?: Label;
  /** How much of a page a row takes, in lines; each entry of a list takes one more. */
  weight: number;
  /** Fields at the head of a card, and not among its facts. */
  heading?: Name[];
  /**
   * In the review, a row with a list is a line that expands: when it was, what the list holds, and the amount at its end.
   */
  line?: { at: Name; list: Name; amount?: Name };
  /** Amounts that sum up a card's list, as a receipt does: see receipt.ts. */
  sums?: Name[];
}

/** Describes a section. */
export function describeSection<const F extends Fields>(
  described: Omit<SectionDescriptor<F>, "schema">,
): SectionDescriptor<F> {
  return { ...described, schema: objectOf(described.fields) };
}

/** A row as the formats read it: a RedactionMarker replaces what is withheld. */
export type Row = Record<string, unknown>;

/** Which record a row is, as text that is compared; undefined where it does not hold its whole key. */
export function rowIdentity({ key }: SectionDescriptor, row: Row): string | undefined {
  if (key.length === 0) return undefined;
  const values = key.map((name) => row[name]);
  return values.some((held) => held === null || held === undefined) ? undefined : JSON.stringify(values);
}

/** What a row is called by, such as "#1001", a time as "2026-11-30 12:00 UTC"; undefined where it holds no such text. */
export function rowTitle({ title, fields }: SectionDescriptor, row: Row): unknown[] | undefined {
  const read = (name: string) => {
    const held = row[name];
    const isTime = fields[name]?.kind === "instant" && typeof held === "string";
    return isTime ? `${new Date(held).toISOString().slice(0, 16).replace("T", " ")} UTC` : held;
  };
  return title
    .map((names) => names.map(read).filter((held) => held !== null && held !== undefined && held !== ""))
    .find((held) => held.length > 0);
}

/** The currency of an amount in a row. */
export function currencyOf(row: Row, field?: Field): unknown {
  return row[field?.currency ?? "currency"];
}
