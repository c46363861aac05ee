import pg from "pg";
import { expect, test } from "vitest";
import { makeStore } from "@/test/factories/store";
import { startOwnApp } from "./own-app";

// While a table was locked, 80 pages waited 47 s, and everyone else with them.
const PAGES = 80;
const MAX_SECONDS = 13;

const { origin, databaseUrl, output } = await startOwnApp("locked_table");
const { slug } = await makeStore();

test("while a table is locked, every page answers within 13 s and names an id of the log; then all is as before", async () => {
  const path = `/s/${slug}`;
  expect((await visit(path)).status).toBe(200);
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query("BEGIN; LOCK TABLE store IN ACCESS EXCLUSIVE MODE");
  const answers = await Promise.all(Array.from({ length: PAGES }, () => visit(path)));
  await holder.query("ROLLBACK");
  await holder.end();
  for (const { status, milliseconds, text } of answers) {
    expect(milliseconds).toBeLessThan(MAX_SECONDS * 1000);
    expect([500, 503]).toContain(status);
    if (status === 503) expect(output()).toContain(/number: ([0-9a-f]{8})\./.exec(text)?.[1]);
  }
  const statuses = answers.map(({ status }) => status);
  process.stdout.write(
    `locked table: ${statuses.filter((status) => status === 503).length} of ${PAGES} answered 503, the slowest after ${Math.max(...answers.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms\n`,
  );
  expect((await visit(path)).status).toBe(200);
  expect((await visit("/api/health/ready")).status).toBe(200);
});

/** On a connection of its own. */
async function visit(path: string) {
  const start = performance.now();
  const answer = await fetch(origin + path, { headers: { "x-forwarded-for": "203.0.113.5" } });
  const text = await answer.text();
  return { status: answer.status, text, milliseconds: performance.now() - start };
}
