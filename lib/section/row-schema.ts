import { z } from "zod";
import type { SectionDescriptor } from "./descriptor";
import type { Field, Fields } from "./field";

const marker = z
  .string()
  .regex(/^\[[^\n]*\]$/)
  .meta({
    id: "redacted",
    description: "In the place of a value that is withheld, such as [redacted: security]; see withheld",
  });

/** A value, or the marker that it is withheld. */
function redactable<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, marker]);
}

/** A section of data.json: its rows, any part of which may be withheld, or the marker that all of it is. */
export function redactableSection({ fields, about }: SectionDescriptor): z.ZodType {
  return described(redactable(z.array(redactableRow(fields))), about);
}

function redactableRow(fields: Fields) {
  return z.object(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, redactableField(field)])));
}

function redactableField({ schema, list, about }: Field): z.ZodType {
  if (list) return described(redactable(z.array(redactable(redactableRow(list.fields)))), about);
  // Where any text may be, a marker is one.
  return described(schema.safeParse("[redacted: security]").success ? schema : redactable(schema), about);
}

function described(schema: z.ZodType, description: string | undefined): z.ZodType {
  return description === undefined ? schema : schema.meta({ description });
}
