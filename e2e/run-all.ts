import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { ensurePrograms } from "@/test/harness/programs";

/**
 * `npm test`: format, lint, types and unused code, then the unit, integration and end-to-end tests. With the argument
 * `suites` only the tests, on the existing build. With TEST_DATABASE_URL they run on that PostgreSQL server, and so do
 * the attacks that take seconds, such as the test that neither answers nor statements depend on whether a person is
 * known. What failed, also at first only, is named at the end; the last line counts the tests.
 */
const onlySuites = process.argv[2] === "suites";
const counts = { passed: 0, failed: 0 };
/** What failed, and what failed once. */
const notes: string[] = [];
/** Where more files fail, the machine is not what is at fault. */
const MAX_RETRIED_FILES = 3;
let broken = false;

ensurePrograms();
rmSync("test-results", { recursive: true, force: true });
if (!onlySuites) {
  run("npm", ["run", "check"]);
  run("npm", ["run", "build"]);
}
// What is about the embedded database is not tried a second time, nor is WordPress, which knows nothing of ours.
const onlyOnce = ["embedded-*.test.ts", "lib/source/woocommerce/wordpress.test.ts"];
countVitest("unit", process.env.TEST_DATABASE_URL ? onlyOnce.flatMap((file) => ["--exclude", file]) : []);
if (process.env.TEST_DATABASE_URL) {
  // 3 s an attack here; `npm run test:attacks` takes a minute.
  process.env.ATTACK_SECONDS = "3";
  countAttacks("attacks", ["enumeration", "arguments", "bodies", "sockets"]);
  // These measure nothing.
  const others = ["locked-table", "endpoints", "unstorable-text", "ssrf", "credentials"];
  countAttacks("more attacks", others, ["--maxWorkers=2"]);
}
countPlaywright();

for (const line of notes) process.stdout.write(`\n${line}`);
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = broken || counts.failed > 0 ? 1 : 0;

function run(command: string, args: string[]) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) broken = true;
}

function countAttacks(name: string, files: string[], options: string[] = []) {
  const paths = files.map((file) => `test/attacks/${file}.test.ts`);
  countVitest(name, ["--config", "test/attacks/vitest.config.ts", ...options], paths);
}

type Report = ReturnType<typeof JSON.parse>;

/** Runs test files. The few that fail run once more, alone: what passes then was late on a busy machine, and is named. */
function countVitest(name: string, config: string[], files: string[] = []) {
  const first = runVitest(`test-results/${name}.json`, [...config, ...files]);
  const failed = first.filter(({ status }: Report) => status === "failed");
  const isRetried =
    failed.length > 0 && failed.length <= MAX_RETRIED_FILES && failed.every(({ name }) => existsSync(name));
  const again = isRetried
    ? runVitest(`test-results/${name}-again.json`, [...config, ...failed.map((file: Report) => file.name)])
    : failed;
  for (const file of [...first.filter((file: Report) => !failed.includes(file)), ...again]) countFile(file);
  if (isRetried) for (const file of failed) notes.push(...failuresOf(file).map((text) => `failed at first: ${text}`));
}

/** @returns the files of the report, and one that failed where it was none of them. */
function runVitest(report: string, args: string[]): Report[] {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { status } = spawnSync("npx", ["vitest", "run", ...reporters, ...args], { stdio: "inherit" });
  const files: Report[] = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).testResults : [];
  const isTold = status === 0 || files.some((file) => file.status === "failed");
  const untold = { name: report, status: "failed", message: `vitest ended with ${status}`, assertionResults: [] };
  return isTold ? files : [...files, untold];
}

function countFile(file: Report) {
  const failures = failuresOf(file);
  counts.passed += file.assertionResults.filter(({ status }: Report) => status === "passed").length;
  counts.failed += failures.length;
  notes.push(...failures.map((text) => `failed: ${text}`));
}

function failuresOf({ name, status, message, assertionResults }: Report): string[] {
  const failed = assertionResults.filter((test: Report) => test.status === "failed");
  if (status === "failed" && failed.length === 0) return [`${name}: ${message}`];
  return failed.map((test: Report) => `${name}: ${test.fullName}: ${test.failureMessages[0].split("\n", 1)[0]}`);
}

/** Runs the stories in Chromium; the few that fail once more, as test files are. */
function countPlaywright() {
  const first = runPlaywright([]);
  const isRetried = first.failed.length > 0 && first.failed.length <= MAX_RETRIED_FILES;
  const last = isRetried ? runPlaywright(["--last-failed"]) : first;
  counts.passed += first.passed + (isRetried ? last.passed : 0);
  counts.failed += last.failed.length;
  notes.push(...last.failed.map((story) => `failed: ${story}`));
  if (isRetried) notes.push(...first.failed.map((story) => `failed at first: ${story}`));
}

/** @returns how many stories passed, and which failed: one that says so if there is no report. */
function runPlaywright(args: string[]): { passed: number; failed: string[] } {
  const report = "test-results/e2e.json";
  rmSync(report, { force: true });
  spawnSync("npx", ["playwright", "test", ...args], { stdio: "inherit" });
  if (!existsSync(report)) return { passed: 0, failed: ["no story ran"] };
  const { stats, suites, errors } = JSON.parse(readFileSync(report, "utf8"));
  const specs = (suite: Report): Report[] => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const failed = suites.flatMap(specs).filter(({ ok }: Report) => !ok);
  const stories = failed.map(({ file, title }: Report) => `${file}: ${title}`);
  return { passed: stats.expected, failed: [...stories, ...errors.map(({ message }: Report) => message)] };
}
