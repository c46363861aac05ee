import { z } from "zod";
import { OWN_KEY, ownSectionsSchema } from "@/lib/source/own-section";
import { rights } from "@/lib/source/rights";
import { isStorable } from "@/lib/storable-text";

/** The version of what a web service is asked and what it answers: docs/source-protocol.md says it in words. */
export const PROTOCOL = 1;

/** The sections that a web service may have. */
export const serviceSections = ["profile", "addresses", "orders", "consents"] as const;
export type ServiceSection = (typeof serviceSections)[number];

export const MAX_HITS = 20;
const MAX_MATCHES = 50;
const MAX_PAGE_ROWS = 500;
// As many rows as an export of one person has ever had; a service that goes on for ever ends here.
export const MAX_PAGES = 4000;
const MAX_CURSOR_BYTES = 1024;
const MAX_RETAINED = 100;

const line = z.string().min(1).max(300).refine(isStorable);
const recordKey = z
  .string()
  .regex(/^[!-~]{1,200}$/)
  .meta({ description: "The service's own key of a record: printable ASCII without spaces" });
const notGiven = z.array(line).max(20);
const cursor = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= MAX_CURSOR_BYTES)
  .meta({ description: "Where the next page starts, at most 1,024 bytes; only the service reads it", maxLength: 1024 });

/** What an act for somebody's right names. */
const act = {
  id: z.string().min(1).max(300).meta({
    description: "Of this act: where it comes again, answer as before and do nothing more",
  }),
  record: recordKey,
  emails: z.array(z.string()).meta({ description: "The person's proved addresses, in lower case" }),
};

const question = <Operation extends string, Shape extends z.ZodRawShape>(operation: Operation, shape: Shape) =>
  z.object({ protocol: z.literal(PROTOCOL), operation: z.literal(operation), ...shape });

/** The body of each call. */
export const questions = {
  describe: question("describe", {}),
  /** By what somebody typed, or one record by its key. */
  search: question("search", {
    text: z.string().optional(),
    record: recordKey.optional(),
    limit: z.int().min(1).max(MAX_HITS),
  }),
  match: question("match", {
    ids: z.array(z.string()).meta({ description: "The person's record keys, as the store's sign-in named them" }),
    emails: z.array(z.string()).meta({ description: "In lower case; compare without regard to case" }),
    phones: z.array(z.string()).meta({ description: "As they were written" }),
  }),
  collect: question("collect", {
    section: z.union([z.enum(serviceSections), z.string().regex(OWN_KEY)]).meta({
      description: "One of the protocol's sections, or the key of one of the service's own",
    }),
    record: recordKey,
    cursor: cursor.optional(),
  }),
  erase: question("erase", act),
  object: question("object", {
    ...act,
    marketing: z.boolean().meta({ description: "No more marketing by any channel" }),
    sale: z.boolean().meta({ description: "No more sale or sharing, as California calls them" }),
  }),
};

const hit = z.object({
  record: recordKey,
  title: line.meta({ description: "What people call the record" }),
  email: line.nullish(),
  phone: line.nullish(),
});

/** What comes back to each, as JSON with a status of 200. */
export const answers = {
  describe: z
    .object({
      protocol: z.literal(PROTOCOL),
      name: line.meta({ description: "What people call the system" }),
      sections: z.array(z.enum(serviceSections)).meta({ description: "The kinds of data that it holds" }),
      ownSections: ownSectionsSchema
        .refine((own) => own.every(({ key }) => !serviceSections.some((section) => section === key)))
        .meta({ description: "Kinds of data that only it holds, each with its columns, such as tickets", maxItems: 20 })
        .optional(),
      notGiven: notGiven
        .meta({ description: "What it holds of people and cannot give, as a person reads it" })
        .optional(),
      rights: z.array(z.enum(rights)).meta({ description: "Which of these two calls it answers besides" }).optional(),
    })
    .refine(({ sections, ownSections = [] }) => sections.length + ownSections.length > 0),
  search: z.object({
    hits: z.array(
      hit.extend({
        country: line.nullish().meta({ description: "ISO 3166-1" }),
        guest: z.boolean().nullish(),
        orders: z.int().min(0).nullish(),
        lastOrderAt: z.iso.datetime().nullish(),
      }),
    ),
  }),
  match: z.object({
    matches: z.array(hit).max(MAX_MATCHES).meta({
      description: "Each with its present address, or the phone number, that is one of those asked for",
    }),
  }),
  collect: z.object({
    rows: z
      .array(z.looseObject({ record: recordKey }))
      .max(MAX_PAGE_ROWS)
      .meta({ description: "Each with the key of its record; its further fields are those of the section" }),
    notGiven: notGiven.meta({ description: "What it keeps back of this record, as a person reads it" }).optional(),
    next: cursor.nullish().meta({ description: "Left out on the last page; never the same twice" }),
  }),
  erase: z.object({
    record: recordKey.meta({ description: "The one that was asked for" }),
    state: z.enum(["erased", "queued", "nothing"]),
    retained: z
      .array(line)
      .max(MAX_RETAINED)
      .meta({ description: "What it keeps, and why, as a person reads it" })
      .optional(),
    note: line.nullish(),
  }),
  object: z.object({
    record: recordKey.meta({ description: "The one that was asked for" }),
    state: z.enum(["done", "queued", "nothing"]),
    note: line.nullish(),
  }),
};

export type Operation = keyof typeof questions;
export type Question<O extends Operation> = Omit<z.infer<(typeof questions)[O]>, "protocol" | "operation">;
export type Answer<O extends Operation> = z.infer<(typeof answers)[O]>;
