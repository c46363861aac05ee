/** A file of the archive whose deflated bytes are at hand. */
export interface ZipFile {
  path: string;
  sizeBytes: bigint;
  compressedSizeBytes: bigint;
  crc32: bigint;
}

// The container's format: PKWARE APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT.
// Its numbers are the sections.
const LOCAL_HEADER_BYTES = 30; // 4.3.7
const CENTRAL_HEADER_BYTES = 46; // 4.3.12
const END_BYTES = 22; // 4.3.16
const ZIP64_END_BYTES = 56 + 20; // 4.3.14, 4.3.15
const MAX_32 = 0xffffffffn;
const DEFLATE = 8; // 4.4.5
const UTF8_NAMES = 0x0800; // 4.4.4, bit 11

/** The size in bytes of the zip of these files, known before a byte of it is made. */
export function archiveSize(files: ZipFile[]): bigint {
  const madeAt = new Date(0);
  let offset = 0n;
  let directoryBytes = 0n;
  for (const file of files) {
    directoryBytes += BigInt(centralHeader(file, madeAt, offset).length);
    offset += BigInt(localHeader(file, madeAt).length) + file.compressedSizeBytes;
  }
  const large = needsZip64(files, offset, directoryBytes);
  return offset + directoryBytes + BigInt(END_BYTES + (large ? ZIP64_END_BYTES : 0));
}

/** Bytes of an archive, from the first to the last of them, counted from 0. */
export interface ByteRange {
  first: bigint;
  last: bigint;
}

/**
 * The zip of files that are deflated already, a piece at a time: headers with known sizes, then each
 * file's bytes, the directory last.
 * @param bytesOf the deflated bytes of a file, in order, without the first `skipBytes`.
 * @param range what is wanted of it; files before and after are not asked for their bytes.
 */
export async function* zipArchive<File extends ZipFile>(
  files: File[],
  madeAt: Date,
  bytesOf: (file: File, skipBytes: bigint) => AsyncIterable<Uint8Array>,
  range: ByteRange = { first: 0n, last: archiveSize(files) - 1n },
): AsyncGenerator<Uint8Array> {
  let offset = 0n;
  for (const part of partsOf(files, madeAt, bytesOf)) {
    const skip = range.first > offset ? range.first - offset : 0n;
    let wanted = range.last + 1n - offset - skip;
    offset += part.sizeBytes;
    if (wanted <= 0n) return;
    if (skip >= part.sizeBytes) continue;
    for await (const bytes of part.read(skip)) {
      const piece = BigInt(bytes.length) > wanted ? bytes.subarray(0, Number(wanted)) : bytes;
      wanted -= BigInt(piece.length);
      if (piece.length > 0) yield piece;
      if (wanted === 0n) break;
    }
  }
}

