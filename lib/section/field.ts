import { z } from "zod";
import type { messagesOf } from "@/lib/locale";

type ArchiveMessages = ReturnType<typeof messagesOf>["archive"];
/** A name in the messages' `archive.fields`. */
export type Label = keyof ArchiveMessages["fields"];
/** A set in the messages' `archive.words`: codes and what they mean in the reader's words. */
export type WordSet = keyof ArchiveMessages["words"];

/**
 * What a value is. It decides how the value reads in HTML and in the review, whether it may hold another person's data,
 * and whether it may hold a secret.
 */
export type Kind =
  | "text"
  | "email"
  | "phone"
  | "personName"
  | "id"
  | "code"
  | "country"
  | "language"
  | "currency"
  | "money"
  | "number"
  | "boolean"
  | "instant"
  | "date"
  | "file"
  | "offset"
  | "origin"
  | "texts"
  | "address"
  | "attributes"
  | "list";

/** What a connection calls a section or a column of its own; English is shown where the reader's language is missing. */
export interface OwnTitle {
  en: string;
  de?: string | undefined;
}

/** One field of a row: all that any format, the review and the scans know of it. */
export interface Field<Schema extends z.ZodType = z.ZodType> {
  kind: Kind;
  schema: Schema;
  /** What schema.json says of it. */
  about?: string;
  /** Its label where that is not the field's own name. */
  label?: Label;
  /** Of a column that a connection named: what it calls it. */
  title?: OwnTitle;
  /** Of a text that nobody writes, such as a state in a connection's own words: it is not scanned for other people's data. */
  isFixed?: true;
  /** Of an amount: the field that holds its currency, where that is not "currency". */
  currency?: string;
  /** Where its codes, such as "signed_in", are said in words. */
  words?: WordSet;
  /** Of an address: where there is no profile, who pays is taken for the customer. */
  isPayer?: true;
  /** Of an amount in a list: zero is shown as a dash. */
  dashesZero?: true;
  /** Of a list. */
  list?: ListLayout & { fields: Fields };
}

export type Fields = Record<string, Field>;
export type SchemaOf<F extends Fields> = z.ZodObject<{ [Key in keyof F]: F[Key]["schema"] }>;

/** How a list within a row is laid out. */
export interface ListLayout {
  /** The columns of a table; any other field is shown below the first of these. */
  columns: string[];
  /** Fields that no page shows. */
  hidden?: string[];
  /** A CSV file of its own; without one, the list is a cell of JSON in its section's. */
  csv?: {
    file: string;
    /** The columns in the order that they have always had; a further field's come last. */
    columns: string[];
    /** Columns that say something of the row, by the row's field. */
    ofRow: Record<string, string>;
  };
}

type Options = Pick<Field, "about" | "label" | "words">;

/** Text as a person wrote it. */
export const text = (options?: Options) => field("text", z.string(), options);
export const email = (options?: Options) => field("email", z.string(), options);
export const phone = (options?: Options) => field("phone", z.string(), options);
/** The name on a postal address. */
const personName = (options?: Options) => field("personName", z.string(), options);
/** What something is known by: a number, an id, a reference. */
export const id = (options?: Options) => field("id", z.string(), options);
/** A code that is said in words; a platform's own may be any. */
export const code = (options: Options) => field("code", z.string(), options);
/** One of these codes and no other. */
export const oneOf = <const Code extends string>(codes: readonly Code[], options: Options) =>
  field("code", z.enum(codes), options);
/** ISO 3166-1, or as the store wrote it. */
export const country = (options?: Options) => field("country", z.string(), options);
/** BCP 47. */
export const language = (options?: Options) => field("language", z.string(), options);
/** ISO 4217; that of every amount of money in the row. */
export const currency = () => field("currency", z.string(), { about: "ISO 4217" });
/** A decimal string, never a float. */
export const money = (options?: Options & Pick<Field, "dashesZero">) =>
  field("money", z.string().regex(/^-?\d+(\.\d+)?$/), {
    about: "A decimal number; the currency is a separate field",
    ...options,
  });
