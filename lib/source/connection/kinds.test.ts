import { expect, test } from "vitest";
import { locales, messagesOf } from "@/lib/locale";
import { connectionKindNames, kindNamed } from "./kinds";

test.each(connectionKindNames.flatMap((name) => locales.map((locale) => [name, locale] as const)))(
  "the form of %s has its texts in %s",
  (name, locale) => {
    const rights = kindNamed(name)?.rights ?? [];
    const texts: Record<string, string> = messagesOf(locale).connections.kinds[name];
    const fields = kindNamed(name)?.fields.map((field) => field.name) ?? [];
    const needed = [
      "name",
      "about",
      "connect",
      "text",
      "nameHint",
      ...rights,
      ...fields.flatMap((one) => [one, `${one}Hint`]),
    ];
    expect(needed.filter((key) => !texts[key])).toEqual([]);
  },
);

test.each(connectionKindNames)("what the form of %s asks for as a secret is never sent back", (name) => {
  const secrets = kindNamed(name)?.fields.filter(({ type }) => type === "password") ?? [];
  expect(secrets.filter((field) => !/key|secret|token/i.test(field.name))).toEqual([]);
});
