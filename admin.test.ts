import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { env } from "@/lib/env";
import { customersFile, orderRow, ordersFile } from "@/test/factories/import";

const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-admin-"));

const ONCE = "the program opens its own database, whichever the suites run on";

/** Runs the program as an operator does, on its own embedded database. */
function admin(args: string[], variables: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    execFile(
      process.execPath,
      ["build/admin.mjs", ...args],
      { env: { NODE_ENV: "production", DATA_DIR: dataDir, APP_URL: "https://privacy.example", ...variables } },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test("a store, its owner and its data come from the command line", async ({ skip }) => {
  skip(Boolean(env().databaseUrl), ONCE);
  const store = ["store:create", "--slug", "nw", "--name", "Northwind", "--contact", "privacy@nw.example"];
  expect(await admin(store)).toMatchObject({ code: 0, out: expect.stringContaining("https://privacy.example/s/nw") });
  const again = await admin(store);
  expect(again).toEqual({ code: 1, out: "", err: "There is a store with the slug nw already.\n" });

  const owner = await admin(["owner:create", "--store", "nw", "--email", "Owner@NW.example", "--name", "Nora"]);
  expect(owner).toMatchObject({ code: 0, err: "" });
  expect(owner.out.trim().split("\n").at(-1)).toMatch(/^https:\/\/privacy\.example\/set-password\/[\w-]{43}$/);

  const customers = path.join(dataDir, "customers.csv");
  const orders = path.join(dataDir, "orders.csv");
  writeFileSync(customers, customersFile([["1", "Ann", "Ames", "ann@a.example"], [""]]));
  writeFileSync(orders, ordersFile([orderRow({}), orderRow({ Name: "#2", Id: "2", Email: "guest@a.example" })]));
  const load = ["import", "--store", "nw", "--customers", customers, "--orders", orders];
  const first = await admin(load);
  expect(first.code).toBe(1);
  expect(first.err).toMatch(
    /^customers\.csv, line 3, column "Customer ID": .*; skipped\nNot everything was imported: 1 row was skipped.*export again.*\n$/,
  );
  expect(first.out).toContain("2 rows read, 1 skipped; 1 customer: 1 added, 0 changed, 0 unchanged.");
  expect(first.out).toContain(
    "2 rows read, 0 skipped; 2 orders with 2 lines: 2 added, 0 changed, 0 unchanged; 1 guest added.",
  );
  const second = await admin(load);
  expect(second.out).toContain("0 added, 0 changed, 2 unchanged; 0 guests added.");

  writeFileSync(customers, customersFile([["1", "Ann", "Ames", "ann@a.example"]]));
  expect(await admin(load)).toMatchObject({ code: 0, err: "" });
  const refused = await admin(["import", "--store", "nw", "--customers", orders]);
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/^[^\n]+Nothing was imported\.\n$/) });
}, 300_000);

test("a mistake is reported in one line, and a wrong command explains itself", async ({ skip }) => {
  skip(Boolean(env().databaseUrl), ONCE);
  const port = await admin(["store:create", "--slug", "x", "--name", "X"], { PORT: "none" });
  expect(port).toEqual({ code: 1, out: "", err: expect.stringMatching(/^PORT is malformed: [^\n]+\n$/) });
  const slug = await admin(["owner:create", "--email", "a@b.example"]);
  expect(slug).toMatchObject({ code: 1, err: expect.stringContaining("required option '--store <slug>'") });
  expect(await admin(["nonsense"])).toMatchObject({ code: 1, err: expect.stringContaining("unknown command") });
  expect(await admin(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("import") });
}, 120_000);