/** A part of the zip: how long it is, and its bytes without the first ones. */
interface Part {
  sizeBytes: bigint;
  read(skipBytes: bigint): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

function partsOf<File extends ZipFile>(
  files: File[],
  madeAt: Date,
  bytesOf: (file: File, skipBytes: bigint) => AsyncIterable<Uint8Array>,
): Part[] {
  let offset = 0n;
  const parts: Part[] = [];
  const directory: Buffer[] = [];
  for (const file of files) {
    directory.push(centralHeader(file, madeAt, offset));
    const header = localHeader(file, madeAt);
    parts.push(partAtHand(header), { sizeBytes: file.compressedSizeBytes, read: (skip) => bytesOf(file, skip) });
    offset += BigInt(header.length) + file.compressedSizeBytes;
  }
  const listed = Buffer.concat(directory);
  const size = BigInt(listed.length);
  const end = endOfDirectory(files.length, offset, size, needsZip64(files, offset, size));
  return [...parts, partAtHand(listed), partAtHand(end)];
}

function partAtHand(bytes: Buffer): Part {
  return { sizeBytes: BigInt(bytes.length), read: (skip) => [bytes.subarray(Number(skip))] };
}

/** 4.4.1.4: what does not fit the old fields goes into those of zip64. */
function needsZip64(files: ZipFile[], offset: bigint, directoryBytes: bigint): boolean {
  return files.length >= 0xffff || offset >= MAX_32 || directoryBytes >= MAX_32 || files.some(isLarge);
}

function isLarge(file: ZipFile): boolean {
  return file.sizeBytes >= MAX_32 || file.compressedSizeBytes >= MAX_32;
}

function localHeader(file: ZipFile, madeAt: Date): Buffer {
  const large = isLarge(file);
  const name = Buffer.from(file.path);
  const header = Buffer.alloc(LOCAL_HEADER_BYTES);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(large ? 45 : 20, 4);
  writeCommon(header, 6, file, madeAt, large);
  header.writeUInt16LE(name.length, 26);
  // 4.5.3: in a local header both sizes are in the extra field, or neither.
  const extra = large ? zip64Extra([file.sizeBytes, file.compressedSizeBytes]) : Buffer.alloc(0);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function centralHeader(file: ZipFile, madeAt: Date, offset: bigint): Buffer {
  const large = isLarge(file);
  const far = offset >= MAX_32;
  const name = Buffer.from(file.path);
  const header = Buffer.alloc(CENTRAL_HEADER_BYTES);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 45, 4); // made on Unix
  header.writeUInt16LE(large || far ? 45 : 20, 6);
  writeCommon(header, 8, file, madeAt, large);
  header.writeUInt16LE(name.length, 28);
  const extra =
    large || far
      ? zip64Extra([...(large ? [file.sizeBytes, file.compressedSizeBytes] : []), ...(far ? [offset] : [])])
      : Buffer.alloc(0);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE((0o100644 << 16) >>> 0, 38); // a plain file that its owner may write
  header.writeUInt32LE(Number(far ? MAX_32 : offset), 42);
  return Buffer.concat([header, name, extra]);
}

/** What both headers hold, from the flags to the sizes. */
function writeCommon(header: Buffer, at: number, file: ZipFile, madeAt: Date, large: boolean) {
  const year = Math.max(madeAt.getUTCFullYear(), 1980);
  header.writeUInt16LE(UTF8_NAMES, at);
  header.writeUInt16LE(DEFLATE, at + 2);
  header.writeUInt16LE(
    (madeAt.getUTCHours() << 11) | (madeAt.getUTCMinutes() << 5) | (madeAt.getUTCSeconds() >> 1),
    at + 4,
  );
  header.writeUInt16LE(((year - 1980) << 9) | ((madeAt.getUTCMonth() + 1) << 5) | madeAt.getUTCDate(), at + 6);
  header.writeUInt32LE(Number(file.crc32), at + 8);
  header.writeUInt32LE(Number(large ? MAX_32 : file.compressedSizeBytes), at + 12);
  header.writeUInt32LE(Number(large ? MAX_32 : file.sizeBytes), at + 16);
}

function zip64Extra(values: bigint[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(value, 4 + index * 8);
  return extra;
}

function endOfDirectory(count: number, offset: bigint, size: bigint, large: boolean): Buffer {
  const end = Buffer.alloc(END_BYTES);
  const entries = large ? 0xffff : count;
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(Number(large ? MAX_32 : size), 12);
  end.writeUInt32LE(Number(large ? MAX_32 : offset), 16);
  if (!large) return end;
  const zip64 = Buffer.alloc(ZIP64_END_BYTES);
  zip64.writeUInt32LE(0x06064b50, 0);
  zip64.writeBigUInt64LE(44n, 4);
  zip64.writeUInt16LE((3 << 8) | 45, 12);
  zip64.writeUInt16LE(45, 14);
  zip64.writeBigUInt64LE(BigInt(count), 24);
  zip64.writeBigUInt64LE(BigInt(count), 32);
  zip64.writeBigUInt64LE(size, 40);
  zip64.writeBigUInt64LE(offset, 48);
  zip64.writeUInt32LE(0x07064b50, 56);
  zip64.writeBigUInt64LE(offset + size, 64);
  zip64.writeUInt32LE(1, 72);
  return Buffer.concat([zip64, end]);
}
