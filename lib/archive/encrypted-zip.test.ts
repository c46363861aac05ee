import { deflateRawSync } from "node:zlib";
import { BlobReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { encryptedZip } from "./encrypted-zip";

const PIECE_BYTES = 256 * 1024;

/** A file of many pieces. */
function manyPieces(count: number) {
  let read = 0;
  let closed = false;
  async function* bytesOf() {
    try {
      for (; read < count; read++) yield new Uint8Array(PIECE_BYTES);
    } finally {
      closed = true;
    }
  }
  const sizeBytes = BigInt(count * PIECE_BYTES);
  const files = [{ path: "a.bin", sizeBytes, compressedSizeBytes: sizeBytes, crc32: 0n }];
  return { files, bytesOf, read: () => read, closed: () => closed };
}

test("a slow reader holds a few pieces, however many there are", async () => {
  const { files, bytesOf, read } = manyPieces(1000);
  const reader = encryptedZip(files, new Date(), "one-two", bytesOf).getReader();
  for (let taken = 0; taken < PIECE_BYTES; ) taken += (await reader.read()).value?.length ?? PIECE_BYTES;
  expect(read()).toBeGreaterThan(0);
  expect(read()).toBeLessThan(20);
  await reader.cancel();
});

test("a reader that goes away ends the reading", async () => {
  const { files, bytesOf, closed } = manyPieces(1000);
  const reader = encryptedZip(files, new Date(), "one-two", bytesOf).getReader();
  await reader.read();
  await reader.cancel();
  await expect.poll(closed).toBe(true);
});

test("what breaks the reading breaks the zip", async () => {
  const { files } = manyPieces(1);
  async function* broken() {
    yield new Uint8Array(10);
    throw new Error("a chunk is missing");
  }
  await expect(new Response(encryptedZip(files, new Date(), "one-two", broken)).arrayBuffer()).rejects.toThrow(
    "missing",
  );
});

test("the zip holds what was deflated, the time in UTC and no checksum in clear", async () => {
  const text = "hello ".repeat(100);
  const bytes = deflateRawSync(text);
  const file = {
    path: "a/b.txt",
    sizeBytes: BigInt(text.length),
    compressedSizeBytes: BigInt(bytes.length),
    crc32: 1n,
  };
  async function* bytesOf() {
    yield bytes;
  }
  const zip = await new Response(encryptedZip([file], new Date("2026-11-25T10:00:00Z"), "one-two", bytesOf)).blob();
  const [entry] = await new ZipReader(new BlobReader(zip)).getEntries();
  if (!entry || entry.directory) throw new Error("no file");
  expect(entry).toMatchObject({ filename: "a/b.txt", encrypted: true, signature: 0 });
  const opened = await entry.getData(new Uint8ArrayWriter(), { password: "one-two" });
  expect(Buffer.from(opened).toString()).toBe(text);
});
