import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { ensurePrograms } from "@/test/harness/programs";

/**
 * `npm test`: format, lint, unused code, types, then the unit, integration and end-to-end suites.
 * With `suites` as its argument only the suites, on the build at hand. With TEST_DATABASE_URL they
 * run on that PostgreSQL server. Its last line counts the tests.
 */
const onlySuites = process.argv[2] === "suites";
const counts = { passed: 0, failed: 0 };
let broken = false;

ensurePrograms();
rmSync("test-results", { recursive: true, force: true });
if (!onlySuites) {
  run("npm", ["run", "check"]);
  run("npm", ["run", "build"]);
}
run("npx", ["vitest", "run", "--reporter=default", "--reporter=json", "--outputFile.json=test-results/unit.json"]);
count("test-results/unit.json", (result) => [
  result.numPassedTests,
  result.numFailedTests + result.numFailedTestSuites,
]);
run("npx", ["playwright", "test"]);
count("test-results/e2e.json", (result) => [result.stats.expected, result.stats.unexpected + result.stats.flaky]);

process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = broken || counts.failed > 0 ? 1 : 0;

function run(command: string, args: string[]) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) broken = true;
}

/** Adds a report's counts. A suite that left no report did not run, which is a failure. */
function count(file: string, read: (report: ReturnType<typeof JSON.parse>) => [number, number]) {
  if (!existsSync(file)) {
    counts.failed += 1;
    return;
  }
  const [passed, failed] = read(JSON.parse(readFileSync(file, "utf8")));
  counts.passed += passed;
  counts.failed += failed;
}
