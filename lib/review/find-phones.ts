import { type CountryCode, findPhoneNumbersInText } from "libphonenumber-js/max";

/**
 * The phone numbers in a text, as written there: international ones, and those of a country in its own way of
 * writing. Plain runs of digits, such as an order's number, are none, and dates are none.
 */
export function findPhones(text: string, country: CountryCode | undefined): string[] {
  if (!LIKELY.test(text)) return [];
  return [...text.replace(DATE, "–").matchAll(LIKELY_ALL)].slice(0, MAX_WINDOWS).flatMap(([window]) =>
    findPhoneNumbersInText(window, { defaultCountry: country })
      .filter(({ number }) => number.isValid())
      .map(({ startsAt, endsAt }) => window.slice(startsAt, endsAt))
      .filter((found) => /^(\+|\(?0)/.test(found) || /\D/.test(found)),
  );
}

// Looking only where digits are close together keeps long texts cheap: the library takes a millisecond per paragraph.
const LIKELY = /\d(?:[\s()./-]{0,3}\d){6}/;
const LIKELY_ALL = /[+(]{0,2}\d(?:[\s()./-]{0,3}\d){6,40}/g;
const MAX_WINDOWS = 100;
const DATE = /\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b/g;
