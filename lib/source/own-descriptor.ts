import { z } from "zod";
import { describeSection, type Row, type SectionDescriptor } from "@/lib/section/descriptor";
import { addedLater, dataSource, type Field, type Fields, type Kind, nullable, record } from "@/lib/section/field";
import { type SectionTable, sectionTable } from "@/lib/section/section-table";
import { type OwnKey, ownKey, type SectionKey } from "@/lib/section/sections";
import { type OwnColumn, type OwnSection, ownSectionSchema, ownTypes, readOwnRow } from "./own-section";
import type { ReadingNotes, RowSource, Subject } from "./source";

/** A section of a connection's own as an export stores it, so that it can be read when the connection is gone. */
export interface StoredOwnSection extends Omit<OwnSection, "key"> {
  key: OwnKey;
}

/** What an export has stored of the sections that its connections have of their own. */
export const storedOwnSections: z.ZodType<StoredOwnSection[]> = z.array(ownSectionSchema.extend({ key: ownKey }));

/** The sections that sources have of their own, as an export of them stores them. @throws where one is past its limits. */
export function ownSectionsOf(sources: RowSource[]): StoredOwnSection[] {
  return storedOwnSections.parse(
    sources.flatMap(({ name, own = [] }) =>
      own.map(({ section }) => ({ ...section, key: ownKeyOf(name, section.key) })),
    ),
  );
}

/** The stored sections of one source, as it has them itself. */
export function ownSectionsIn(stored: StoredOwnSection[], source: string): OwnSection[] {
  const prefix = ownKeyOf(source, "");
  return stored.flatMap((section) =>
    section.key.startsWith(prefix) ? [{ ...section, key: section.key.slice(prefix.length) }] : [],
  );
}

/** The table of an export that has these sections of connections' own. */
export function tableWith(own: StoredOwnSection[]): SectionTable {
  return sectionTable(own.map(describeOwn));
}

/** What reads a section of a source, its own ones too. */
export interface RowReader {
  /** Undefined, or not there, where nobody can tell. */
  count?(subject: Subject): Promise<number | undefined>;
  pages(subject: Subject, signal: AbortSignal, notes?: ReadingNotes): AsyncIterable<Row[]>;
  stated?(subject: Subject): Promise<number | undefined>;
}

/** What reads a section of a source; undefined where it has no such section. Rows of its own are checked as they come. */
export function readerOf(source: RowSource, section: SectionKey): RowReader | undefined {
  const own = source.own?.find((one) => ownKeyOf(source.name, one.section.key) === section);
  if (!own) return Object.hasOwn(source.collectors, section) ? source.collectors[section as CoreKey] : undefined;
  return {
    async *pages(subject, signal, notes) {
      for await (const page of own.collector.pages(subject, signal, notes))
        yield page.map((row) => checked(own.section, row));
    },
  };
}

type CoreKey = keyof RowSource["collectors"];

/** A section's key in an archive: the connection's number before its own. */
export function ownKeyOf(source: string, key: string): OwnKey {
  const [, number] = /^connection-(\d+)$/.exec(source) ?? [];
  return `${Number(number)}-${key}`;
}

/** @throws where a value is not of its column's type: the section is unreadable from there on. */
function checked(section: OwnSection, given: Row): Row {
  const row = readOwnRow(section, given);
  if (!row) throw new Error(`a row of ${section.key} is not what its columns say`);
  return { ...row, record: typeof given.record === "string" ? given.record : null };
}

const KINDS: Record<OwnColumn["type"], Kind> = {
  ...{ text: "text", integer: "number", decimal: "number", boolean: "boolean", time: "instant", money: "money" },
};

/** Describes a section of a connection's own, so that every format, the review and the scan read it as any other. */
function describeOwn({ key: name, title, columns }: StoredOwnSection): SectionDescriptor {
  const currencies = new Set(columns.map(({ currency }) => currency));
  const fields: Fields = Object.fromEntries(columns.map((column) => [column.name, fieldOf(column, currencies)]));
  const hasId = Object.hasOwn(fields, "id");
  const all: Fields = { ...fields, source: dataSource(), record: record() };
  return describeSection({
    ...{ name, ownTitle: title, about: title.en, isOptional: true },
    fields: all,
    key: hasId ? ["record", "id"] : [],
    title: headings(columns, currencies),
    csv: columns.map((column) => column.name),
    layout: { rows: "cards", weight: columns.length + 2 },
    sourceField: "source",
  });
}

/** What a row may be headed by: what it is called, else its id, else when it was. Any other column says too little alone. */
function headings(columns: OwnColumn[], currencies: Set<string | undefined>): string[][] {
  const called = ["title", "subject", "name"].filter((name) =>
    columns.some((one) => one.name === name && one.type === "text" && !currencies.has(name)),
  );
  const id = columns.filter(({ name }) => name === "id").map(({ name }) => name);
  const times = columns.filter(({ type }) => type === "time").map(({ name }) => name);
  return [...called, ...id, ...times.slice(0, 1)].map((name) => [name]);
}

function fieldOf({ name, title, type, freeText, currency }: OwnColumn, currencies: Set<string | undefined>): Field {
  const kind = name === "id" ? "id" : currencies.has(name) ? "currency" : KINDS[type];
  return {
    ...{ kind, title, about: title.en, schema: addedLater(nullable({ kind, schema: ownTypes[type] })).schema },
    ...(kind === "text" && !freeText && { isFixed: true as const }),
    ...(currency && { currency }),
  };
}
