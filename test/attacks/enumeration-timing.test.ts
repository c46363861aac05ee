import { randomInt } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { median, rankTest } from "@/test/harness/statistics";
import { type Comparison, makeComparisons } from "./comparisons";
import { startOwnApp } from "./own-app";

/** Of each kind. */
const TRIES = 500;
/** Both must be exceeded: a tiny difference is significant after enough tries, and a machine's noise can be large. */
const MAX_DIFFERENCE = 0.05;
const MIN_P = 0.001;

const { origin } = await startOwnApp("enumeration_timing");
const comparisons = await makeComparisons(origin, TRIES);
const lines: string[] = [];
afterAll(() => void process.stdout.write(`\n${lines.join("\n")}\n`));

test("the rank test finds a difference of a twentieth in noise, and none between equals", () => {
  const noise = (scale: number) =>
    Array.from({ length: TRIES }, (_, number) => scale * (10 + ((number * 7919) % 500) / 250));
  expect(rankTest(noise(1), noise(1))).toBeGreaterThan(0.9);
  expect(rankTest(noise(1), noise(1.05))).toBeLessThan(MIN_P);
  // Mann and Whitney's own kind of example, calculated by hand: u = 2 of 25, z = 2.0892.
  expect(rankTest([1, 2, 3, 4, 7], [5, 6, 8, 9, 10])).toBeCloseTo(0.0367, 4);
});

describe.each(comparisons)("$name", ({ name, attempt }) => {
  test("takes the same time", async () => {
    const { known, unknown } = await measure(attempt);
    const p = rankTest(known, unknown);
    const [one, other] = [median(known), median(unknown)];
    const difference = Math.abs(one - other) / Math.min(one, other);
    const medians = `median ${one.toFixed(2)} and ${other.toFixed(2)} ms`;
    lines.push(`${name}: ${medians} (${(100 * difference).toFixed(1)} %), p = ${p.toPrecision(2)}`);
    expect(p < MIN_P && difference > MAX_DIFFERENCE, lines.at(-1)).toBe(false);
  });
});

/** Tries both kinds in random order, one at a time, so that what drifts affects both. @returns milliseconds. */
async function measure(attempt: Comparison["attempt"]) {
  const times = { known: [] as number[], unknown: [] as number[] };
  const left = { known: TRIES, unknown: TRIES };
  while (left.known + left.unknown > 0) {
    const kind = randomInt(left.known + left.unknown) < left.known ? "known" : "unknown";
    const { answer } = await attempt(kind, --left[kind]);
    times[kind].push(answer.milliseconds);
  }
  return times;
}
