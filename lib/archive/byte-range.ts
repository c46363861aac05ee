import type { ByteRange } from "./archive-zip";

/**
 * What a Range header asks of so many bytes (RFC 9110, 14.1.2 and 14.2).
 * @returns undefined where the whole is the answer: no header, another unit, several ranges, or one
 * that is malformed; "unsatisfiable" where no byte of it is there.
 */
export function readRange(header: string | null, sizeBytes: bigint): ByteRange | "unsatisfiable" | undefined {
  const [, from, to] = /^bytes=(\d{0,18})-(\d{0,18})$/i.exec(header?.trim() ?? "") ?? [];
  if (from === undefined || to === undefined || from + to === "") return undefined;
  const end = sizeBytes - 1n;
  if (from === "") {
    const count = BigInt(to);
    if (count === 0n || sizeBytes === 0n) return "unsatisfiable";
    return { first: count > sizeBytes ? 0n : sizeBytes - count, last: end };
  }
  const first = BigInt(from);
  const last = to === "" ? end : BigInt(to);
  if (last < first && to !== "") return undefined;
  if (first > end) return "unsatisfiable";
  return { first, last: last > end ? end : last };
}
