import { spawnSync } from "node:child_process";
import { expect } from "vitest";
import { appKeys } from "./app";

/** Runs the built server or admin program, as an operator does. @returns its exit code and all that it printed. */
export function runProgram(args: string[], variables: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 60_000,
    env: {
      NODE_ENV: "production",
      ...appKeys,
      PORT: "3999",
      APP_URL: "https://privacy.example",
      SMTP_URL: "smtp://localhost",
      MAIL_FROM: "privacy@shop.example",
      ...variables,
    },
  });
  return { status, lines: (stdout + stderr).trim().split("\n") };
}

/** Expects that the server and the admin program both stop with this one line. */
export function expectOneLine(variables: Record<string, string>, line: RegExp) {
  for (const args of [
    ["build/server.mjs", "start"],
    ["build/admin.mjs", "keys:status"],
  ])
    expect(runProgram(args, variables), args.join(" ")).toEqual({ status: 1, lines: [expect.stringMatching(line)] });
}
