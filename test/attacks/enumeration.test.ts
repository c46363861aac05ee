import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { makeComparisons, normalized, type Try } from "./comparisons";
import { startOwnApp } from "./own-app";

// Answers and statements; enumeration-timing.test.ts compares times. `.ci/run` runs this file.
const TRIES = 4;

const log = path.join(mkdtempSync(path.join(os.tmpdir(), "dossier-statements-")), "log");
writeFileSync(log, "");
const env = { NODE_OPTIONS: "--import ./test/attacks/record-statements.mjs", STATEMENT_LOG: log };
const { origin } = await startOwnApp("enumeration", { env });
const comparisons = await makeComparisons(origin, TRIES + 1);

const attempts = comparisons.flatMap(({ name, attempt, withoutJavaScript }) => [
  { name, attempt },
  ...(withoutJavaScript ? [{ name: `${name}, without JavaScript`, attempt: withoutJavaScript }] : []),
]);

test.each(attempts)("$name: the same answer, by the same statements", async ({ attempt }) => {
  // A process's first try loads and caches things.
  for (const kind of ["known", "unknown"] as const) await attempt(kind, TRIES);
  for (let number = 0; number < TRIES; number++) {
    const known = await observe(() => attempt("known", number));
    const unknown = await observe(() => attempt("unknown", number));
    expect(known.answer).toBe(unknown.answer);
    expect(known.statements.length).toBeGreaterThan(0);
    expect(known.statements).toEqual(unknown.statements);
  }
});

/** @returns the answer, and the statements that the app sent for it, sorted: some run side by side. */
async function observe(attempt: () => Promise<Try>) {
  writeFileSync(log, "");
  const answer = normalized(await attempt());
  // Some work goes on after the answer.
  await pause(50);
  return { answer, statements: readFileSync(log, "utf8").split("\n").filter(Boolean).sort() };
}
