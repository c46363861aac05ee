import { isolate } from "@/lib/isolate";
import { type Locale, messagesOf } from "@/lib/locale";

type Texts = ReturnType<typeof messagesOf>["notGiven"];

/**
 * What a platform holds of people and does not give, as sources say it and exports store it: in English, in our words. A
 * platform's own words are stored as they are.
 * @param what the platform's name of it, where the text has a place for one.
 */
export function notGiven(key: keyof Texts, what = ""): string {
  return messagesOf("en").notGiven[key].replace("{what}", () => what);
}

/** A text as it is stored, in a reader's language where it is ours; in its platform's words where it is not. */
export function notGivenIn(locale: Locale, text: string): string {
  for (const [key, pattern] of ours) {
    const found = pattern.exec(text);
    const { what = "" } = found?.groups ?? {};
    if (found) return messagesOf(locale).notGiven[key].replace("{what}", () => isolate(what));
  }
  return text;
}

/** Ours in English, the most particular first: "…: {what} marketing consent" before "…: {what}". */
const ours = (Object.entries(messagesOf("en").notGiven) as [keyof Texts, string][])
  .toSorted(([, one], [, other]) => other.length - one.length)
  .map(([key, text]) => {
    const literal = text.split("{what}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return [key, new RegExp(`^${literal.join("(?<what>.{1,300})")}$`, "su")] as const;
  });
