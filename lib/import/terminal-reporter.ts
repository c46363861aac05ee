import { SingleBar } from "cli-progress";
import { customerTitle } from "@/lib/customer/customer-name";
import type { ImportReporter } from "./import-files";
import type { FileSummary, Problem } from "./process-file";

/** Reports to an operator: with a progress bar on a terminal, in plain lines elsewhere. */
export function terminalReporter(output: NodeJS.WriteStream, errors: NodeJS.WriteStream): ImportReporter {
  let bar: SingleBar | undefined;
  return {
    waiting() {
      output.write("Another import of this store is running: this one starts when it has ended.\n");
    },
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
      // The line goes above the bar, which redraws itself.
      if (bar) output.write("\r\u001b[K");
      errors.write(`${problemLine(problem)}\n`);
    },
    fileEnded(summary) {
      bar?.stop();
      bar = undefined;
      output.write(`${summaryLine(summary)}\n`);
      for (const line of missingLines(summary)) output.write(`${line}\n`);
    },
  };
}

/** Where a row was skipped, and why: file, line, column and reason, but none of its contents. */
function problemLine({ file, line, column, reason }: Problem): string {
  return `${file}, line ${line}${column ? `, column "${column}"` : ""}: ${reason}; skipped`;
}

/** The result of a file, in one line. */
function summaryLine(summary: FileSummary): string {
  const { kind, name, rowsRead, rowsSkipped, erased, corrected, linesRead, added, changed, unchanged, guestsAdded } =
    summary;
  const found = count(added + changed + unchanged, kind === "orders" ? "order" : "customer");
  const lines = kind === "orders" ? ` with ${count(linesRead, "line")}` : "";
  const guests = kind === "orders" ? `; ${count(guestsAdded, "guest")} added` : "";
  const left =
    erased > 0 ? `; ${count(erased, kind === "orders" ? "order" : "customer")} of erased people left out` : "";
  const kept = corrected > 0 ? `; ${count(corrected, "corrected value")} kept, since the file has the old ones` : "";
  return `${name}: ${count(rowsRead, "row")} read, ${rowsSkipped} skipped; ${found}${lines}: ${added} added, ${changed} changed, ${unchanged} unchanged${guests}${left}${kept}.`;
}

/** Who is stored and no longer in the file, by the file's own ids. */
function missingLines({ kind, name, rowsSkipped, missing }: FileSummary): string[] {
  if (kind === "orders") return [];
  if (!missing)
    return [
      `${name}: since ${count(rowsSkipped, "row")} could not be read, Dossier cannot tell who is missing from the file.`,
    ];
  if (missing.count === 0) return [];
  const more = missing.count - missing.rows.length;
  return [
    `${name}: ${count(missing.count, "stored customer")} not in this file. If the file is complete, the shop no longer has them; an owner can erase them on their page (Customers, Missing from the last file):`,
    ...missing.rows.map((customer) => {
      const id = customer.platformId ? ` (Customer ID ${customer.platformId})` : "";
      // A name may hold what a terminal would obey.
      return `  ${customerTitle(customer)}${id}`.replace(/\p{C}/gu, " ");
    }),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
