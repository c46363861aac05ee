import type { CountryCode } from "libphonenumber-js/max";
import type { ExportRow } from "@/lib/archive/read-rows";
import { readEmailAddress } from "@/lib/email-address";
import { countryOf, isSamePhone, phoneDigits } from "@/lib/phone-number";
import { foldText } from "@/lib/search/fold-text";
import type { Row, SectionDescriptor } from "@/lib/section/descriptor";
import { addressParts, type Field, type Fields, type Kind } from "@/lib/section/field";
import { pointerTo } from "@/lib/section/pointer";
import type { SectionTable } from "@/lib/section/section-table";
import { findPhones } from "./find-phones";
import type { FindingKind } from "./findings";

/** Where in a row something may belong to another person. */
interface Finding {
  /** A JSON Pointer into the row. */
  pointer: string;
  kind: FindingKind;
}

/** What is known of the customer and of the store before the first row. */
export interface KnownPerson {
  /** The customer's addresses, and those of the store itself, which are no other person's. */
  emails: (string | null)[];
  names: (string | null)[];
}

/**
 * Points out email addresses, phone numbers and names on postal addresses that are not the customer's, row by row in
 * the archive's order: what is the customer's is learned from the profile, and from addresses in the customer's name. A
 * name found on an address is then looked for in texts too. It decides nothing: a person looks.
 */
export function thirdPartyDetector(known: KnownPerson, table: SectionTable): (held: ExportRow) => Finding[] {
  const emails = new Set(known.emails.flatMap((email) => (email ? [readEmailAddress(email).normalized] : [])));
  const names = known.names.map(nameWords).filter((words) => words.length > 0);
  const phones: string[] = [];
  const otherNames = new Set<string>();
  let country: CountryCode | undefined;

  const isOwnEmail = (email: string) => emails.has(readEmailAddress(email).normalized);
  const isOwnName = (name: string) => names.some((own) => isSameName(own, nameWords(name)));
  const isOwnPhone = (text: string) => {
    const digits = phoneDigits(text, country);
    return phones.some((own) => isSamePhone(own, digits));
  };
  function learnPhone(text: unknown) {
    if (isText(text) && phones.length < MAX_KNOWN && !isOwnPhone(text)) phones.push(phoneDigits(text, country));
  }

  function learn({ tellsOf, title, fields }: SectionDescriptor, row: Row) {
    if (tellsOf === "address") return learnAddress(row);
    if (tellsOf === "customer") {
      if (isText(row.email)) emails.add(readEmailAddress(row.email).normalized);
      learnPhone(row.phone);
      const words = nameWords(
        (title[0] ?? [])
          .map((name) => row[name])
          .filter(isText)
          .join(" "),
      );
      if (words.length > 0) names.push(words);
      return;
    }
    const addresses = Object.entries(fields).filter(([, { kind }]) => kind === "address");
    for (const [name, { isPayer }] of addresses) {
      const payer = (row[name] as Row | null)?.name;
      if (isPayer && names.length === 0 && isText(payer)) names.push(nameWords(payer));
    }
    if (isText(row.email) && isOwnEmail(row.email)) learnPhone(row.phone);
    for (const [name] of addresses) learnAddress(row[name] as Row | null);
  }

  function learnAddress(address: Row | null) {
    if (!address) return;
    country = countryOf(address.country) ?? country;
    const { name, phone } = address;
    if (!isText(name) || isOwnName(name)) return learnPhone(phone);
    if (nameWords(name).length > 1 && otherNames.size < MAX_KNOWN) otherNames.add(nameWords(name).join(" "));
  }

  function inText(text: string): FindingKind[] {
    const kinds = new Set<FindingKind>();
    if (text.includes("@") && [...text.matchAll(EMAIL)].some(([email]) => !isOwnEmail(email))) kinds.add("email");
    if (findPhones(text, country).some((phone) => !isOwnPhone(phone))) kinds.add("phone");
    if (otherNames.size > 0 && text.length > 4) {
      const words = ` ${nameWords(text).join(" ")} `;
      for (const name of otherNames) if (words.includes(` ${name} `)) kinds.add("name");
    }
    return [...kinds];
  }

  function inValue(text: string, kind: Kind): FindingKind[] {
    if (kind === "phone") return text.replace(/\D/g, "").length > 4 && !isOwnPhone(text) ? ["phone"] : [];
    if (kind === "personName") return isOwnName(text) ? [] : ["name"];
    return inText(text);
  }

  function find(held: unknown, pointer: string, field: Field | undefined, found: Finding[]) {
    if (field && (field.isFixed || UNWRITTEN.has(field.kind))) return;
    if (typeof held === "string") {
      if (held !== "") for (const kind of inValue(held, field?.kind ?? "text")) found.push({ pointer, kind });
    } else if (Array.isArray(held)) {
      for (const [index, part] of held.entries())
        if (field?.list) findIn(part, pointerTo(pointer, index), field.list.fields, found);
        else find(part, pointerTo(pointer, index), undefined, found);
    } else if (held !== null && typeof held === "object")
      findIn(held as Row, pointer, field?.kind === "address" ? addressParts : PLATFORM_FIELDS, found);
  }

  function findIn(row: Row, pointer: string, fields: Fields, found: Finding[]) {
    for (const name in row) {
      const part = row[name];
      if (typeof part === "string" || (part !== null && typeof part === "object"))
        find(part, pointerTo(pointer, name), Object.hasOwn(fields, name) ? fields[name] : undefined, found);
    }
  }

  return ({ section, row }) => {
    const descriptor = table.of(section);
    learn(descriptor, row);
    const found: Finding[] = [];
    findIn(row, "", descriptor.fields, found);
    return found;
  };
}

const MAX_KNOWN = 200;
// Bounded, so that a long text is read in one go: RFC 5321's 64 and 255.
const EMAIL = /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
/** Numbers, states and the like: nobody writes anything there. */
const UNWRITTEN = new Set<Kind>([
  ...([
    "id",
    "code",
    "country",
    "language",
    "currency",
    "money",
    "number",
    "boolean",
    "instant",
    "date",
    "offset",
    "origin",
  ] as const),
]);
/** What a platform's own field is by its name. */
const PLATFORM_FIELDS: Fields = { phone: addressParts.phone };

function isText(held: unknown): held is string {
  return typeof held === "string" && held !== "";
}

/** The words of a name, without accents, case and punctuation. */
function nameWords(name: string | null): string[] {
  if (!name) return [];
  return foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/**
 * Whether two names may be one person's: in either order, with or without further names, or with initials. "A. Weiß" is
 * "Anna Weiß", "Weiß, Anna Maria" too; "Bernd Weiß" is not.
 */
function isSameName(one: string[], other: string[]): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  return shorter.length > 0 && shorter.every((word) => longer.some((candidate) => isSameWord(word, candidate)));
}

function isSameWord(one: string, other: string): boolean {
  if (one.length === 1 || other.length === 1) return one[0] === other[0];
  return one === other;
}
