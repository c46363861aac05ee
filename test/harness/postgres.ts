import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "./free-port";

/** A PostgreSQL server for one test or benchmark, on loopback. */
export interface PostgresServer {
  /** The URL of one of its databases. */
  url: (database?: string) => string;
  /** Creates an empty database. @returns its URL. */
  createDatabase: (name: string) => Promise<string>;
  /** "fast" rolls back what is in progress, "immediate" recovers at the next start. */
  stop: (mode: "fast" | "immediate") => void;
  /** SIGKILL for the server and all its processes, as the kernel's out-of-memory killer would. */
  kill: () => void;
  start: () => void;
  /** Stops it and deletes its files. */
  remove: () => void;
}

/**
 * Starts a new server with initdb and pg_ctl, which Debian keeps out of the PATH.
 * @param settings such as `{ fsync: "off" }`.
 */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-pg-"));
  const port = await freePort();
  const options = Object.entries({ max_connections: "300", unix_socket_directories: "", ...settings }).map(
    ([name, value]) => `-c ${name}="${value}"`,
  );
  const url = (database = "postgres") => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  const startOnce = `pg_ctl -D ${folder}/data -l ${folder}/log -w -o '-p ${port} ${options.join(" ")}' start`;
  // After a kill, a last process may hold the shared memory for some milliseconds: the server refuses to start until then.
  const start = () => run(`for attempt in $(seq 20); do ${startOnce} && exit 0; sleep 0.2; done; exit 1`);
  const stop = (mode: string) => run(`pg_ctl -D ${folder}/data -m ${mode} -w stop`);
  if (asRoot) spawnSync("chown", ["postgres", folder]);
  run(`initdb -D ${folder}/data -U postgres -A trust -E UTF8 --locale=C.UTF-8`);
  start();
  return {
    url,
    start,
    stop,
    createDatabase: async (name) => {
      await query(url(), `CREATE DATABASE ${name}`);
      return url(name);
    },
    kill: () => {
      const postmaster = readFileSync(`${folder}/data/postmaster.pid`, "utf8").split("\n")[0] ?? "";
      // Else it may start another process between the two, which holds the shared memory when all others are gone.
      spawnSync("kill", ["-STOP", postmaster]);
      const { stdout } = spawnSync("pgrep", ["-P", postmaster], { encoding: "utf8" });
      spawnSync("kill", ["-KILL", postmaster, ...stdout.split("\n").filter(Boolean)]);
      // A process that is dead but not yet reaped still counts as running for the next start.
      rmSync(`${folder}/data/postmaster.pid`, { force: true });
    },
    remove: () => {
      spawnSync(...shell(`pg_ctl -D ${folder}/data -m immediate stop`), { stdio: "ignore" });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. @returns the rows. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<Row>(text, values).finally(() => client.end());
  return rows;
}

/** The URL of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

/** Installs PostgreSQL's server where it is missing and may be: on Debian, as root. */
export function ensurePostgres(): void {
  if (spawnSync(...shell("command -v initdb"), { stdio: "ignore" }).status === 0) return;
  const install = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql";
  const { status } = spawnSync("bash", ["-c", install], { stdio: "inherit" });
  if (status !== 0) throw new Error("PostgreSQL's server is missing: install it (initdb and pg_ctl)");
}

const asRoot = process.getuid?.() === 0;

function run(command: string) {
  const { status, stderr } = spawnSync(...shell(command), { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
}

/** PostgreSQL refuses to run as root. */
function shell(command: string): [string, string[]] {
  const line = `for bin in /usr/lib/postgresql/*/bin; do PATH="$bin:$PATH"; done; cd /; ${command}`;
  return asRoot ? ["su", ["postgres", "-c", line]] : ["bash", ["-c", line]];
}
