import { UserError } from "@/lib/error";
import { isJpeg, isPng } from "@/lib/image";
import { truncate } from "@/lib/storable-text";

/** The files that staff may add to a request, each with the type that it is served as. */
export const fileTypes = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  txt: "text/plain; charset=utf-8",
  csv: "text/csv; charset=utf-8",
} as const;
export type FileType = keyof typeof fileTypes;

/** How many of a file's first bytes `readFileType` needs. */
export const TYPE_BYTES = 8;

// What a name's ending promises, where it is one of these.
const ENDINGS: Record<string, FileType> = { pdf: "pdf", png: "png", jpg: "jpg", jpeg: "jpg", txt: "txt", csv: "csv" };

/**
 * What a file is by its first bytes: a name decides only whether a text is called CSV. That a text is one to its end is for
 * its reader to find out.
 * @throws UserError "fileNotWhatItSays" where its name's ending promises another type.
 */
export function readFileType(start: Uint8Array, name: string): FileType {
  const promised = ENDINGS[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ""];
  const found = binaryType(start) ?? (promised === "csv" ? "csv" : "txt");
  if (promised && promised !== found) throw new UserError("fileNotWhatItSays");
  return found;
}

function binaryType(start: Uint8Array): FileType | undefined {
  if (isPng(start)) return "png";
  if (isJpeg(start)) return "jpg";
  // ISO 32000-2, 7.5.2.
  return Buffer.from(start).toString("latin1").startsWith("%PDF-") ? "pdf" : undefined;
}

const MAX_NAME_LENGTH = 60;

/**
 * A file's name as it is kept and put into archives: letters, digits, dots, hyphens and underscores of what its sender
 * called it, with the ending of what it is.
 */
export function cleanFileName(name: string, type: FileType): string {
  const base = name
    .normalize("NFC")
    .replace(/^.*[\\/]/, "")
    .replace(/\.\w{1,5}$/, "")
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[._-]+|[._-]+$/g, "");
  return `${truncate(base, MAX_NAME_LENGTH) || "file"}.${type}`;
}
