import { z } from "zod";
import { inflateEntry } from "@/lib/archive/inflate-entry";
import { unwrapSecret } from "@/lib/crypto";
import type { CheckedFile } from "@/lib/import/check-file";
import type { ImportFile } from "@/lib/import/import-file";

/** Which import of which store. */
export interface ImportKey {
  storeId: string;
  importId: string;
}

/** What an import's wrapped key is bound to: it unwraps for no other import, and for no export. */
export function keyPurpose({ storeId, importId }: ImportKey): string {
  return `store:${storeId}:import:${importId}`;
}

interface StoredFile {
  number: number;
  name: string;
  sizeBytes: bigint;
  chunkCount: number | null;
}

/**
 * An uploaded file, whose bytes are read from the database as they are asked for.
 * @param owner the import, with its wrapped key.
 */
export function uploadedFile(owner: ImportKey & { wrappedKey: string }, stored: StoredFile): ImportFile {
  const { storeId, importId, wrappedKey } = owner;
  const key = unwrapSecret(wrappedKey, keyPurpose(owner));
  const { number, chunkCount } = stored;
  if (chunkCount === null) throw new Error("the file has not arrived");
  return {
    name: stored.name,
    sizeBytes: Number(stored.sizeBytes),
    bytes: () => inflateEntry({ storeId, exportId: importId, key }, { number, chunkCount }),
  };
}

/** How a checked file is to be read, as its row keeps it. */
const readingSchema = z.object({
  kind: z.enum(["customers", "orders"]),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
  format: z.object({ delimiter: z.string(), lineBreak: z.enum(["\n", "\r"]) }),
  header: z.array(z.string()),
  headerLine: z.number(),
});

/** What is kept of a check. */
export function toReading({ kind, encoding, format, header, headerLine }: CheckedFile) {
  return readingSchema.parse({ kind, encoding, format, header, headerLine });
}

/** A file that was checked before. */
export function withReading(file: ImportFile, reading: unknown): CheckedFile {
  return { ...file, ...readingSchema.parse(reading) };
}
