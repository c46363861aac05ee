import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFolder } from "@/lib/embedded-database";
import { env } from "@/lib/env";
import { explainFailure } from "@/lib/start-failure";
import { appKeys } from "@/test/harness/app";
import { freePort } from "@/test/harness/free-port";
import { type PostgresServer, query, startPostgres } from "@/test/harness/postgres";
import { canMount, mountSmallFolder } from "@/test/harness/small-folder";

/** Runs the built server or admin program, as an operator does. @returns its exit code and all that it printed. */
function run(args: string[], variables: Record<string, string>) {
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

function expectOneLine(variables: Record<string, string>, line: RegExp) {
  for (const args of [
    ["build/server.mjs", "start"],
    ["build/admin.mjs", "keys:status"],
  ])
    expect(run(args, variables), args.join(" ")).toEqual({ status: 1, lines: [expect.stringMatching(line)] });
}

const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-fail-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(["start", "demo"])("%s stops with one line where DATA_DIR is a file, or in one", (mode) => {
  const file = path.join(folder, "file");
  writeFileSync(file, "");
  for (const DATA_DIR of [file, path.join(file, "data")])
    expect(run(["build/server.mjs", mode], { DATA_DIR })).toEqual({
      status: 1,
      lines: [expect.stringMatching(/^DATA_DIR \(.*\) cannot be used: it is a file.* Choose a folder\.$/)],
    });
  expect(run(["build/admin.mjs", "keys:status"], { DATA_DIR: file })).toMatchObject({ status: 1 });
});

test("a damaged embedded database stops the start with one line", async () => {
  const whole = path.join(folder, "whole");
  const { instance, unlock } = await openFolder(whole);
  await instance.close();
  unlock();
  const damages: ((database: string) => void)[] = [
    (database) => writeFileSync(path.join(database, "global/pg_control"), "x".repeat(8192)),
    (database) => rmSync(path.join(database, "global"), { recursive: true }),
    (database) => writeFileSync(path.join(database, "PG_VERSION"), "17\n"),
  ];
  for (const [index, damage] of damages.entries()) {
    const DATA_DIR = path.join(folder, `damaged-${index}`);
    cpSync(whole, DATA_DIR, { recursive: true });
    damage(path.join(DATA_DIR, "postgres-18"));
    expectOneLine({ DATA_DIR }, /^The embedded database in .*postgres-18 is damaged: restore DATA_DIR/);
  }
}, 120_000);

test.skipIf(!canMount)(
  `a read-only or full disk stops the start with one line${canMount ? "" : " (only root may mount one)"}`,
  async () => {
    const small = mountSmallFolder(4);
    try {
      expectOneLine({ DATA_DIR: small.path }, /^The disk of DATA_DIR \(.*\) is full: make room/);
      small.fill();
      expectOneLine({ DATA_DIR: path.join(small.path, "new") }, /is full: make room/);
      spawnSync("mount", ["-o", "remount,ro", small.path]);
      expectOneLine({ DATA_DIR: small.path }, /cannot be used: its disk is read-only\. Mount it writable/);
    } finally {
      small.remove();
    }
  },
  120_000,
);

test.skipIf(!canMount)(
  `a disk that has filled up stops the next start with one line, and keeps what it holds${canMount ? "" : " (only root may mount one)"}`,
  async () => {
    const small = mountSmallFolder(300);
    try {
      const variables = { DATA_DIR: small.path };
      const { instance, unlock } = await openFolder(small.path);
      await instance.close();
      unlock();
      const line = /^The disk of DATA_DIR \(.*\) is full: make room, then start again\.$/;
      small.fill();
      expect(run(["build/server.mjs", "start"], variables)).toEqual({
        status: 1,
        lines: [expect.stringMatching(line)],
      });
      small.empty();
      const works = () => expect(run(["build/admin.mjs", "keys:status"], variables)).toMatchObject({ status: 0 });
      works();
      small.fill();
      expectOneLine(variables, line);
      small.empty();
      works();
    } finally {
      small.remove();
    }
  },
  120_000,
);

test("an unknown failure is one line with its message and an id, the same each time, and no source code", () => {
  const make = () => Object.assign(new Error("odd\n  at line 3: const a=1"), { code: "XX000" });
  const lines = [1, 2].map(() => explainFailure(make()));
  expect(lines[0]).toMatch(/^Dossier has failed: odd \(XX000, error [0-9a-f]{8}\)\.$/);
  expect(lines[1]).toBe(lines[0]);
  expect(explainFailure("text")).toMatch(/^Dossier has failed: text \(error /);
});

let server: PostgresServer | undefined;
beforeAll(async () => {
  if (!env().databaseUrl) return;
  const hba = path.join(os.tmpdir(), `dossier-hba-${process.pid}`);
  writeFileSync(hba, "host all locked 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
  chmodSync(hba, 0o644);
  server = await startPostgres({ hba_file: hba });
  await query(server.url(), "CREATE ROLE locked LOGIN PASSWORD 'right'");
  await query(server.url(), "CREATE ROLE plain LOGIN");
  await server.createDatabase("ready");
  await query(server.url(), "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  await query(
    server.url(),
    "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
  );
  await server.createDatabase("tables");
  await query(server.url("tables"), "GRANT CREATE ON SCHEMA public TO plain");
});
afterAll(() => server?.remove());

/** The URL of a database for a role. */
const urlFor = (database: string, role = "postgres") => server?.url(database).replace("postgres@", `${role}@`) ?? "";

test.skipIf(!env().databaseUrl).each([
  ["a database is missing", () => urlFor("missing"), /"missing" does not exist: create that database/],
  ["a role is unknown", () => urlFor("ready", "nobody"), /"nobody" does not exist: create that role/],
  ["the password is wrong", () => urlFor("ready", "locked:wrong"), /correct the user and the password in DATABASE_URL/],
  ["the password is missing", () => urlFor("ready", "locked"), /add the password to DATABASE_URL/],
  [
    "the role may not create tables",
    () => urlFor("ready", "plain"),
    /permission denied .*: make the role .* the owner/,
  ],
  ["the role may not create extensions", () => urlFor("tables", "plain"), /permission denied .*extension.*the owner/],
  ["the database is LATIN1", () => urlFor("latin"), /has the encoding LATIN1: create one with UTF8/],
  ["the database is SQL_ASCII", () => urlFor("ascii"), /has the encoding SQL_ASCII: create one with UTF8/],
  [
    "TLS is asked for and missing",
    () => `${urlFor("ready")}?sslmode=verify-full`,
    /does not support SSL.*: correct sslmode/,
  ],
])("where %s, start and admin stop with one line (only where the suites run on PostgreSQL)", (_, url, line) => {
  if (!server) throw new Error("no server");
  expectOneLine({ DATABASE_URL: url() }, line);
});

test.skipIf(!env().databaseUrl)(
  "dev stops with one line where its database is missing, and pg's advice on sslmode is not among a start's lines (only where the suites run on PostgreSQL)",
  () => {
    const dev = run(["--import", "tsx", "server.ts", "dev"], { DATABASE_URL: urlFor("missing") });
    expect(dev).toEqual({
      status: 1,
      lines: [expect.stringMatching(/"missing" does not exist: create that database/)],
    });
    expectOneLine({ DATABASE_URL: `${urlFor("ready")}?sslmode=require` }, /does not support SSL.*: correct sslmode/);
  },
);

test("where no server answers, start and admin stop with one line", async () => {
  const port = await freePort();
  expectOneLine(
    { DATABASE_URL: `postgresql://postgres@127.0.0.1:${port}/x` },
    /ECONNREFUSED 127\.0\.0\.1:\d+: start that server, or correct the host and port in DATABASE_URL\.$/,
  );
  expectOneLine({ DATABASE_URL: "postgresql://postgres@no-such-host.internal/x" }, /: start that server/);
  const dev = run(["--import", "tsx", "server.ts", "dev"], {
    DATABASE_URL: `postgresql://postgres@127.0.0.1:${port}/x`,
  });
  expect(dev).toEqual({ status: 1, lines: [expect.stringMatching(/ECONNREFUSED.*: start that server/)] });
});
