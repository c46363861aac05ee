/** Largest logo that is taken. */
export const LOGO_MAX_BYTES = 512 * 1024;

/**
 * The type of an image by its first bytes, whatever its name and its sender say: PNG, JPEG or WebP.
 * Undefined for everything else, SVG included, which can carry scripts.
 */
export function imageType(bytes: Uint8Array): "image/png" | "image/jpeg" | "image/webp" | undefined {
  const at = (offset: number, ...wanted: number[]) => wanted.every((byte, index) => bytes[offset + index] === byte);
  if (at(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png"; // W3C PNG, 5.2
  if (at(0, 0xff, 0xd8, 0xff)) return "image/jpeg"; // ITU-T T.81, B.1
  if (at(0, 0x52, 0x49, 0x46, 0x46) && at(8, 0x57, 0x45, 0x42, 0x50)) return "image/webp"; // RFC 9649, 2.4
  return;
}
