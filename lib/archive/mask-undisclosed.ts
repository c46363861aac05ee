/**
 * What a business must never disclose in answer to a Californian request to know, and only says that it holds: 11 CCR
 * 7024(d), as far as a text shows it. Account passwords are left out of every archive: see strip-secrets.ts.
 */
export const undisclosedKinds = ["social_security", "drivers_license", "account"] as const;
export type UndisclosedKind = (typeof undisclosedKinds)[number];

/** Of no language, since data.json has it too. */
export const STRIPPED = "[…]";

/**
 * A text without Social Security numbers, driver's license numbers, and numbers of bank accounts and cards.
 * @param label what its field is called, which may say what the number is.
 * @returns the text with each replaced by "[…]", and what each was; the very same text where there is none.
 */
export function maskUndisclosed(text: string, label = ""): { text: string; kinds: UndisclosedKind[] } {
  const kinds: UndisclosedKind[] = [];
  const prefix = `${label}: `;
  let masked = prefix + text;
  for (const { kind, pattern, numberIn } of RULES)
    masked = masked.replace(pattern, (whole: string, named: unknown) => {
      const number = numberIn(whole, typeof named === "string" ? named : undefined);
      if (!number) return whole;
      kinds.push(kind);
      const start = whole.lastIndexOf(number);
      return whole.slice(0, start) + STRIPPED + whole.slice(start + number.length);
    });
  // A label that is a number itself stays as it is.
  return kinds.length > 0 && masked.startsWith(prefix)
    ? { text: masked.slice(prefix.length), kinds }
    : { text, kinds: [] };
}

interface Rule {
  kind: UndisclosedKind;
  pattern: RegExp;
  /** The number itself within what was found; undefined where it is none. */
  numberIn(whole: string, named: string | undefined): string | undefined;
}

const asNamed = (_whole: string, named: string | undefined) => named;
const asWhole = (isOne: (digits: string) => boolean) => (whole: string) =>
  isOne(whole.replace(/\D/g, "")) ? whole : undefined;

const RULES: Rule[] = [
  { kind: "account", pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}/g, numberIn: ibanIn },
  { kind: "account", pattern: /(?<!\d)\d(?:[ -]?\d){13,18}(?!\d)/g, numberIn: asWhole(isCard) },
  {
    kind: "account",
    pattern:
      /\b(?:(?:bank|checking|savings|card|routing|aba)[ _-]?(?:account)?|acct\.?)[ _-]?(?:no|number|nr|#)?[.:#= ]{0,4}(\d[\d -]{4,24}\d)(?!\d)/gi,
    numberIn: asNamed,
  },
  { kind: "account", pattern: /\baccount[ _-]?(?:no|number|#)[.:#= ]{0,4}(\d{8,17})(?!\d)/gi, numberIn: asNamed },
  {
    kind: "social_security",
    pattern: /(?<![\d-])(?:\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4})(?![\d-])/g,
    numberIn: asWhole(isSocialSecurity),
  },
  {
    kind: "social_security",
    pattern: /(?:\bssn|social[ _-]?security(?:[ _-]?(?:no|number))?)[.:#= ]{0,4}(\d{9})(?!\d)/gi,
    numberIn: (_whole, named) => (named && isSocialSecurity(named) ? named : undefined),
  },
  {
    kind: "drivers_license",
    pattern:
      /(?:driver['’]?s?[ _-]?licen[cs]e|\bdln?)[ _-]?(?:no|number|id)?[.:#= ]{0,4}([A-Z]{0,2}\d[A-Z0-9-]{4,14})/gi,
    numberIn: asNamed,
  },
];

/** Never issued: area 000, 666 and 900 to 999, group 00, serial 0000 (https://www.ssa.gov/employer/randomization.html). */
function isSocialSecurity(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);
}

/** ISO/IEC 7812: Luhn's check digit, and a first digit that cards for payment have. */
function isCard(digits: string): boolean {
  if (!/^(?:3|4|5|6|2[2-7])/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The longest part from the start whose check digits fit (ISO 13616): words may follow. */
function ibanIn(whole: string): string | undefined {
  for (let length = whole.length; length >= 15; length--) {
    const part = whole.slice(0, length);
    if (!part.endsWith(" ") && isIban(part.replaceAll(" ", ""))) return part;
  }
  return undefined;
}

function isIban(iban: string): boolean {
  if (iban.length < 15 || iban.length > 34) return false;
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
