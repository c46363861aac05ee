import { randomInt } from "node:crypto";
import type { Answer } from "@/test/harness/http-browser";
import { rankTest } from "@/test/harness/statistics";

/** One way to ask about somebody: what it was about, which no answer may show a difference of, and the answer. */
type Ask = (number: number) => Promise<{ about: string; answer: Answer }>;

/** What two kinds of people came to. */
export interface Comparison {
  /** The different answers to each, without what is random or was sent: status, headers and body. */
  answers: { known: string[]; unknown: string[] };
  /** How long each took, in order of the tries. */
  milliseconds: { known: number[]; unknown: number[] };
  /** Of the rank test between the two. */
  p: number;
}

/** Tries each so often, in random order, one at a time, after some tries that do not count. */
export async function compare(known: Ask, unknown: Ask, tries: number): Promise<Comparison> {
  const answers = { known: new Set<string>(), unknown: new Set<string>() };
  const milliseconds: Comparison["milliseconds"] = { known: [], unknown: [] };
  const asks = { known, unknown };
  for (const kind of shuffled(tries)) {
    const number = milliseconds[kind].length;
    const { about, answer } = await asks[kind](number);
    milliseconds[kind].push(answer.milliseconds);
    answers[kind].add(shown(answer, about));
  }
  return {
    answers: { known: [...answers.known].sort(), unknown: [...answers.unknown].sort() },
    milliseconds,
    p: rankTest(milliseconds.known, milliseconds.unknown),
  };
}

/** The middle one. */
export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Each kind so often, in random order (Fisher and Yates), so that what drifts touches both alike. */
function shuffled(tries: number): ("known" | "unknown")[] {
  const kinds = Array.from({ length: 2 * tries }, (_, index) =>
    index % 2 === 0 ? ("known" as const) : ("unknown" as const),
  );
  for (let end = kinds.length - 1; end > 0; end--) {
    const other = randomInt(end + 1);
    [kinds[end], kinds[other]] = [kinds[other] ?? "known", kinds[end] ?? "known"];
  }
  return kinds;
}

/** Everything of an answer but nonces, Next's number of the rendering, the time, new cookies' values and what was sent. */
export function shown({ status, headers, text }: Answer, about: string): string {
  const all = [...headers].filter(([name]) => name !== "date").map(([name, value]) => `${name}: ${value}`);
  return (
    `${status}\n${all.sort().join("\n")}\n\n${text}`
      .replaceAll(about, "ABOUT")
      .replaceAll(/(nonce(?:-|\\*"?[:=]\\*"))[A-Za-z0-9+/=]+/g, "$1NONCE")
      .replaceAll(/[A-Za-z0-9_-]{21}(?=[vm]\\*")/g, "RENDERING")
      .replaceAll(/(set-cookie: [^=]+=)[^;]+/g, "$1VALUE")
      // The second may tick between two answers; Max-Age says how long.
      .replaceAll(/(set-cookie: .*?; Expires=)[^;]+/g, "$1TIME")
  );
}
