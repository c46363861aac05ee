import { BlobReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import type { ExportKey } from "@/lib/archive/export-key";
import { findArchive } from "@/lib/archive/find-archive";
import { streamArchive } from "@/lib/archive/stream-archive";

/** The bytes of an archive, as they are downloaded. */
export async function download(target: ExportKey): Promise<Uint8Array<ArrayBuffer>> {
  const archive = await findArchive(target);
  if (!archive) throw new Error("there is no archive");
  const pieces: Uint8Array[] = [];
  for await (const piece of streamArchive(archive)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** The files of an archive by their paths, read by a zip reader that checks every checksum. */
export async function readArchive(target: ExportKey): Promise<Record<string, string>> {
  const reader = new ZipReader(new BlobReader(new Blob([await download(target)])), { checkSignature: true });
  const files: Record<string, string> = {};
  for (const entry of await reader.getEntries())
    if (!entry.directory) files[entry.filename] = Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString();
  return files;
}

/** A file of an archive that must be there. */
export function fileOf(files: Record<string, string>, path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`the archive has no ${path}`);
  return text;
}

/** The content of an archive's data.json. */
export function dataOf(files: Record<string, string>) {
  return JSON.parse(fileOf(files, "data.json"));
}

/** The errors of an archive's data.json, or of other data, by its own schema.json; null where it is valid. */
export function schemaErrors(files: Record<string, string>, data: unknown = dataOf(files)) {
  const validate = addFormats(new Ajv2020({ strict: false })).compile(JSON.parse(fileOf(files, "schema.json")));
  validate(data);
  return validate.errors;
}
