import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openFolder } from "@/lib/embedded-database";

/** Starts the server as an operator does, and waits until it exits. */
function start(mode: string, variables: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["build/server.mjs", mode], {
    encoding: "utf8",
    timeout: 20_000,
    env: { NODE_ENV: "production", DATA_DIR: mkdtempSync(path.join(os.tmpdir(), "dossier-start-")), ...variables },
  });
  return { status, lines: (stdout + stderr).trim().split("\n") };
}

const production = {
  APP_URL: "https://privacy.example",
  SMTP_URL: "smtp://localhost",
  MAIL_FROM: "privacy@shop.example",
};

test.each([
  ["demo", { PORT: "http" }, "PORT is malformed: it must be a port number from 1 to 65535."],
  ["demo", { WORKER: "yes" }, 'WORKER is malformed: it must be "on" or "off".'],
  ["start", { ...production, APP_URL: "" }, "APP_URL is missing: it must be the address that emails link to"],
  ["start", { ...production, APP_URL: "privacy.example" }, "APP_URL is malformed: it must be an http or https address"],
  [
    "start",
    { ...production, DATABASE_URL: "mysql://localhost" },
    "DATABASE_URL is malformed: it must be a PostgreSQL address",
  ],
  [
    "start",
    { ...production, DATABASE_URL: "postgresql://db.example.com/x" },
    "DATABASE_URL is malformed: it must be an address that says how its server is reached",
  ],
  [
    "start",
    { ...production, DATABASE_URL: "postgresql://localhost/x" },
    "AUTH_SECRET is missing: it must be 32 bytes in base64",
  ],
  [
    "start",
    { ...production, ENCRYPTION_KEY: "c2hvcnQ=" },
    "ENCRYPTION_KEY is malformed: it must be 32 bytes in base64",
  ],
])("%s with %o stops with one line", (mode, variables, line) => {
  const { status, lines } = start(mode, variables);
  expect(status).toBe(1);
  expect(lines).toEqual([expect.stringContaining(line)]);
});

test("a second process on the same embedded database stops with one line that says why", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-start-"));
  const { instance, unlock } = await openFolder(folder);
  const { status, lines } = start("demo", { DATA_DIR: folder });
  expect(status).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/is open in another process: stop that process, or set DATABASE_URL/)]);
  await instance.close();
  unlock();
});

test.each([
  ["of power loss", ""],
  ["of an earlier release, whose process id is another's now", String(process.ppid)],
  ["with anything else in it", randomBytes(5000)],
])("a lock file %s keeps nobody out", async (_, content) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-start-"));
  writeFileSync(path.join(folder, "lock"), content);
  const { instance, unlock } = await openFolder(folder);
  await instance.close();
  unlock();
});
