import type { CountryCode } from "libphonenumber-js/max";
import type { ExportRow } from "@/lib/archive/read-rows";
import { readEmailAddress } from "@/lib/email-address";
import { countryOf, isSamePhone, phoneDigits } from "@/lib/phone-number";
import { pointerTo } from "@/lib/section/pointer";
import { findPhones } from "./find-phones";
import type { FindingKind } from "./findings";
import { isSameName, nameWords } from "./person-name";

/** Where in a row something may belong to somebody else. */
export interface Other {
  /** A JSON Pointer into the row. */
  pointer: string;
  kind: FindingKind;
}

/** What is known of the customer, and of the store, before the first row. */
export interface KnownPerson {
  /** The customer's addresses, and those of the store itself, which are no other person's. */
  emails: (string | null)[];
  names: (string | null)[];
}

/**
 * Points out e-mail addresses, phone numbers and postal names that are not the customer's, row by row in the archive's
 * order: what is the customer's is learnt from the profile, and from addresses in the customer's name. A name that stands
 * on an envelope is looked for in texts too. It points out and decides nothing: a person looks.
 */
export function othersFinder(known: KnownPerson) {
  const emails = new Set(known.emails.flatMap((email) => (email ? [readEmailAddress(email).normalized] : [])));
  const names = known.names.map(nameWords).filter((words) => words.length > 0);
  const phones: string[] = [];
  const otherNames = new Set<string>();
  let country: CountryCode | undefined;

  const isOwnPhone = (text: string) => {
    const digits = phoneDigits(text, country);
    return phones.some((own) => isSamePhone(own, digits));
  };
  function learnPhone(text: string) {
    if (phones.length < MOST_KNOWN && !isOwnPhone(text)) phones.push(phoneDigits(text, country));
  }
  const isOwnName = (name: string) => names.some((own) => isSameName(own, nameWords(name)));

  function learn({ section, row }: ExportRow) {
    if (section === "profile") {
      if (row.email) emails.add(readEmailAddress(row.email).normalized);
      if (row.phone) learnPhone(row.phone);
      const words = nameWords([row.firstName, row.lastName].filter(Boolean).join(" "));
      if (words.length > 0) names.push(words);
    }
    if (section === "addresses") learnAddress({ ...row });
    if (section !== "orders") return;
    // A guest has no profile: who pays for the first order is taken for the customer.
    const payer = row.billingAddress?.name;
    if (names.length === 0 && typeof payer === "string") names.push(nameWords(payer));
    if (row.phone && row.email && emails.has(readEmailAddress(row.email).normalized)) learnPhone(row.phone);
    learnAddress(row.billingAddress);
    learnAddress(row.shippingAddress);
  }

  function learnAddress(address: Record<string, unknown> | null) {
    if (!address) return;
    country = countryOf(address.country) ?? country;
    const { name, phone } = address;
    const own = typeof name !== "string" || name === "" || isOwnName(name);
    if (own && typeof phone === "string") learnPhone(phone);
    if (!own && nameWords(name).length > 1 && otherNames.size < MOST_KNOWN) otherNames.add(nameWords(name).join(" "));
  }

  function inText(text: string): Set<FindingKind> {
    const kinds = new Set<FindingKind>();
    if (text.includes("@"))
      for (const [email] of text.matchAll(EMAIL))
        if (!emails.has(readEmailAddress(email).normalized)) kinds.add("email");
    if (findPhones(text, country).some((phone) => !isOwnPhone(phone))) kinds.add("phone");
    if (otherNames.size > 0 && text.length > 4) {
      const words = ` ${nameWords(text).join(" ")} `;
      for (const name of otherNames) if (words.includes(` ${name} `)) kinds.add("name");
    }
    return kinds;
  }

  function find(held: unknown, pointer: string, key: string, found: Other[]) {
    if (typeof held === "string") {
      if (held === "" || NO_TEXT.has(key)) return;
      const note = (kind: FindingKind) => found.push({ pointer, kind });
      if (key === "phone") {
        if (held.replace(/\D/g, "").length > 4 && !isOwnPhone(held)) note("phone");
      } else if (key === "name" && POSTAL_NAME.test(pointer)) {
        if (!isOwnName(held)) note("name");
      } else for (const kind of inText(held)) note(kind);
    } else if (Array.isArray(held)) {
      for (const [index, part] of held.entries()) find(part, pointerTo(pointer, index), key, found);
    } else if (held !== null && typeof held === "object") {
      const record = held as Record<string, unknown>;
      for (const name in record) {
        const part = record[name];
        if (typeof part === "string" || (part !== null && typeof part === "object"))
          find(part, pointerTo(pointer, name), name, found);
      }
    }
  }

  return (held: ExportRow): Other[] => {
    learn(held);
    const found: Other[] = [];
    // The profile's own address, number and names are what everything else is held against.
    const row = held.section === "profile" ? { ...held.row, email: null, phone: null } : held.row;
    if (held.section !== "addresses") find(row, "", "", found);
    else {
      const { name, ...rest } = held.row;
      if (name && !isOwnName(name)) found.push({ pointer: "/name", kind: "name" });
      find(rest, "", "", found);
    }
    return found;
  };
}

const MOST_KNOWN = 200;
// Bounded, so that a long text is read in one go: RFC 5321's 64 and 255.
const EMAIL = /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
// An envelope's name in an order; a product has a name too.
const POSTAL_NAME = /^\/(billing|shipping)Address\/name$/;
/** Fields of numbers, states and the like: nobody writes there. */
const NO_TEXT = new Set(
  (
    "id platformId kind locale createdAt updatedAt placedAt paidAt fulfilledAt cancelledAt currency subtotal shipping " +
    "taxes discount total price sku financialStatus at type fulfillmentStatus state reference verifiedAt dueAt " +
    "closedAt sentAt channel actor"
  ).split(" "),
);
