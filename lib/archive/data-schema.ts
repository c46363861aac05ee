import { z } from "zod";
import { redactionReasons } from "@/lib/section/redaction";
import { redactableSection } from "@/lib/section/row-schema";
import type { SectionTable } from "@/lib/section/section-table";
import type { SectionKey } from "@/lib/section/sections";
import { generalFields, sectionFields } from "@/lib/store/article15";
import { undisclosedKinds } from "./mask-undisclosed";

const information = (section: z.ZodType<SectionKey>) =>
  z
    .object({
      general: z.partialRecord(z.enum(generalFields), z.string()),
      sections: z.partialRecord(section, z.partialRecord(z.enum(sectionFields), z.string())),
    })
    .meta({
      description: "What the store says about the data found, in the customer's language (GDPR Art. 15(1) and (2))",
    });

/** data.json, whole. Its keys are stable: a further version only adds. */
function exportData({ keys, of }: SectionTable) {
  const section = z.enum(keys);
  return z
    .object({
      format: z.literal("dossier-export"),
      version: z.literal(1),
      reference: z.string().meta({ description: "The request that this export answers" }),
      requestedAt: z.iso.datetime(),
      generatedAt: z.iso.datetime(),
      store: z.object({ name: z.string(), contact: z.string().nullable() }),
      customer: z
        .object({ name: z.string().nullable(), email: z.string().nullable() })
        .meta({ description: "Whose data it is, as the request has it" }),
      ...Object.fromEntries(
        keys.map((key) => {
          const rows = redactableSection(of(key));
          return [key, of(key).isOptional ? rows.optional() : rows];
        }),
      ),
      searches: z
        .array(
          z.object({
            source: z.string().meta({ description: "What sources and rows call it" }),
            name: z.string().nullable().meta({ description: "What the store calls it; null for its own records" }),
            searched: z.boolean(),
            notSearched: z
              .enum(["unanswered", "disconnected", "not_connected"])
              .optional()
              .meta({ description: "Why it was not searched: it may hold data that are not here" }),
            searchedAt: z.iso.datetime().nullable(),
            asOf: z.iso
              .datetime()
              .nullable()
              .meta({ description: "As of when its data are; null where that is unknown" }),
            rows: z.int().nullable().meta({ description: "Null where one of its sections is withheld" }),
            dropped: z.int().meta({
              description: "How many records and rows it gave that are not this person's: they were left out",
            }),
            replaced: z.int().optional().meta({
              description: "How many rows a live source of the same shop gave instead: they were left out here",
            }),
            failed: z.array(section).meta({ description: "The sections that could not be read to their end" }),
            notGiven: z.array(z.string()).meta({ description: "What it holds of people and did not give" }),
          }),
        )
        .meta({ description: "Each source that this export drew on or should have" }),
      sources: z
        .array(
          z.object({
            source: z.string(),
            section,
            rows: z.int().nullable().meta({ description: "Null where the section is withheld" }),
            failure: z
              .enum(["unreadable"])
              .nullable()
              .meta({ description: "Why the rows may be incomplete; null when all were read" }),
            stated: z
              .int()
              .optional()
              .meta({ description: "How many rows the place itself says there are, where fewer were found" }),
            dropped: z
              .int()
              .optional()
              .meta({ description: "How many rows the place gave that are not this person's: they were left out" }),
            replaced: z.int().optional().meta({
              description: "How many rows a live source of the same shop gave instead: they were left out here",
            }),
          }),
        )
        .meta({ description: "Each section of each source, with what it gave, also where that was nothing" }),
      withheld: z
        .array(
          z.object({
            section,
            row: z.int().min(1).nullable().meta({ description: "Counted from 1; null for every row" }),
            field: z
              .string()
              .nullable()
              .meta({ description: "A JSON Pointer into the row, * for every element of a list; null for all of it" }),
            reason: z.enum(redactionReasons),
            reasonText: z.string().meta({ description: "The reason in the customer's language" }),
          }),
        )
        .meta({ description: "What the store withholds, and why; a marker takes its place" }),
      leftOut: z
        .array(
          z.object({
            ...{ section, field: z.string(), count: z.int() },
            kind: z.enum(undisclosedKinds).optional().meta({
              description: "What it was, where it is a number that the law forbids to disclose (11 CCR 7024(d))",
            }),
          }),
        )
        .meta({ description: "Secrets and private links, which no export holds" }),
      information: information(section),
    })
    .meta({ title: "Dossier export", description: "The data that a store holds about one customer" });
}

let core: string | undefined;

/** schema.json: JSON Schema 2020-12 of data.json. Where no connection has sections of its own it is always the same, and made once. */
export function schemaFile(table: SectionTable): string {
  if (table.own.length > 0) return schemaOf(table);
  core ??= schemaOf(table);
  return core;
}

function schemaOf(table: SectionTable): string {
  return `${JSON.stringify(z.toJSONSchema(exportData(table), { target: "draft-2020-12" }), null, 2)}\n`;
}
