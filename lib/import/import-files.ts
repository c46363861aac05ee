import { listMissing, type MissingCustomer } from "@/lib/customer/list-missing";
import { prisma } from "@/lib/database";
import { OperatorError } from "@/lib/error";
import { batches, onceEach } from "./batches";
import { type CheckedFile, checkFile, readRows } from "./check-file";
import { fileOnDisk } from "./import-file";
import { normalizeRecords } from "./normalize-records";
import { readCustomer } from "./read-customer";
import { readOrders } from "./read-orders";
import { makeRow, type Row, RowError } from "./row";
import { type Written, writeCustomers } from "./write-customers";
import { writeOrders } from "./write-orders";

/** A row that was skipped, and why. */
export interface Problem {
  file: string;
  line: number;
  column: string | undefined;
  reason: string;
}

/** Receives the progress of an import. */
export interface ImportReporter {
  fileStarted(name: string, sizeBytes: number): void;
  bytesRead(bytes: number): void;
  problem(problem: Problem): void;
  fileEnded(summary: FileSummary): void;
}

/** The result of one file. */
export interface FileSummary extends Written {
  kind: "customers" | "orders";
  name: string;
  rowsRead: number;
  rowsSkipped: number;
  /** Only for orders. */
  linesRead: number;
  guestsAdded: number;
  /** Accounts stored before that the file no longer holds; undefined for orders, and where rows were skipped. */
  missing?: { count: number; rows: MissingCustomer[] };
}

/**
 * Imports Shopify's exports into a store, customers first. Rows that are already stored are updated where
 * the file differs, and nothing is stored twice.
 * @throws OperatorError when the store is unknown or a file is not such an export: nothing is stored then.
 */
export async function importFiles(
  source: { storeSlug: string; customers?: string; orders?: string },
  reporter: ImportReporter,
): Promise<FileSummary[]> {
  if (!source.customers && !source.orders) throw new OperatorError("Give --customers FILE, --orders FILE, or both.");
  const store = await prisma().store.findUnique({ where: { slug: source.storeSlug }, select: { id: true } });
  if (!store) throw new OperatorError(`There is no store with the slug ${source.storeSlug}.`);
  const files: CheckedFile[] = [];
  const refusals: string[] = [];
  for (const kind of ["customers", "orders"] as const) {
    const file = source[kind];
    if (!file) continue;
    try {
      files.push(await checkFile(kind, await fileOnDisk(file)));
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      refusals.push(error.message);
    }
  }
  if (refusals.length > 0) throw new OperatorError(`${refusals.join(" ")} Nothing was imported.`);
  // Rows of the release before are compared by their old forms, so they are converted first.
  await normalizeRecords(store.id);
  const at = new Date();
  const summaries: FileSummary[] = [];
  for (const file of files) {
    reporter.fileStarted(file.name, file.sizeBytes);
    const summary = await importFile(store.id, file, at, reporter);
    reporter.fileEnded(summary);
    summaries.push(summary);
  }
  return summaries;
}

async function importFile(storeId: string, file: CheckedFile, at: Date, reporter: ImportReporter) {
  const summary: FileSummary = { kind: file.kind, name: file.name, ...NOTHING };
  const report = (error: RowError, line: number) => {
    summary.rowsSkipped += 1;
    const column = error.column || undefined;
    reporter.problem({ file: file.name, line, column, reason: error.message });
  };
  const rows = rowsOf(file, summary, report, reporter);
  const count = (written: Written & { guestsAdded?: number }) => {
    summary.added += written.added;
    summary.changed += written.changed;
    summary.unchanged += written.unchanged;
    summary.guestsAdded += written.guestsAdded ?? 0;
  };
  if (file.kind === "customers")
    for await (const batch of batches(onceEach(readCustomers(rows, report), report)))
      count(await writeCustomers(storeId, batch, at));
  else
    for await (const batch of batches(onceEach(readOrders(rows, report), report))) {
      count(await writeOrders(storeId, batch, at));
      for (const order of batch) summary.linesRead += order.lines.length;
    }
  if (file.kind === "customers" && summary.rowsSkipped === 0) {
    await prisma().store.update({ where: { id: storeId }, data: { customersFileAt: at }, select: { id: true } });
    summary.missing = await listMissing(storeId, MAX_LISTED);
  }
  return summary;
}

/** Of accounts that a file no longer holds, a report lists the first; the dashboard has the others. */
const MAX_LISTED = 20;

const NOTHING = { rowsRead: 0, rowsSkipped: 0, linesRead: 0, added: 0, changed: 0, unchanged: 0, guestsAdded: 0 };

async function* rowsOf(
  file: CheckedFile,
  summary: FileSummary,
  report: (error: RowError, line: number) => void,
  reporter: ImportReporter,
): AsyncGenerator<Row> {
  for await (const item of readRows(file, reporter.bytesRead)) {
    summary.rowsRead += 1;
    try {
      if ("broken" in item) throw new RowError("", item.broken);
      yield makeRow(file.header, item);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      report(error, item.line);
    }
  }
}

async function* readCustomers(rows: AsyncIterable<Row>, report: (error: RowError, line: number) => void) {
  for await (const row of rows) {
    try {
      yield { ...readCustomer(row), size: row.size };
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      report(error, row.line);
    }
  }
}
