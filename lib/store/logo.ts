import pLimit from "p-limit";
import type { Sharp } from "sharp";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";

/** Largest file that is taken, and the most pixels that it may decode to. */
const MAX_LOGO_BYTES = 512 * 1024;
const MAX_LOGO_PIXELS = 4096 * 4096;

/** Pages show it 28 pixels high; this is enough for screens that have four for one, and for a wide one. */
const DISPLAY_PIXELS = { width: 448, height: 112 };

// One at a time: decoding takes a thread of those that passwords and files need too.
const decodeInTurn = pLimit(1);

/**
 * Makes a logo of an uploaded file: a still PNG at display size, upright, without metadata such as the place where a
 * photograph was taken.
 * @throws UserError "logoTooLarge" for too many bytes or pixels, "logoNotImage" for anything but a whole still image.
 */
export async function prepareLogo(file: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (file.length > MAX_LOGO_BYTES) throw new UserError("logoTooLarge");
  if (!isImage(file)) throw new UserError("logoNotImage");
  return await decodeInTurn(async () => {
    // Loaded by who needs it: 20 MB that other processes and pages do without.
    const { default: sharp } = await import("sharp");
    const options = { limitInputPixels: MAX_LOGO_PIXELS, failOn: "truncated" } as const;
    const { width, height, pages = 1 } = await read(sharp(file, { ...options, limitInputPixels: false }).metadata());
    if (width * height > MAX_LOGO_PIXELS) throw new UserError("logoTooLarge");
    if (pages > 1) throw new UserError("logoNotImage");
    const image: Sharp = sharp(file, options)
      .timeout({ seconds: 10 })
      .autoOrient()
      .resize({ ...DISPLAY_PIXELS, fit: "inside", withoutEnlargement: true })
      .png();
    return new Uint8Array(await read(image.toBuffer()));
  });
}

/** What cannot be decoded is no image. */
async function read<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new UserError("logoNotImage");
  }
}

/**
 * A store's logo, a PNG; null where there is none. What an older release kept as it was uploaded is prepared here, once,
 * and forgotten where it is no image.
 */
export async function readLogo(storeId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const store = await prisma().store.findUnique({ where: { id: storeId }, select: { logo: true } });
  if (!store?.logo) return null;
  if (isPrepared(store.logo)) return store.logo;
  const prepared = await prepareLogo(store.logo).catch((error) => {
    if (error instanceof UserError) return null;
    throw error;
  });
  await prisma().store.updateMany({
    where: { id: storeId, logo: store.logo },
    data: { logo: prepared, logoType: prepared && "image/png" },
  });
  return prepared;
}

/**
 * Whether a file is one of PNG, JPEG or WebP by its first bytes, whatever its name and its sender say. Not SVG, which
 * can carry scripts.
 */
function isImage(bytes: Uint8Array): boolean {
  const at = (offset: number, ...wanted: number[]) => wanted.every((byte, index) => bytes[offset + index] === byte);
  return (
    isPng(bytes) || // W3C PNG, 5.2
    at(0, 0xff, 0xd8, 0xff) || // ITU-T T.81, B.1
    (at(0, 0x52, 0x49, 0x46, 0x46) && at(8, 0x57, 0x45, 0x42, 0x50)) // RFC 9649, 2.4
  );
}

function isPng(bytes: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, index) => bytes[index] === byte);
}

/** Whether a file is a PNG as `prepareLogo` writes it: at display size, and of chunks that only hold pixels. */
function isPrepared(bytes: Uint8Array): boolean {
  if (!isPng(bytes) || bytes.length < 33) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(16) > DISPLAY_PIXELS.width || view.getUint32(20) > DISPLAY_PIXELS.height) return false;
  for (let offset = 8; offset + 12 <= bytes.length; offset += 12 + view.getUint32(offset)) {
    const chunk = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (!PIXEL_CHUNKS.includes(chunk)) return false;
    if (chunk === "IEND") return offset + 12 === bytes.length;
  }
  return false;
}

const PIXEL_CHUNKS = ["IHDR", "PLTE", "tRNS", "pHYs", "IDAT", "IEND"];
