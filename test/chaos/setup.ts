import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { ensurePostgres } from "@/test/harness/postgres";
import type { Account } from "./account";

declare module "vitest" {
  interface ProvidedContext {
    /** Where each fault leaves its account. */
    accounts: string;
  }
}

/** Builds where there is no build, and prints what the faults came to when all have run. */
export default function setup({ provide }: TestProject) {
  ensurePostgres();
  spawnSync("npm", ["run", existsSync(".next/BUILD_ID") ? "build:server" : "build"], { stdio: "inherit" });
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-faults-"));
  provide("accounts", folder);
  return () => {
    process.stdout.write(`\n${table(readdirSync(folder).map((name) => read(path.join(folder, name))))}\n`);
    rmSync(folder, { recursive: true, force: true });
  };
}

function read(file: string): Account {
  return JSON.parse(readFileSync(file, "utf8"));
}

const columns = ["fault", "rounds", "accepted", "lost", "twice", "sent", "refused", "requests", "events"] as const;

function table(accounts: Account[]): string {
  const rows = [columns.map(String), ...accounts.map((account) => columns.map((name) => String(account[name] ?? "-")))];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
