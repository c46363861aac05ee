import type { Row, SectionDescriptor } from "@/lib/section/descriptor";
import type { Field, Fields } from "@/lib/section/field";

/**
 * A row of a section as a system elsewhere gave it: what it left out holds nothing.
 * @returns undefined where a value is not what its field holds, or one is missing that every row has.
 */
export function readRow({ fields, schema }: SectionDescriptor, given: Row): Row | undefined {
  const parsed = schema.safeParse(withEmpty(fields, given));
  return parsed.success ? parsed.data : undefined;
}

/** The row with what it left out as its fields hold nothing: null, or an empty list. */
function withEmpty(fields: Fields, given: Row): Row {
  const row: Row = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    row[name] = value === undefined || value === null ? emptyOf(field) : value;
    if (field.list && Array.isArray(value))
      row[name] = value.map((entry) =>
        entry !== null && typeof entry === "object" ? withEmpty(field.list?.fields ?? {}, entry as Row) : entry,
      );
  }
  return row;
}

/** What a field holds that has nothing; undefined where every row has it. */
export function emptyOf({ schema }: Field): unknown {
  return [null, [], {}].find((empty) => schema.safeParse(empty).success);
}
