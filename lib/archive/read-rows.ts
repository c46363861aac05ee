import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { unexpired } from "@/lib/expiry";
import type { Row } from "@/lib/section/descriptor";
import { type SectionKey, sectionKey } from "@/lib/section/sections";
import { type ExportKey, keyPurpose } from "./export-key";
import { inflateEntry } from "./inflate-entry";

/** One row of a ready export, with its place in its section, from 0. */
export interface ExportRow {
  section: SectionKey;
  index: number;
  row: Row;
}

/**
 * The rows of a ready export as its data.json has them, in its order: what a review shows, and what a reviewed copy is
 * made from. Bytes are read as rows are asked for, and reading stops with the reader.
 * @param options only one section, and its rows from a place on.
 * @throws UserError "exportGone" where the store has no such export, or its bytes are not there (any more).
 */
export async function* readRows(
  target: ExportKey,
  { section: wanted, from = 0 }: { section?: SectionKey; from?: number } = {},
): AsyncGenerator<ExportRow> {
  let section: SectionKey | undefined;
  let index = 0;
  for await (const line of readLines(target)) {
    if (line.subarray(0, ROW.length).equals(ROW)) {
      if (!section) continue;
      const at = index++;
      if (at < from || (wanted && section !== wanted)) continue;
      const end = line.at(-1) === COMMA ? line.length - 1 : line.length;
      // Dossier wrote it, and the cipher vouches for it.
      yield { section, index: at, row: JSON.parse(line.toString("utf8", 0, end)) };
    } else if (line.length < MAX_HEADING_BYTES) {
      const begun = SECTION.exec(line.toString());
      // After the wanted section comes nothing to read.
      if (wanted && section === wanted) return;
      section = sectionKey.safeParse(begun?.[1]).data;
      index = 0;
    }
  }
}

/** What data.json says about the export before its sections. @throws as readRows does. */
export async function readHead(target: ExportKey): Promise<Record<string, unknown>> {
  let head = "";
  for await (const line of readLines(target)) {
    const text = line.toString();
    if (sectionKey.safeParse(SECTION.exec(text)?.[1]).success) break;
    head += text;
  }
  return JSON.parse(head.replace(/,$/, "}"));
}

// How write-archive.ts lays data.json out: a section's name by two spaces, each row on one line by four.
const ROW = Buffer.from("    {");
const SECTION = /^ {2}"([\w-]+)": \[/;
const MAX_HEADING_BYTES = 100;
const NEWLINE = 0x0a;
const COMMA = 0x2c;

/**
 * The lines of data.json. Cut at the byte, since node:readline also takes U+2028 for the end of a line, which JSON
 * leaves as it is.
 */
async function* readLines(target: ExportKey): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of readExportFile(target, "data.json")) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const rest = chunk.subarray(start, end);
      yield begun.length > 0 ? Buffer.concat([...begun, rest]) : rest;
      begun = [];
      start = end + 1;
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
  }
}

/**
 * The bytes of one file of a ready export.
 * @throws UserError "exportGone" where it is not there (any more).
 */
export async function* readExportFile(target: ExportKey, path: string): AsyncGenerator<Buffer> {
  const { key, file } = await findFile(target, path);
  yield* inflateEntry({ ...target, key }, file);
}

async function findFile({ storeId, exportId }: ExportKey, path: string) {
  const found = await prisma().export.findFirst({
    where: { storeId, id: exportId, state: "ready", wrappedKey: { not: null }, expiresAt: unexpired() },
    select: {
      wrappedKey: true,
      files: { where: { path }, select: { number: true, chunkCount: true } },
    },
  });
  const file = found?.files[0];
  if (!found?.wrappedKey || !file) throw new UserError("exportGone");
  return { key: unwrapSecret(found.wrappedKey, keyPurpose({ storeId, exportId })), file };
}
