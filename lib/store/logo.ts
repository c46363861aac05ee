import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { isJpeg, isPng, reencodeImage } from "@/lib/image";

/** Largest file that is taken, and the most pixels that it may decode to. */
export const MAX_LOGO_BYTES = 512 * 1024;
const MAX_LOGO_PIXELS = 4096 * 4096;

/** Pages show it 28 pixels high; this is enough for screens that have four for one, and for a wide one. */
const DISPLAY_PIXELS = { width: 448, height: 112 };

/**
 * Makes a logo of an uploaded file: a still PNG at display size, upright, without metadata such as the place where a
 * photograph was taken.
 * @throws UserError "logoTooLarge" for too many bytes or pixels, "logoNotImage" for anything but a whole still image.
 */
export async function prepareLogo(file: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (file.length > MAX_LOGO_BYTES) throw new UserError("logoTooLarge");
  if (!isImage(file)) throw new UserError("logoNotImage");
  const made = await reencodeImage(file, MAX_LOGO_PIXELS, (image) =>
    image.resize({ ...DISPLAY_PIXELS, fit: "inside", withoutEnlargement: true }).png(),
  );
  if (made === "tooLarge") throw new UserError("logoTooLarge");
  if (made === "notImage") throw new UserError("logoNotImage");
  return made;
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
    isPng(bytes) || isJpeg(bytes) || (at(0, 0x52, 0x49, 0x46, 0x46) && at(8, 0x57, 0x45, 0x42, 0x50)) // RFC 9649, 2.4
  );
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
