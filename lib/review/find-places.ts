import type { ExportKey } from "@/lib/archive/export-key";
import { readHead, readRows } from "@/lib/archive/read-rows";
import { HEAD_COLUMNS } from "@/lib/archive/reviewed-rows";
import { UserError } from "@/lib/error";
import { readSectionTable } from "@/lib/export/read-section-table";
import { countryOf } from "@/lib/phone-number";
import type { SectionDescriptor } from "@/lib/section/descriptor";
import { redactionLookup } from "@/lib/section/effective-redaction";
import { type Field, fieldAt } from "@/lib/section/field";
import { parsePointer, valueAt } from "@/lib/section/pointer";
import { EVERY_ROW, type Redaction } from "@/lib/section/redaction";
import type { SectionTable } from "@/lib/section/section-table";
import type { SectionKey } from "@/lib/section/sections";
import { keyedPlace, placesInRow, UNSEARCHED } from "./places-in-row";
import { type ValueMatcher, valueMatcher } from "./value-matcher";

/** A place of an export that holds a value. */
interface ValuePlace extends Pick<Redaction, "section" | "row" | "pointer"> {
  /** Whether it holds more than the value: a redaction withholds all of it. */
  isPart: boolean;
  /** How what it holds begins. */
  text: string;
}

/** Where a value is in an export, as far as it is not redacted yet. */
export interface FoundPlaces {
  value: string;
  /** In the archive's order, at most MAX_PLACES. */
  places: ValuePlace[];
  /** Whether there are more, which nobody has counted. */
  more: boolean;
  /** How many further places of it are redacted already. */
  redactedCount: number;
  /** Whether it is in the customer's profile or at the head of the archive. */
  isOwn: boolean;
  matches: ValueMatcher;
}

/** The value whose places are looked for. */
export interface ValueAt {
  section: SectionKey;
  row: number;
  pointer: string;
}

const MAX_PLACES = 10_000;

/**
 * Finds all places of an export that hold the same value as one of its places, however it is written there, among them
 * longer texts with the value in them, and what the archive says of the customer at its head. Rows are read one by one.
 * @param redactions those of the export.
 * @throws UserError "exportGone" for an export that is not there, "invalid" for a place that holds no such value.
 */
export async function findPlaces(target: ExportKey, at: ValueAt, redactions: Redaction[]): Promise<FoundPlaces> {
  const table = await readSectionTable(target);
  const { value, matches } = await readValue(target, at, table);
  const redactionAt = redactionLookup(redactions);
  const known = new Set<string>();
  const found: FoundPlaces = { value, places: [], more: false, redactedCount: 0, isOwn: false, matches };
  function add(place: ValuePlace) {
    const key = `${place.section} ${place.row} ${place.pointer}`;
    if (known.has(key)) return;
    if (known.size <= MAX_PLACES) known.add(key);
    if (redactionAt(place)) found.redactedCount += 1;
    else if (found.places.length < MAX_PLACES) found.places.push(place);
    else found.more = true;
  }

  for (const place of keyedRedactions(redactions, matches, table)) add(place);
  for await (const { section, index, row } of readRows(target)) {
    for (const { pointer, isPart, text } of placesInRow(table.of(section), row, matches)) {
      if (section === "profile") found.isOwn = true;
      add({ section, row: index, pointer, isPart, text });
    }
    if (found.more) return found;
  }
  for (const { covers, ...place } of await placesAtHead(target, matches)) {
    found.isOwn = true;
    const withheld = ({ section, pointer }: ValueAt) => section === "profile" && covers.includes(pointer);
    if (!found.places.some(withheld) && !redactions.some(withheld)) add(place);
  }
  found.places.sort(
    (one, other) => table.keys.indexOf(one.section) - table.keys.indexOf(other.section) || one.row - other.row,
  );
  return found;
}

/** Whether a place holds a text that others may hold too. What something is known by is not: the archive needs it. */
export function mayRecur(descriptor: SectionDescriptor, pointer: string, value: unknown): value is string {
  const kind = fieldOf(descriptor, pointer)?.kind ?? "text";
  return typeof value === "string" && value.trim() !== "" && kind !== "id" && !UNSEARCHED.has(kind);
}

async function readValue(target: ExportKey, { section, row, pointer }: ValueAt, table: SectionTable) {
  for await (const held of readRows(target, { section, from: row })) {
    const value = held.index === row ? valueAt(held.row, pointer) : undefined;
    if (pointer === "" || !mayRecur(table.of(section), pointer, value)) break;
    const siblings = valueAt(held.row, pointer.slice(0, pointer.lastIndexOf("/")));
    const near = [siblings, held.row.shippingAddress, held.row.billingAddress];
    const country = near.map((one) => countryOf(valueAt(one, "/country"))).find(Boolean);
    return { value, matches: valueMatcher(value, fieldOf(table.of(section), pointer)?.kind, country) };
  }
  throw new UserError("invalid");
}

function fieldOf({ fields }: SectionDescriptor, pointer: string): Field | undefined {
  return fieldAt(fields, parsePointer(pointer));
}

/**
 * What the archive says of the customer at its head, which is withheld with a column of the profile: it is redacted where
 * no row of the profile has the value, such as for a guest.
 */
async function placesAtHead(target: ExportKey, matches: ValueMatcher): Promise<(ValuePlace & { covers: string[] })[]> {
  const { customer } = await readHead(target);
  return Object.entries(HEAD_COLUMNS).flatMap(([name, columns]) => {
    const text = valueAt(customer, `/${name}`);
    const match = typeof text === "string" && matches(text);
    if (!match) return [];
    const place = { section: "profile", row: EVERY_ROW, pointer: columns[0], isPart: match === "part" } as const;
    return [{ ...place, text, covers: ["", ...columns] }];
  });
}

/** Earlier redactions of fields whose names hold the value: the archive's list of what it withholds would name them. */
function keyedRedactions(redactions: Redaction[], matches: ValueMatcher, table: SectionTable): ValuePlace[] {
  return redactions.flatMap(({ section, row, pointer }) => {
    const container = keyedPlace(table.of(section).fields, pointer, matches);
    return container ? [{ section, row, pointer: container, isPart: true, text: "" }] : [];
  });
}
