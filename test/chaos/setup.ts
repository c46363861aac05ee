import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { ensurePostgres } from "@/test/harness/postgres";
import { ensureBuild } from "@/test/harness/programs";
import type { FaultReport } from "./report";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder with the report of each fault. */
    reports: string;
  }
}

/** Builds the app if needed, and prints the table of all faults at the end. */
export default function setup({ provide }: TestProject) {
  ensurePostgres();
  ensureBuild();
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-chaos-"));
  provide("reports", folder);
  return () => {
    process.stdout.write(`\n${table(readdirSync(folder).map((name) => read(path.join(folder, name))))}\n`);
    rmSync(folder, { recursive: true, force: true });
  };
}

function read(file: string): FaultReport {
  return JSON.parse(readFileSync(file, "utf8"));
}

const columns = ["fault", "rounds", "accepted", "lost", "twice", "sent", "refused", "requests", "events"] as const;

function table(reports: FaultReport[]): string {
  const rows = [columns.map(String), ...reports.map((report) => columns.map((name) => String(report[name] ?? "-")))];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
