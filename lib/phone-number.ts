import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** A country by its two letters, as far as numbers of it are known; undefined for a name written out. */
export function countryOf(text: unknown): CountryCode | undefined {
  const code = typeof text === "string" ? text.trim().toUpperCase() : "";
  return isSupportedCountry(code) ? code : undefined;
}

/**
 * What phone numbers are compared by: the digits with the country's code where the country can be told,
 * else as written, without zeros at the beginning.
 */
export function phoneDigits(text: string, country: CountryCode | undefined): string {
  const number = text.length < 60 ? parsePhoneNumberFromString(text, country)?.number : undefined;
  return (number ?? text).replace(/\D/g, "").replace(/^0+/, "");
}

/** Whether two numbers are the same, where one may be written with its country's code and one without. */
export function isSamePhone(one: string, other: string): boolean {
  if (one.length < 5 || other.length < 5) return one === other;
  return one.endsWith(other) || other.endsWith(one);
}
