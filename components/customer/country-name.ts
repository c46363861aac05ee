/** A country's name in a language; what is no ISO 3166-1 code stays as it is. */
export function countryName(code: string, locale: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const made = names.get(locale) ?? new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  names.set(locale, made);
  return made.of(code) ?? code;
}

/** One a language: making one takes longer than all else of a row. */
const names = new Map<string, Intl.DisplayNames>();
