import type { Row, SectionDescriptor } from "@/lib/section/descriptor";
import { addressParts, type Fields, fieldAt, type Kind } from "@/lib/section/field";
import { parsePointer, pointerTo } from "@/lib/section/pointer";
import { truncate } from "@/lib/storable-text";
import type { ValueMatcher } from "./value-matcher";

/** Where in a row a value is. */
interface PlaceInRow {
  /** A JSON Pointer into the row. */
  pointer: string;
  isPart: boolean;
  text: string;
}

/** Codes, amounts and times, which are nobody's value. */
export const UNSEARCHED = new Set<Kind>([
  ...(["code", "country", "language", "currency", "money", "number", "boolean", "instant", "date", "offset"] as const),
]);

/** The places in a row that hold a value: texts, numbers that a platform holds, and its fields with the value as a name. */
export function placesInRow(descriptor: SectionDescriptor, row: Row, matches: ValueMatcher): PlaceInRow[] {
  const found: PlaceInRow[] = [];

  function find(held: unknown, pointer: string, fields: Fields, kind?: Kind) {
    if (kind && UNSEARCHED.has(kind)) return;
    if (typeof held === "string" || (typeof held === "number" && !kind)) {
      const match = matches(String(held));
      if (match) found.push(placeOf(pointer, match === "part", String(held)));
    } else if (Array.isArray(held)) {
      for (const [index, part] of held.entries()) find(part, pointerTo(pointer, index), fields);
    } else if (held !== null && typeof held === "object") {
      if (namesOf(held, fields).some((name) => matches(name))) found.push(placeOf(pointer, true, ""));
      else findIn(held as Row, pointer, fields);
    }
  }

  function findIn(held: Row, pointer: string, fields: Fields) {
    for (const name in held) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      const within = field?.list?.fields ?? (field?.kind === "address" ? addressParts : {});
      find(held[name], pointerTo(pointer, name), within, field?.kind);
    }
  }

  findIn(row, "", descriptor.fields);
  return [...found, ...titlePlaces(descriptor, row, matches, found)];
}

/** The names that a platform gave, which are data too. */
function namesOf(held: object, fields: Fields): string[] {
  return Object.keys(held).filter((name) => !Object.hasOwn(fields, name));
}

/** A name in two fields, which pages show as one: "Ada" and "Byron" are "Ada Byron". */
function titlePlaces({ title }: SectionDescriptor, row: Row, matches: ValueMatcher, found: PlaceInRow[]): PlaceInRow[] {
  return title.flatMap((names) => {
    const parts = names.flatMap((name) =>
      typeof row[name] === "string" && row[name] !== "" ? [{ name, text: row[name] }] : [],
    );
    const places = parts.map(({ name, text }) => placeOf(pointerTo("", name), true, text));
    const isFound = places.some((place) => found.some(({ pointer }) => pointer === place.pointer));
    return parts.length > 1 && !isFound && matches(parts.map(({ text }) => text).join(" ")) ? places : [];
  });
}

const MAX_TEXT = 160;

function placeOf(pointer: string, isPart: boolean, text: string): PlaceInRow {
  return { pointer: fitting(pointer), isPart: isPart || pointer.length > MAX_POINTER, text: truncate(text, MAX_TEXT) };
}

/** As long as a redaction's pointer may be. */
const MAX_POINTER = 500;

/** A pointer that a redaction can hold: a field in very long names is redacted with what holds it. */
function fitting(pointer: string): string {
  let short = pointer;
  while (short.length > MAX_POINTER) short = short.slice(0, short.lastIndexOf("/"));
  return short;
}

/** What holds the first field on a pointer's way that a platform named by the value; undefined where none is. */
export function keyedPlace(fields: Fields, pointer: string, matches: ValueMatcher): string | undefined {
  const steps = parsePointer(pointer);
  const at = steps.findIndex(
    (step, index) =>
      index > 0 && !/^(\*|\d+)$/.test(step) && !fieldAt(fields, steps.slice(0, index + 1)) && matches(step),
  );
  return at < 0 ? undefined : steps.slice(0, at).reduce(pointerTo, "");
}
