import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { OperatorError } from "@/lib/error";

/** A file to import, wherever its bytes are. It is read several times, from its beginning. */
export interface ImportFile {
  /** Its name in reports. */
  name: string;
  sizeBytes: number;
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * A file on this machine's disk.
 * @throws OperatorError when there is none, or nothing in it.
 */
export async function fileOnDisk(file: string): Promise<ImportFile> {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new OperatorError(`${file}: there is no such file, or it may not be read.`);
  if (!found.isFile()) throw new OperatorError(`${file} is not a file.`);
  const name = path.basename(file);
  if (found.size === 0) throw new OperatorError(`${name} is empty.`);
  return { name, sizeBytes: found.size, bytes: () => createReadStream(file, { highWaterMark: 256 * 1024 }) };
}
