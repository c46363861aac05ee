import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import { ensurePostgres, startPostgres } from "@/test/harness/postgres";
import { type Threshold, thresholds } from "./thresholds";

/**
 * `npm run bench [-- NAME…]`: runs the benchmarks of this folder, each in a process of its own. Prints a table of the
 * budgets and, as its last line, one JSON object; exits with 1 where a budget is missed or a benchmark fails.
 */
const BENCH_LIMIT_MS = 15 * 60_000;

const wanted = process.argv.slice(2);
const notBenches = ["run.ts", "thresholds.ts"];
const all = readdirSync("bench").filter((name) => name.endsWith(".ts") && !notBenches.includes(name));
const names = all.map((name) => name.slice(0, -3)).filter((name) => wanted.length === 0 || wanted.includes(name));
ensurePostgres();
const postgres = await startPostgres();
const results: Record<string, unknown> = { ...machine(), loadAverageBefore: loadAverage() };
try {
  await run("npm", ["run", existsSync(".next/BUILD_ID") ? "build:server" : "build"]);
  if (!existsSync("bench/baseline/.next/BUILD_ID")) await run("npx", ["next", "build", "bench/baseline"]);
  for (const name of names) {
    const startedAt = performance.now();
    const output = await run("node", ["--expose-gc", "--import", "tsx", `bench/${name}.ts`]).catch((error) => {
      process.stderr.write(`${error}\n`);
      return "null";
    });
    results[name] = JSON.parse(output.trim().split("\n").at(-1) || "null");
    process.stderr.write(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  }
} finally {
  postgres.remove();
}
results.loadAverageAfter = loadAverage();
const lines = thresholds.filter(({ bench }) => names.includes(bench)).map(judge);
const failed = names.filter((name) => results[name] === null);
results.missed = [...lines.filter(({ holds }) => !holds).map(({ figure }) => figure), ...failed];
printTable();
process.stdout.write(`${JSON.stringify(results)}\n`);
process.exitCode = (results.missed as string[]).length === 0 ? 0 : 1;

function judge({ bench, at, figure, limit: [direction, value] }: Threshold) {
  const found = at
    .split(".")
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], results[bench]);
  const measured = typeof found === "number" ? found : Number.NaN;
  const holds = direction === "at least" ? measured >= value : measured <= value;
  return { figure, measured, budget: `${direction} ${value}`, holds };
}

function printTable() {
  const { os: system, cpu, memory, versions } = machine();
  process.stdout.write(`\n${cpu}, ${memory}, ${system}; ${Object.entries(versions).flat().join(" ")}\n`);
  process.stdout.write(`load average ${results.loadAverageBefore} before, ${results.loadAverageAfter} after\n\n`);
  const width = Math.max(6, ...lines.map(({ figure }) => figure.length));
  const print = (cells: [string, string, string, string]) =>
    process.stdout.write(`${cells[0].padEnd(width)}  ${cells[1].padStart(10)}  ${cells[2].padEnd(16)}  ${cells[3]}\n`);
  print(["figure", "measured", "budget", ""]);
  for (const { figure, measured, budget, holds } of lines)
    print([figure, Number.isNaN(measured) ? "none" : String(measured), budget, holds ? "holds" : "MISSED"]);
  for (const name of failed) print([name, "", "", "FAILED"]);
  process.stdout.write("\n");
}

function machine() {
  return {
    cpu: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    os: `${os.type()} ${os.release()}`,
    versions: { node: process.versions.node, v8: process.versions.v8 },
  };
}

function loadAverage() {
  return os.loadavg().map((load) => Math.round(load * 100) / 100);
}

/** Runs a program until it exits. @returns what it printed. */
function run(command: string, args: string[]): Promise<string> {
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: BENCH_LIMIT_MS,
    killSignal: "SIGTERM",
    env: { ...process.env, DATABASE_URL: "", BENCH_DATABASE_URL: postgres.url() },
  });
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code, signal) =>
      code === 0 ? done(output) : fail(new Error(`${command} ${args.join(" ")} ended with ${signal ?? code}`)),
    );
  });
}
