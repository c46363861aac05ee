import { z } from "zod";

/** The parts that several of Shopify's objects have: what is asked of them, and how that is read. What was withheld is null. */

export const text = z.string().nullish();
export const time = z.iso.datetime({ offset: true });

/** A number of 64 bits, which comes as text or as a number. */
export const bigNumber = z.union([z.string(), z.number()]).transform(String);

export const money = z.object({
  amount: z.union([z.string(), z.number()]).transform(String),
  currencyCode: z.string(),
});
export type Money = z.infer<typeof money>;

/** An amount in the shop's currency. */
export const moneyBag = z.object({ shopMoney: money });
export const MONEY_BAG = "{ shopMoney { amount currencyCode } }";

export const ADDRESS_FRAGMENT = `fragment AddressFields on MailingAddress {
  id name company address1 address2 city province provinceCode zip country countryCodeV2 phone latitude longitude
}`;
const mailingAddress = z.object({
  ...{ name: text, company: text, address1: text, address2: text, city: text, province: text, provinceCode: text },
  ...{ zip: text, country: text, countryCodeV2: text, phone: text },
  id: z.string(),
  latitude: z.number().nullish(),
  longitude: z.number().nullish(),
});
export const address = mailingAddress;

/** The parts of a postal address as each section has them. */
export function addressParts(from: z.infer<typeof mailingAddress>) {
  return {
    name: from.name ?? null,
    company: from.company ?? null,
    line1: from.address1 ?? null,
    line2: from.address2 ?? null,
    postalCode: from.zip ?? null,
    city: from.city ?? null,
    province: from.province ?? from.provinceCode ?? null,
    country: from.countryCodeV2 ?? from.country ?? null,
    phone: from.phone ?? null,
  };
}

/** Where the shop has an address on a map, where it does. */
export function coordinates({ latitude, longitude }: z.infer<typeof mailingAddress>): Record<string, number> {
  return {
    ...(typeof latitude === "number" && { latitude }),
    ...(typeof longitude === "number" && { longitude }),
  };
}

/** What a merchant or an app keeps with an object. */
export const METAFIELD = "{ id namespace key type value updatedAt }";
export const metafield = z.object({
  ...{ id: z.string(), namespace: z.string(), key: z.string(), type: z.string(), value: z.string() },
  updatedAt: time,
});

/** What happened to an object, in the words of the shop's admin. */
export const EVENT = "{ id createdAt message action appTitle }";
export const event = z.object({
  id: z.string(),
  createdAt: time,
  message: z.string(),
  action: z.string(),
  appTitle: text,
});

/** Notes that an app or the theme keeps with an object, by names of its own. */
export const ATTRIBUTES = "{ key value }";
export const attributeList = z.array(z.object({ key: z.string(), value: text }));

export const PAGE_INFO = "pageInfo { hasNextPage endCursor }";

/** What is held, without what is not: for a row's `attributes`. */
export function held(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => {
      if (value === null || value === undefined || value === "") return false;
      return typeof value !== "object" || Object.keys(value).length > 0;
    }),
  );
}

/** A code of Shopify's such as "PARTIALLY_REFUNDED", as its own files write it. */
export function inWords(code: string | null | undefined): string | null {
  return code ? code.toLowerCase().replaceAll("_", " ") : null;
}

/** As `inWords`, the way that imported files have it: "partially_refunded". */
export function asCode(code: string | null | undefined): string | null {
  return code ? code.toLowerCase() : null;
}

/** As rows have times. */
export function inUtc(at: string): string {
  return new Date(at).toISOString();
}
