import { chmodSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { explainFailure } from "@/lib/start-failure";
import { freePort } from "@/test/harness/free-port";
import { type PostgresServer, query, startPostgres } from "@/test/harness/postgres";
import { expectOneLine, runProgram } from "@/test/harness/run-program";

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
    const dev = runProgram(["--import", "tsx", "server.ts", "dev"], { DATABASE_URL: urlFor("missing") });
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
  const dev = runProgram(["--import", "tsx", "server.ts", "dev"], {
    DATABASE_URL: `postgresql://postgres@127.0.0.1:${port}/x`,
  });
  expect(dev).toEqual({ status: 1, lines: [expect.stringMatching(/ECONNREFUSED.*: start that server/)] });
});
