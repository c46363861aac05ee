import { crc32, deflateRawSync } from "node:zlib";
import { BlobReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { archiveSize, type ZipFile, zipArchive } from "./archive-zip";

const madeAt = new Date("2026-11-24T22:10:08Z");

function file(path: string, text: string) {
  const bytes = Buffer.from(text);
  const deflated = deflateRawSync(bytes);
  return {
    ...{ path, deflated, sizeBytes: BigInt(bytes.length), compressedSizeBytes: BigInt(deflated.length) },
    crc32: BigInt(crc32(bytes)),
  };
}

async function zip(files: ReturnType<typeof file>[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipArchive(files, madeAt, async function* (held) {
    yield held.deflated;
  }))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

async function read(bytes: Buffer) {
  const reader = new ZipReader(new BlobReader(new Blob([new Uint8Array(bytes)])), { checkSignature: true });
  return (await reader.getEntries()).filter((entry) => !entry.directory);
}

test("the zip is read back with its names, its times and its bytes, and is as large as was said", async () => {
  const files = [file("index.html", "<p>łódź</p>"), file("csv/orders.csv", "a,b\r\n".repeat(1000)), file("empty", "")];
  const bytes = await zip(files);
  expect(archiveSize(files)).toBe(BigInt(bytes.length));
  const entries = await read(bytes);
  expect(entries.map((entry) => entry.filename)).toEqual(["index.html", "csv/orders.csv", "empty"]);
  const texts = await Promise.all(entries.map((entry) => entry.getData(new Uint8ArrayWriter())));
  expect(Buffer.from(texts[0] ?? []).toString()).toBe("<p>łódź</p>");
  expect(texts[1]).toHaveLength(5000);
});

test("more files than the old directory counts take a zip64 one", async () => {
  const one = file("", "x");
  const files = Array.from({ length: 66_000 }, (_, index) => ({ ...one, path: `pages/${index}.html` }));
  const bytes = await zip(files);
  expect(archiveSize(files)).toBe(BigInt(bytes.length));
  expect(bytes.subarray(-22).readUInt16LE(10)).toBe(0xffff);
  const entries = await read(bytes);
  expect(entries).toHaveLength(66_000);
  expect(entries.at(-1)?.filename).toBe("pages/65999.html");
}, 120_000);

test("sizes and offsets beyond 4 GiB are in the extra fields, and count towards the size", async () => {
  const big = 5n * 1024n ** 3n;
  const large: ZipFile = { path: "data.json", sizeBytes: 9n * big, compressedSizeBytes: big, crc32: 1n };
  const small: ZipFile = { path: "manifest.json", sizeBytes: 3n, compressedSizeBytes: 5n, crc32: 2n };
  let written = 0n;
  const pieces: Buffer[] = [];
  // The large file's bytes are only counted.
  for await (const piece of zipArchive([large, small], madeAt, async function* () {})) {
    written += BigInt(piece.length);
    pieces.push(Buffer.from(piece));
  }
  expect(archiveSize([large, small])).toBe(written + big + 5n);
  const [local, , directory, end] = pieces;
  const extra = 30 + "data.json".length;
  expect(local?.readUInt32LE(18)).toBe(0xffffffff);
  expect(local?.readBigUInt64LE(extra + 4)).toBe(9n * big);
  expect(local?.readBigUInt64LE(extra + 12)).toBe(big);
  const second = 46 + "data.json".length + 20;
  const offset = big + BigInt(local?.length ?? 0);
  expect(directory?.readUInt32LE(second + 42)).toBe(0xffffffff);
  expect(directory?.readBigUInt64LE(second + 46 + "manifest.json".length + 4)).toBe(offset);
  expect(end?.readBigUInt64LE(24)).toBe(2n);
});
