import type { MissingCustomer } from "@/lib/customer/list-missing";
import { batches, onceEach } from "./batches";
import { type CheckedFile, readRows } from "./check-file";
import type { FileKind } from "./columns";
import type { Written } from "./compare-batch";
import { type CustomerDraft, readCustomer } from "./read-customer";
import { type OrderDraft, readOrders } from "./read-orders";
import { type ReasonCode, type ReasonValues, reasonText } from "./reasons";
import { makeRow, type Row, RowError } from "./row";

/** A row that was skipped, and why. */
export interface Problem {
  file: string;
  line: number;
  column: string | undefined;
  /** In English. */
  reason: string;
  code: ReasonCode;
  values: ReasonValues | undefined;
}

/** The result of one file. */
export interface FileSummary extends Omit<Written, "erasedLines"> {
  kind: FileKind;
  name: string;
  rowsRead: number;
  /** Those that could not be read. */
  rowsSkipped: number;
  /** How many customers or orders were left out, being of people who were erased. */
  erased: number;
  /** Only for orders. */
  linesRead: number;
  guestsAdded: number;
  /** Accounts stored before that the file no longer holds; undefined for orders, and where rows were skipped. */
  missing?: { count: number; rows: MissingCustomer[] };
}

/** What a file holds, by its kind, in parts of a transaction's size. */
export type Batch = { kind: "customers"; drafts: CustomerDraft[] } | { kind: "orders"; drafts: OrderDraft[] };

/** Stores a batch, or compares it with what is stored. @param summary of the file up to the batch before. */
export type ProcessBatch = (batch: Batch, summary: FileSummary) => Promise<Written & { guestsAdded?: number }>;

/** Reads a checked file from its beginning, batch by batch, and counts what comes of it. */
export async function processFile(
  file: CheckedFile,
  reporter: { bytesRead(bytes: number): void; problem(problem: Problem): void },
  process: ProcessBatch,
): Promise<FileSummary> {
  const summary: FileSummary = { kind: file.kind, name: file.name, ...NOTHING };
  const report = (error: RowError, line: number) => {
    summary.rowsSkipped += 1;
    reporter.problem(problemOf(file.name, error, line));
  };
  const count = (written: Written & { guestsAdded?: number }) => {
    summary.added += written.added;
    summary.changed += written.changed;
    summary.unchanged += written.unchanged;
    summary.guestsAdded += written.guestsAdded ?? 0;
    summary.corrected += written.corrected;
    summary.erased += written.erasedLines.length;
    for (const line of written.erasedLines) reporter.problem(erasedProblem(file.name, line));
  };
  const rows = rowsOf(file, summary, report, reporter.bytesRead);
  if (file.kind === "customers")
    for await (const drafts of batches(onceEach(readCustomers(rows, report), report)))
      count(await process({ kind: "customers", drafts }, summary));
  else
    for await (const drafts of batches(onceEach(readOrders(rows, report), report))) {
      for (const order of drafts) summary.linesRead += order.lines.length;
      count(await process({ kind: "orders", drafts }, summary));
    }
  return summary;
}

const NOTHING = {
  ...{ rowsRead: 0, rowsSkipped: 0, erased: 0, linesRead: 0, corrected: 0 },
  ...{ added: 0, changed: 0, unchanged: 0, guestsAdded: 0 },
};

function problemOf(file: string, error: RowError, line: number): Problem {
  const { column, code, values } = error;
  return { file, line, column: column || undefined, reason: reasonText({ code, values }), code, values };
}

/** A row that was left out, since its person was erased. */
export function erasedProblem(file: string, line: number): Problem {
  return problemOf(file, new RowError("", ERASED), line);
}

const ERASED = "erased";

/** Whether a row was left out for nothing that is wrong with the file. */
export function isErasedProblem({ code }: Pick<Problem, "code">): boolean {
  return code === ERASED;
}

async function* rowsOf(
  file: CheckedFile,
  summary: FileSummary,
  report: (error: RowError, line: number) => void,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Row> {
  for await (const item of readRows(file, onBytes)) {
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
