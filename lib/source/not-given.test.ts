import { expect, test } from "vitest";
import { messagesOf } from "@/lib/locale";
import { notGiven, notGivenIn } from "./not-given";

test("each of our texts is read in German, with the platform's own name in it", () => {
  const { en, de } = { en: messagesOf("en").notGiven, de: messagesOf("de").notGiven };
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    const stored = notGiven(key, "first $& name");
    expect(notGivenIn("en", stored)).toBe(stored);
    expect(notGivenIn("de", stored)).toBe(de[key].replace("{what}", () => "first $& name"));
    expect(de[key].includes("{what}")).toBe(en[key].includes("{what}"));
  }
});

test("a platform's own words, and what only looks like ours, stay", () => {
  for (const text of ["Recordings of calls", "Returns", "Not: Returns", "", "Withheld by the platform: "])
    expect(notGivenIn("de", text)).toBe(text);
});
