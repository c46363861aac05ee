import { parseSync, Visitor } from "oxc-parser";
import { check, type VulnerableDiagnostics } from "recheck";
import { expect, test } from "vitest";
import { readSources } from "@/test/harness/read-sources";

const LONG_TEXT = 100_000;
/** What runs in linear time takes a few milliseconds. */
const SLOW_MS = 500;

interface Expression {
  place: string;
  source: string;
  flags: string;
}

test("every regular expression of the app runs in linear time", async () => {
  const expressions = [...readSources()].flatMap(([file, text]) => readExpressions(file, text));
  expect(expressions.length).toBeGreaterThan(50);
  const slow: string[] = [];
  for (const { place, source, flags } of expressions) {
    const found = await check(source, flags, { timeout: 60_000, attackTimeout: 5_000 });
    if (found.status === "unknown") slow.push(`${place}: /${source}/${flags} ${found.error.kind}`);
    if (found.status === "vulnerable" && isSlow(found, source, flags))
      slow.push(`${place}: /${source}/${flags} ${found.complexity?.summary}: ${found.attack.pattern}`);
  }
  expect(slow).toEqual([]);
});

test("the checker finds slow expressions", async () => {
  for (const source of ["^(?:a|a)*$", "\\s+$", "^[^:]+:\\/\\/[^/?#@]*:[^/?#@]*@"]) {
    const found = await check(source, "");
    expect(found.status).toBe("vulnerable");
    if (found.status === "vulnerable" && found.complexity?.type === "polynomial")
      expect(millisecondsOf(source, "", found.attack.pumps)).toBeGreaterThan(SLOW_MS);
  }
});

/**
 * Whether an expression that the checker suspects is slow. The checker takes a repetition that has an end, such as
 * {1,64}, for one that has none, so polynomial ones are timed; an exponential one would never end.
 */
function isSlow({ complexity, attack }: VulnerableDiagnostics, source: string, flags: string): boolean {
  return complexity.type === "exponential" || millisecondsOf(source, flags, attack.pumps) > SLOW_MS;
}

/** How long the checker's attack takes with a text as long as a long note. */
function millisecondsOf(source: string, flags: string, pumps: { prefix: string; pump: string }[]): number {
  const times = Math.ceil(LONG_TEXT / pumps.reduce((sum, { pump }) => sum + pump.length, 1));
  const text = `${pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join("")}\u0000`;
  const start = performance.now();
  text.replace(new RegExp(source, flags), "");
  return performance.now() - start;
}

/** Its expressions hold a merchant's value, escaped, with gaps of bounded length. */
const BUILT_FROM_A_VALUE = "lib/review/value-matcher.ts";

/** @throws Error where one is built at run time, which cannot be checked here. */
function readExpressions(file: string, text: string): Expression[] {
  const found: Expression[] = [];
  const place = (offset: number) => `${file}:${text.slice(0, offset).split("\n").length}`;
  const refuse = (callee: { type: string }, start: number) => {
    if ("name" in callee && callee.name === "RegExp" && file !== BUILT_FROM_A_VALUE)
      throw new Error(`${place(start)} builds an expression at run time`);
  };
  new Visitor({
    Literal(node) {
      if ("regex" in node && node.regex)
        found.push({ place: place(node.start), source: node.regex.pattern, flags: node.regex.flags });
    },
    NewExpression({ callee, start }) {
      refuse(callee, start);
    },
    CallExpression({ callee, start }) {
      refuse(callee, start);
    },
  }).visit(parseSync(file, text).program);
  return found;
}
