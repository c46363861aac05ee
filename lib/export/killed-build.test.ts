import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** A worker in a process of its own, on this test's PostgreSQL database. */
function startWorkerProcess(...args: string[]) {
  const { dataDir, databaseUrl = "" } = env();
  const child = spawn(process.execPath, ["--import", "tsx", "test/harness/export-worker.ts", ...args], {
    env: { NODE_ENV: "test", DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let said = "";
  const line = (text: string) =>
    new Promise<string>((done, fail) => {
      child.once("exit", () => fail(new Error(`the worker ended: ${said}`)));
      child.stdout.on("data", (chunk) => {
        said += chunk;
        const found = said.split("\n").find((one) => one.startsWith(text));
        if (found) done(found.slice(text.length));
      });
    });
  return { child, line };
}

test("a process killed in mid-export loses nothing: the next one builds the whole archive", {
  timeout: 240_000,
}, async ({ skip }) => {
  skip(!env().databaseUrl, "npm run test:chaos kills the one process of an embedded database");
  const first = startWorkerProcess("ask");
  await first.line("collecting");
  first.child.kill("SIGKILL");
  await once(first.child, "exit");

  const second = startWorkerProcess();
  expect(JSON.parse(await second.line("ready "))).toEqual({ attempts: 2, orders: 400, events: 1 });
});
