import { randomInt } from "node:crypto";
import fc from "fast-check";
import pLimit from "p-limit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actionForms } from "./action-forms";
import { judge, listEndpoints, send } from "./attack";
import { readActions } from "./build-manifest";
import { failuresOf, startDemo } from "./demo-store";
import { harmlessRequest } from "./hostile-form";
import { findEcho } from "./hostile-values";
import type { RawRequest } from "./raw-client";

const INPUTS = Number(process.env.ATTACK_INPUTS ?? 10_000);
const seed = Number(process.env.ATTACK_SEED ?? randomInt(2 ** 31));
const SLOW_MILLISECONDS = 1000;

let demo: Awaited<ReturnType<typeof startDemo>>;
/** Requests that took too long while others were in progress. */
const slow: { target: string; request: RawRequest; harmless: RawRequest }[] = [];

beforeAll(async () => {
  process.stdout.write(`hostile inputs: ATTACK_SEED=${seed} ATTACK_INPUTS=${INPUTS}\n`);
  demo = await startDemo("hostile_input");
});

afterAll(() => demo?.close());

/** A withdrawal of a request that is not the customer's leads to their account; these others' pages show nothing to a stranger. */
const STRANGERS = ["keepShopRecords", "confirmOwnAgent", "removeAnswerFile", "sendAnswer", "sendProof"];
const FURTHER: Record<string, number[]> = {
  withdraw: [307],
  ...Object.fromEntries(STRANGERS.map((name) => [name, [404]])),
};

test("each action of the build accepts the form that the table has of it", async () => {
  const actions = readActions();
  expect(Object.keys(actionForms).sort()).toEqual([...new Set(actions.map(({ name }) => name))].sort());
  const refused: string[] = [];
  // A guest's request has a form on several pages, and an inbox a limit.
  for (const [index, action] of actions.entries())
    for (const as of ["form", "fetch"] as const) {
      const number = action.name === "requestAsGuest" ? 100 + index : 7;
      const { status, text } = await send(demo.app.origin, harmlessRequest(action, as, demo.store, number));
      const wanted = [200, 303, ...(FURTHER[action.name] ?? [])];
      if (!wanted.includes(status)) refused.push(`${action.name} as ${as}: ${status}`);
      if (action.name === "requestAsGuest" && as === "fetch") expect(text).toContain("check your inbox");
    }
  expect(refused).toEqual([]);
});

test("hostile inputs to every action and route are answered without a 5xx and without repeating them", async () => {
  const endpoints = listEndpoints(demo.store);
  const numRuns = Math.ceil(INPUTS / endpoints.length);
  const answered = new Map<string, number>();
  const count = (kind: string) => answered.set(kind, (answered.get(kind) ?? 0) + 1);
  const limit = pLimit(8);
  const failures = await Promise.all(
    endpoints.map(({ name, attacks, requestOf, harmless }, index) =>
      limit(async () => {
        const property = fc.asyncProperty(attacks, async (attack) => {
          const request = requestOf(attack);
          const answer = await send(demo.app.origin, request);
          const kind = /^route|as form$|as fetch$/.exec(name)?.[0] ?? name;
          count(`${kind}, answered ${answer.status}`);
          if (answer.milliseconds > SLOW_MILLISECONDS) slow.push({ target: name, request, harmless });
          judge(answer);
        });
        // Shrinking texts of 60,000 characters would take longer than all inputs together.
        const result = await fc.check(property, { seed: seed + index, numRuns, endOnFailure: true });
        return result.failed
          ? [`${name}: ${result.errorInstance} ${fc.defaultReportMessage(result)}`.slice(0, 3000)]
          : [];
      }),
    ),
  );
  const sum = [...answered.values()].reduce((total, count) => total + count, 0);
  const actions = new Set(readActions().map(({ id }) => id)).size;
  process.stdout.write(
    `hostile inputs: ${sum} answered, ${numRuns} to each of ${actions} actions as form and as fetch and of ${endpoints.length - 2 * actions} routes; ` +
      `${slow.length} were slow while others were under way\n${[...answered]
        .map((line) => `  ${line.join(": ")}`)
        .sort()
        .join("\n")}\n`,
  );
  expect(failures.flat()).toEqual([]);
  expect(sum).toBeGreaterThanOrEqual(INPUTS);
});

test("an input that was slow takes less than a second alone, and not ten times as long as a harmless one", async () => {
  for (const { target, request, harmless } of slow) {
    const milliseconds = await fastest(request);
    if (milliseconds < SLOW_MILLISECONDS / 4) continue;
    expect(milliseconds, target).toBeLessThan(SLOW_MILLISECONDS);
    expect(milliseconds / (await fastest(harmless)), target).toBeLessThan(10);
  }
});

test("no email that they caused repeats them or has a header of theirs", () => {
  expect(demo.smtp.messages.length).toBeGreaterThan(2);
  for (const { source, html } of demo.smtp.messages) {
    expect(source.toString("latin1").split("\r\n\r\n")[0]).not.toMatch(/^(?:x-injected|bcc):/im);
    // Between tags an email has plain apostrophes, on purpose: see composeEmail. In a tag there may be none.
    const asEscaped = (html || "").replace(/(?<=>)[^<>]*(?=<)/g, (text) => text.replaceAll("'", "&#x27;"));
    expect(findEcho(asEscaped)).toBeUndefined();
  }
});

test("the server's log has no failure and nothing of the inputs", () => {
  expect(failuresOf(demo.app)).toEqual([]);
  const lines = demo.app.output().split("\n");
  expect(lines.filter((line) => findEcho(line))).toEqual([]);
});

/** Of three tries, in milliseconds. */
async function fastest(request: RawRequest): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) times.push((await send(demo.app.origin, request)).milliseconds);
  return Math.min(...times);
}
