import { SingleBar } from "cli-progress";
import type { FileSummary, ImportReporter, Problem } from "./import-files";

/** Tells an operator at a terminal: a progress bar by bytes where there is one, plain lines elsewhere. */
export function terminalReporter(output: NodeJS.WriteStream, errors: NodeJS.WriteStream): ImportReporter {
  let bar: SingleBar | undefined;
  return {
    fileStarted(name, sizeBytes) {
      if (!output.isTTY) {
        output.write(`Reading ${name} (${sizeBytes} bytes)\n`);
        return;
      }
      bar = new SingleBar({
        stream: output,
        format: `${name} [{bar}] {percentage} % · {eta_formatted} left`,
        clearOnComplete: true,
      });
      bar.start(sizeBytes, 0);
    },
    bytesRead(bytes) {
      bar?.update(bytes);
    },
    problem(problem) {
      // The line goes above the bar, which draws itself anew.
      if (bar) output.write("\r\u001b[K");
      errors.write(`${problemLine(problem)}\n`);
    },
    fileEnded(summary) {
      bar?.stop();
      bar = undefined;
      output.write(`${summaryLine(summary)}\n`);
    },
  };
}

/** Where a row was skipped, and why: file, line, column and reason, and nothing of what it says. */
export function problemLine({ file, line, column, reason }: Problem): string {
  return `${file}, line ${line}${column ? `, column "${column}"` : ""}: ${reason}; skipped`;
}

/** What a file came to, in one line. */
export function summaryLine(summary: FileSummary): string {
  const { kind, name, rowsRead, rowsSkipped, linesRead, added, changed, unchanged, guestsAdded } = summary;
  const found = added + changed + unchanged;
  const what = kind === "orders" ? `${found} orders with ${linesRead} lines` : `${found} customers`;
  const guests = kind === "orders" ? `; ${guestsAdded} guests added` : "";
  return `${name}: ${rowsRead} rows read, ${rowsSkipped} skipped; ${what}: ${added} added, ${changed} changed, ${unchanged} unchanged${guests}.`;
}
