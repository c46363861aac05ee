import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { ensurePrograms } from "@/test/harness/programs";

/**
 * `npm test`: format, lint, types and unused code, then the unit, integration and end-to-end tests. With the argument
 * `suites` only the tests, on the existing build. With TEST_DATABASE_URL they run on that PostgreSQL server, and so do
 * the attacks that take seconds, such as the test that neither answers nor statements depend on whether a person is
 * known. What failed is named at the end; the last line counts the tests.
 */
const onlySuites = process.argv[2] === "suites";
const counts = { passed: 0, failed: 0 };
const failures: string[] = [];
let broken = false;

ensurePrograms();
rmSync("test-results", { recursive: true, force: true });
if (!onlySuites) {
  run("npm", ["run", "check"]);
  run("npm", ["run", "build"]);
}
runVitest("test-results/unit.json", []);
count("test-results/unit.json", countVitest);
if (process.env.TEST_DATABASE_URL) {
  // 5 s an attack here; `npm run test:attacks` takes a minute.
  process.env.ATTACK_SECONDS = "5";
  const names = ["enumeration", "arguments", "bodies", "sockets", "locked-table", "endpoints", "unstorable-text"];
  const attacks = names.map((name) => `test/attacks/${name}.test.ts`);
  runVitest("test-results/attacks.json", ["--config", "test/attacks/vitest.config.ts", ...attacks]);
  count("test-results/attacks.json", countVitest);
}
run("npx", ["playwright", "test"]);
count("test-results/e2e.json", countPlaywright);

for (const name of failures) process.stdout.write(`\nfailed: ${name}`);
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = broken || counts.failed > 0 ? 1 : 0;

function run(command: string, args: string[]) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) broken = true;
}

function runVitest(report: string, args: string[]) {
  run("npx", ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args]);
}

type Report = ReturnType<typeof JSON.parse>;

function countVitest(report: Report): [number, number] {
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test: Report) => test.status === "failed");
    failures.push(...failed.map((test: Report) => `${file.name}: ${test.fullName}: ${test.failureMessages[0]}`));
    if (file.status === "failed" && failed.length === 0) failures.push(`${file.name}: ${file.message}`);
  }
  return [report.numPassedTests, report.numFailedTests + report.numFailedTestSuites];
}

function countPlaywright({ stats, suites }: Report): [number, number] {
  const specs = (suite: Report): Report[] => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  for (const spec of suites.flatMap(specs)) {
    if (spec.tests.some((test: Report) => test.status === "unexpected" || test.status === "flaky")) {
      failures.push(`${spec.file}: ${spec.title}`);
    }
  }
  return [stats.expected, stats.unexpected + stats.flaky];
}

/** Adds the counts of a report. Without one, the suite did not run, which is a failure. */
function count(file: string, read: (report: Report) => [number, number]) {
  if (!existsSync(file)) {
    counts.failed += 1;
    return;
  }
  const [passed, failed] = read(JSON.parse(readFileSync(file, "utf8")));
  counts.passed += passed;
  counts.failed += failed;
}
