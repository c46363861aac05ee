import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { startSmtp } from "@/test/harness/smtp";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** A worker in a process of its own, on this test's PostgreSQL database. */
function startWorkerProcess(smtpUrl: string, ...args: string[]): ChildProcess {
  const { dataDir, databaseUrl = "" } = env();
  const child = spawn(process.execPath, ["--import", "tsx", "test/harness/notification-worker.ts", ...args], {
    env: { NODE_ENV: "test", DATA_DIR: dataDir, DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

test("a process killed in mid-send loses nothing: the next one sends the e-mail", { timeout: 180_000 }, async ({
  skip,
}) => {
  skip(!env().databaseUrl, "npm run test:chaos kills the one process of an embedded database");
  const held = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<void>();
  const server = await startSmtp({
    toMessage: (number) => {
      if (number > 0) {
        taken.resolve();
        return "take";
      }
      held.resolve();
      return "hang";
    },
  });

  const first = startWorkerProcess(server.url, "ask");
  await held.promise;
  first.kill("SIGKILL");
  await once(first, "exit");
  expect(server.messages).toEqual([]);

  const second = startWorkerProcess(server.url);
  await taken.promise;
  let said = "";
  second.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  second.kill("SIGTERM");
  await once(second, "exit");
  // What it logged, such as a clock that was set back, stands before.
  expect(JSON.parse(said.trim().split("\n").at(-1) ?? "")).toEqual({
    emails: [{ state: "sent", template: "verify-request" }],
    events: 1,
  });
  expect(server.messages.map(({ subject }) => subject)).toEqual(["Verify your data request to Northwind Traders"]);
  await server.close();
});
