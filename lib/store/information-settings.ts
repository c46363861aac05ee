import { z } from "zod";
import { locales } from "@/lib/locale";
import { type InformationPlace, informationPlaces } from "./information-fields";

const LONGEST_TEXT = 2000;

/** A text of several lines; browsers end them with CR LF. */
const text = z
  .string()
  .transform((typed) => typed.replace(/\r\n?/g, "\n").trim())
  .refine((typed) => typed.length <= LONGEST_TEXT, { error: "informationTooLong" })
  .refine((typed) => !/[^\P{Cc}\n\t]/u.test(typed), { error: "invalid" });

/** The name of a text's field in the form. */
export function informationName({ section, field }: InformationPlace): string {
  return `${section}-${field}`;
}

const names = informationPlaces.map(informationName) as [string, ...string[]];

/** The fields of the settings on the information: the texts of one language. */
export const informationSettings = {
  language: z.enum(locales),
  /** The text that its button puts back to the first one. */
  restore: z.enum(names).optional(),
  ...Object.fromEntries(names.map((name) => [name, text])),
};

export type InformationSettings = { language: (typeof locales)[number]; restore?: string } & Record<string, unknown>;
