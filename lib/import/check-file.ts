import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { OperatorError } from "@/lib/error";
import { type FileKind, requiredColumns } from "./columns";
import { readCsv } from "./csv-file";

/** A file that was found to be an export of its kind. */
export interface CheckedFile {
  kind: FileKind;
  file: string;
  /** Its name in reports. */
  name: string;
  sizeBytes: number;
  header: string[];
}

/**
 * Makes sure that a file is an export of its kind, before anything of it is stored.
 * @throws OperatorError that says what is wrong, such as the columns that are missing.
 */
export async function checkFile(kind: FileKind, file: string): Promise<CheckedFile> {
  const name = path.basename(file);
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new OperatorError(`${file}: there is no such file, or it may not be read.`);
  if (!found.isFile()) throw new OperatorError(`${file} is not a file.`);
  if (found.size === 0) throw new OperatorError(`${name} is empty.`);
  const rows = readCsv(file, found.size);
  const first = (await rows.next()).value;
  await rows.return();
  const header = first && "cells" in first ? first.cells.map((cell) => cell.trim()) : [];
  const missing = missingColumns(kind, header);
  if (missing.length > 0)
    throw new OperatorError(
      `${name} is not Shopify's export of ${kind}: it lacks ${list(missing)}.${hint(kind, header)}`,
    );
  const twice = header.find((column, index) => column !== "" && header.indexOf(column) !== index);
  if (twice) throw new OperatorError(`${name} has two columns named "${twice}".`);
  await checkEncoding(file, name);
  return { kind, file, name, sizeBytes: found.size, header };
}

function missingColumns(kind: FileKind, header: string[]): string[] {
  return requiredColumns[kind].filter((column) => !header.includes(column));
}

function list(columns: string[]): string {
  return `the column${columns.length > 1 ? "s" : ""} ${columns.map((column) => `"${column}"`).join(", ")}`;
}

function hint(kind: FileKind, header: string[]): string {
  const other = kind === "customers" ? "orders" : "customers";
  return missingColumns(other, header).length === 0
    ? ` It looks like the export of ${other}: give it as --${other}.`
    : "";
}

/**
 * Text in another encoding would be stored with its letters lost, so the file is refused as a whole. A
 * letter that is cut in two by the end of the file is reported with its row.
 */
async function checkEncoding(file: string, name: string): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let offsetBytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      throw new OperatorError(
        `${name} is not UTF-8: wrong bytes after byte ${offsetBytes}. Export it again, in the encoding that Shopify writes.`,
      );
    }
    offsetBytes += chunk.length;
  }
}
