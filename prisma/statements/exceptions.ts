import { readFileSync } from "node:fs";
import type { Reference } from "./scope";

/** A statement that may leave the store out, as a row of ARCHITECTURE.md's table says. */
export interface Exception {
  /** A table, or every table of a schema: `pgboss.*`. */
  table: string;
  /** Undefined for every statement. */
  verb: Reference["verb"] | undefined;
  /** Just these columns its conditions name; undefined for any. */
  columns: string[] | undefined;
}

/** Reads the exceptions from the one place that lists them. */
export function readExceptions(): Exception[] {
  const page = readFileSync("ARCHITECTURE.md", "utf8");
  const [, table = ""] = page.split("| table | statement | found by | why |\n");
  const exceptions = table
    .split("\n\n", 1)[0]
    ?.split("\n")
    .slice(1)
    .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")))
    .map(([, name = "", verb = "", columns = ""]) => ({
      table: name,
      verb: verb === "any" ? undefined : (verb as Reference["verb"]),
      columns: columns === "any" ? undefined : columns.split(", ").sort(),
    }));
  if (!exceptions?.length) throw new Error("ARCHITECTURE.md has lost its table of exceptions");
  return exceptions;
}

/** Whether a table may be named so without its store. */
export function isExcepted({ table = "", verb, columns }: Reference, exceptions: Exception[]): boolean {
  const found = [...columns].sort().join();
  return exceptions.some(
    (exception) =>
      (exception.table === table ||
        (exception.table.endsWith(".*") && table.startsWith(exception.table.slice(0, -1)))) &&
      (!exception.verb || exception.verb === verb) &&
      (!exception.columns || exception.columns.join() === found),
  );
}
