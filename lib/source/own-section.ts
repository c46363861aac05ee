import { z } from "zod";
import type { OwnTitle } from "@/lib/section/field";
import { isStorable } from "@/lib/storable-text";

/** A section of a connection's own, such as the tickets of a help desk: what it is called, and what its rows hold. */
export interface OwnSection {
  /** Within the connection: `[a-z][a-z0-9-]{0,30}`. Archives say `NUMBER-KEY`, such as "2-tickets". */
  key: string;
  title: OwnTitle;
  /** In the order in which a person reads them. */
  columns: OwnColumn[];
}

/** One column of a section of a connection's own. */
export interface OwnColumn {
  /**
   * Its key in a row. A column named "id" tells a row from all others of its section, and stays the same from one export
   * to the next; without one, all columns together do.
   */
  name: string;
  title: OwnTitle;
  type: "text" | "integer" | "decimal" | "boolean" | "time" | "money";
  /** A text as a person wrote it: it is searched for other people's data. */
  freeText?: true | undefined;
  /** Of money: the column that holds its ISO 4217 code. */
  currency?: string | undefined;
}

/** A row by its columns' names: a decimal and money are decimal texts, a time is ISO 8601 in UTC, null is what is not held. */
export type OwnRow = Record<string, string | number | boolean | null>;

/** The key of a section within its connection. */
export const OWN_KEY = /^[a-z][a-z0-9-]{0,30}$/;
const MAX_SECTIONS = 20;
const MAX_COLUMNS = 60;
const MAX_TITLE_LENGTH = 80;
const MAX_TEXT_LENGTH = 100_000;

const titleText = z
  .string()
  .refine((text) => text.trim() !== "" && [...text].length <= MAX_TITLE_LENGTH && isStorable(text))
  .meta({ minLength: 1, maxLength: MAX_TITLE_LENGTH });
const title = z.object({ en: titleText, de: titleText.optional() });

const column = z.object({
  // "source" and "record" are said of every row by Dossier.
  name: z
    .string()
    .regex(/^(?!(source|record)$)[a-z][A-Za-z0-9_]{0,39}$/)
    .meta({ description: 'Its key in a row; "id" tells a row from the others, "source" and "record" are taken' }),
  title,
  type: z.enum(["text", "integer", "decimal", "boolean", "time", "money"]),
  freeText: z.literal(true).optional().meta({ description: "Of a text that people write" }),
  currency: z.string().optional().meta({ description: "Of money: the column that holds its ISO 4217 code" }),
});

/** A section of a connection's own within all limits: what is stored, and what a system elsewhere may say. */
export const ownSectionSchema = z.object({
  key: z.string().regex(OWN_KEY),
  title,
  columns: z.array(column).min(1).max(MAX_COLUMNS).refine(isConsistent),
});

/** The sections of one connection. */
export const ownSectionsSchema = z
  .array(ownSectionSchema)
  .max(MAX_SECTIONS)
  .refine((sections) => areDistinct(sections.map(({ key }) => key)));

/** No name twice; free text is text, and money, alone and always, has a column of text for its currency. */
function isConsistent(columns: OwnColumn[]): boolean {
  const codes = columns.flatMap(({ name, type, freeText }) => (type === "text" && !freeText ? [name] : []));
  return (
    areDistinct(columns.map(({ name }) => name)) &&
    columns.every(
      ({ type, freeText, currency }) =>
        (!freeText || type === "text") && (type === "money" ? codes.includes(currency ?? "") : currency === undefined),
    )
  );
}

function areDistinct(names: string[]): boolean {
  return new Set(names).size === names.length;
}

const decimal = z
  .string()
  .max(40)
  .regex(/^-?\d+(\.\d+)?$/);

/** What each type of column holds. */
export const ownTypes = {
  text: z.string().max(MAX_TEXT_LENGTH).refine(isStorable),
  integer: z.int(),
  decimal,
  boolean: z.boolean(),
  time: z.iso.datetime(),
  money: decimal,
} satisfies Record<OwnColumn["type"], z.ZodType>;

/**
 * A row as a system elsewhere gave it: columns that the section does not have are dropped, one that is left out holds nothing.
 * @returns undefined where a value is not of its column's type.
 */
export function readOwnRow(
  { columns }: Pick<OwnSection, "columns">,
  given: Record<string, unknown>,
): OwnRow | undefined {
  const row: OwnRow = {};
  for (const { name, type } of columns) {
    const value = Object.hasOwn(given, name) ? (given[name] ?? null) : null;
    if (value !== null && !ownTypes[type].safeParse(value).success) return undefined;
    row[name] = value as OwnRow[string];
  }
  return row;
}
