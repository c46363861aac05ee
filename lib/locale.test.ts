import { expect, test } from "vitest";
import { locales, messagesOf } from "./locale";

/** Every key with the arguments that its text names; a plural's own texts are none. */
function keysOf(texts: object, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string"
      ? [
          `${prefix}${key} ${[...new Set(value.match(/(?<!(?:=\d+|zero|one|two|few|many|other)\s*)\{\w+(?=[,}])/g) ?? [])].sort().join(" ")}`,
        ]
      : keysOf(value, `${prefix}${key}.`),
  );
}

test.each(locales)("%s says everything that English says, with the same arguments", (locale) => {
  expect(keysOf(messagesOf(locale)).sort()).toEqual(keysOf(messagesOf("en")).sort());
});
