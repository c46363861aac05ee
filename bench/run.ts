import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * `npm run bench`: runs each benchmark of this folder in a process of its own, on a PostgreSQL
 * server that it starts with initdb and pg_ctl. Prints one JSON object as its last line.
 */
const port = 54398;
const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-bench-pg-"));
const asRoot = process.getuid?.() === 0;

startPostgres();
const results: Record<string, unknown> = {
  machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`,
  node: process.version,
  loadAverage: os.loadavg()[0],
};
try {
  if (!existsSync(".next/BUILD_ID")) run("npm", ["run", "build"]);
  for (const file of readdirSync("bench").filter((name) => name.endsWith(".ts") && name !== "run.ts")) {
    process.stderr.write(`${file}\n`);
    const output = run("node", ["--expose-gc", "--import", "tsx", `bench/${file}`]);
    results[path.basename(file, ".ts")] = JSON.parse(output.trim().split("\n").at(-1) ?? "null");
  }
} finally {
  postgres(`pg_ctl -D ${folder}/data -m immediate stop`);
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${JSON.stringify(results)}\n`);

function run(command: string, args: string[]): string {
  const { status, stdout } = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 26,
    env: { ...process.env, DATABASE_URL: "", BENCH_DATABASE_URL: `postgresql://postgres@127.0.0.1:${port}/postgres` },
  });
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")} ended with ${status}`);
  return stdout;
}

function startPostgres() {
  if (asRoot) spawnSync("chown", ["postgres", folder]);
  postgres(`initdb -D ${folder}/data -U postgres -A trust -E UTF8 --locale=C.UTF-8`);
  postgres(`pg_ctl -D ${folder}/data -l ${folder}/log -w -o '-p ${port} -k ${folder} -c max_connections=200' start`);
}

/** PostgreSQL refuses to run as root. */
function postgres(command: string) {
  const [program, ...args] = asRoot ? ["su", "postgres", "-c", command] : ["bash", "-c", command];
  const { status } = spawnSync(program ?? "", args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}
