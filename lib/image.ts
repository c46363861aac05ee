import pLimit from "p-limit";
import type { Sharp } from "sharp";

// One at a time: decoding takes a thread of those that passwords and files need too.
const decodeInTurn = pLimit(1);

/**
 * Writes an image anew, upright and without metadata, such as the place where a photograph was taken.
 * @param maxPixels the most that it may decode to.
 * @param encode its size and format.
 * @returns its bytes, "tooLarge" for too many pixels, "notImage" for anything but a whole still image.
 */
export async function reencodeImage(
  file: Uint8Array,
  maxPixels: number,
  encode: (image: Sharp) => Sharp,
): Promise<Uint8Array<ArrayBuffer> | "tooLarge" | "notImage"> {
  return await decodeInTurn(async () => {
    // Loaded by who needs it: 20 MB that other processes and pages do without.
    const { default: sharp } = await import("sharp");
    const options = { limitInputPixels: maxPixels, failOn: "truncated" } as const;
    try {
      const { width, height, pages = 1 } = await sharp(file, { ...options, limitInputPixels: false }).metadata();
      if (width * height > maxPixels) return "tooLarge";
      if (pages > 1) return "notImage";
      return new Uint8Array(await encode(sharp(file, options).timeout({ seconds: 10 }).autoOrient()).toBuffer());
    } catch {
      return "notImage"; // what cannot be decoded is none
    }
  });
}

/** Whether bytes begin as a PNG does: W3C PNG, 5.2. */
export function isPng(bytes: Uint8Array): boolean {
  return beginsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
}

/** Whether bytes begin as a JPEG does: ITU-T T.81, B.1. */
export function isJpeg(bytes: Uint8Array): boolean {
  return beginsWith(bytes, 0xff, 0xd8, 0xff);
}

function beginsWith(bytes: Uint8Array, ...wanted: number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte);
}
