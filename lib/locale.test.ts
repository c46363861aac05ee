import { expect, test } from "vitest";
import { formatLocaleOf, locales, messagesOf, preferredLocale } from "./locale";

/** Every key with the arguments that its text names; a plural's or a choice's own texts are none. */
function keysOf(texts: object, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string"
      ? [
          `${prefix}${key} ${[...new Set(value.match(/(?<!(?:=\d+|zero|one|two|few|many|other)\s*)\{[a-z]\w*(?=[,}])/g) ?? [])].sort().join(" ")}`,
        ]
      : keysOf(value, `${prefix}${key}.`),
  );
}

test.each(locales)("%s says everything that English says, with the same arguments", (locale) => {
  expect(keysOf(messagesOf(locale)).sort()).toEqual(keysOf(messagesOf("en")).sort());
});

test.each([
  ["en-GB,en;q=0.9", "en", "en-GB"],
  ["en", "en", "en"],
  ["de-AT,de;q=0.9,en-US;q=0.8", "de", "de-AT"],
  ["de;q=0.8,en-au;q=0.9,en-US", "en", "en-US"],
  ["en-Latn-GB", "en", "en-GB"],
  ["fr-FR", "en", "en"],
  ["en-GB-u-hc-h11,en-x-private,en-\n,en-GBR", "en", "en"],
  ["", "en", "en"],
] as const)("a browser that wants %j reads %s, with dates as in %s", (accepted, language, format) => {
  expect(preferredLocale(undefined, accepted)).toBe(language);
  expect(formatLocaleOf(language, accepted)).toBe(format);
});

test("who has chosen another language than the browser's reads its dates", () => {
  expect(formatLocaleOf("de", "en-GB,de-CH;q=0.5")).toBe("de-CH");
  expect(formatLocaleOf("de", "en-GB")).toBe("de");
});
