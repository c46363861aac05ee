import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { importFiles } from "@/lib/import/import-files";
import type { Problem } from "@/lib/import/process-file";
import { createStore } from "@/lib/store/create-store";

/** A new store, and a function that imports small files into it. */
export async function makeImportStore() {
  const slug = `s-${uuidv7()}`;
  const storeId = await createStore({ slug, name: "A store" });
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-import-"));
  const write = (name: string, content: string | Uint8Array | undefined) => {
    if (content === undefined) return undefined;
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const run = async (contents: { customers?: string | Uint8Array; orders?: string | Uint8Array }) => {
    const problems: Problem[] = [];
    const summaries = await importFiles(
      {
        storeSlug: slug,
        customers: write("customers.csv", contents.customers),
        orders: write("orders.csv", contents.orders),
      },
      { fileStarted() {}, bytesRead() {}, fileEnded() {}, problem: (problem) => problems.push(problem) },
    );
    const [summary] = summaries;
    if (!summary) throw new Error("no file was imported");
    return { summary, summaries, problems };
  };
  return { slug, storeId, run };
}

/** A file of customers with the columns that matter here. Cells are written as they are. */
export function customersFile(rows: string[][], lineBreak = "\n"): string {
  return [CUSTOMER_HEADER, ...rows.map((cells) => pad(cells, CUSTOMER_HEADER))].join(lineBreak) + lineBreak;
}

/** A file of orders; see `orderRow`. */
export function ordersFile(rows: string[], lineBreak = "\n"): string {
  return [ORDER_HEADER, ...rows].join(lineBreak) + lineBreak;
}

/** A row of an order by its columns; the first of an order unless `later` says otherwise. */
export function orderRow(cells: Record<string, string>, later = false): string {
  const given: Record<string, string> = later ? LINE : { ...HEAD, ...LINE };
  const all = { ...given, ...cells };
  return ORDER_HEADER.split(",")
    .map((column) => all[column] ?? "")
    .join(",");
}

const CUSTOMER_HEADER =
  "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Note,Tags,Default Address City,Default Address Zip,Total Spent";
const ORDER_HEADER =
  "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem taxable,Billing Name,Billing City,Billing Zip,Notes,Id,Tags,Risk Level,Lineitem discount,Vendor";
const HEAD = {
  Name: "#1",
  Email: "ann@a.example",
  "Financial Status": "paid",
  Currency: "EUR",
  Subtotal: "10.00",
  Shipping: "2.50",
  Taxes: "0.00",
  Total: "12.50",
  "Created at": "2026-01-02 03:04:05 +0100",
  "Billing Name": "Ann Ames",
  "Billing Zip": "'01234",
  Id: "500",
  "Risk Level": "Low",
};
const LINE = {
  Name: "#1",
  Email: "ann@a.example",
  "Lineitem quantity": "2",
  "Lineitem name": "Pen",
  "Lineitem price": "5.00",
  "Lineitem taxable": "true",
};

function pad(cells: string[], header: string): string {
  return header
    .split(",")
    .map((_, index) => cells[index] ?? "")
    .join(",");
}
