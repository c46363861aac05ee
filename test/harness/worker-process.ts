import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { env } from "@/lib/env";

/** Starts worker.ts on the database of this test, which kills it at its end. */
export function startWorkerProcess(
  variables: Record<string, string> = {},
  scenario?: "hold-orders" | "hold-erasure" | "trace",
): ChildProcessByStdio<null, Readable, null> {
  const { dataDir, databaseUrl = "" } = env();
  const args = ["--import", "tsx", "test/harness/worker.ts", ...(scenario ? [scenario] : [])];
  const child = spawn(process.execPath, args, {
    env: { NODE_ENV: "test", DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}