export const number = (options?: Options) => field("number", z.int(), options);
export const boolean = (options?: Options) => field("boolean", z.boolean(), options);
export const instant = (options?: Options) =>
  field("instant", z.iso.datetime(), { about: "ISO 8601, in UTC", ...options });
/** A calendar date, of no time zone. */
export const date = (options?: Options) => field("date", z.iso.date(), options);
/** The path of a file in the archive, which holds its bytes too. */
export const file = (options?: Options) => field("file", z.string(), options);
/** How far the clock that a time was read from was ahead of UTC: data only, since pages show the store's time zone. */
export const offset = (of: string) =>
  addedLater(
    nullable(
      field("offset", z.int().min(-1439).max(1439), {
        about: `Minutes that the clock was ahead of UTC which ${of} was read from; null where that is unknown`,
        label: "offsetMinutes",
      }),
    ),
  );
/** Where a row is from: data only, since pages say it above the rows. */
const origin = (options: Options) => field("origin", z.string(), { label: "dataSource", ...options });
/** The source that a row was read from, as `searches` names it. */
export const dataSource = () => addedLater(origin({ about: "The source that the row was read from: see searches" }));
/** The record of that source that a row belongs to. */
export const record = () =>
  addedLater(
    nullable(origin({ label: "record", about: "The source's own key of the record that the row belongs to" })),
  );
export const texts = (options?: Options) => field("texts", z.array(z.string()), options);
/** A postal address: `addressParts`, and whatever else a platform holds of it. */
export const address = (options?: Options & Pick<Field, "isPayer">) =>
  field("address", z.record(z.string(), z.unknown()), options);
/** Further fields, which a platform names itself. */
export const attributes = (options?: Options) =>
  field("attributes", z.record(z.string(), z.unknown()), {
    about: "Further fields, by the platform's own names",
    ...options,
  });
export const list = <F extends Fields>(fields: F, layout: ListLayout, options?: Options) => ({
  ...field("list", z.array(objectOf(fields)), options),
  list: { fields, ...layout },
});

/** A field that may hold nothing. */
export function nullable<Schema extends z.ZodType>(held: Field<Schema>): Field<z.ZodNullable<Schema>> {
  return { ...held, schema: held.schema.nullable() };
}

/** A field that exports of earlier releases do not have. */
export function addedLater<Schema extends z.ZodType>(held: Field<Schema>): Field<z.ZodOptional<Schema>> {
  return { ...held, schema: held.schema.optional() };
}

function field<Schema extends z.ZodType>(kind: Kind, schema: Schema, options?: Partial<Field>): Field<Schema> {
  return { ...options, kind, schema };
}

/** The schema of an object with these fields. */
export function objectOf<F extends Fields>(fields: F): SchemaOf<F> {
  const shape = Object.fromEntries(Object.entries(fields).map(([name, held]) => [name, held.schema]));
  return z.object(shape) as unknown as SchemaOf<F>;
}

/** The parts of a postal address, as on an envelope. */
export const addressParts = {
  name: nullable(personName()),
  company: nullable(text()),
  line1: nullable(text()),
  line2: nullable(text()),
  postalCode: nullable(text()),
  city: nullable(text()),
  province: nullable(text()),
  country: nullable(country()),
  phone: nullable(phone()),
};

/** The fields of a list's entries that are shown below the first column. */
export function belowFirst({ fields, columns, hidden = [] }: NonNullable<Field["list"]>): string[] {
  return Object.keys(fields).filter((name) => !columns.includes(name) && !hidden.includes(name));
}

/** The field at which a JSON Pointer's steps end; undefined for what a platform named, and for an element of a list. */
export function fieldAt(fields: Fields, [name = "", ...rest]: string[]): Field | undefined {
  const held = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (rest.length === 0) return held;
  if (held?.kind === "address") return fieldAt(addressParts, rest);
  return held?.list && rest.length > 1 ? fieldAt(held.list.fields, rest.slice(1)) : undefined;
}
