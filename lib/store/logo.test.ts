import sharp from "sharp";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { findStore } from "./find-store";
import { prepareLogo, readLogo } from "./logo";

withTestDatabase();

let storeId: string;
beforeEach(async () => {
  storeId = (await makeStore()).id;
});

/** A red image with what a camera writes into it. */
const image = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#c00" } }).withExif({
    IFD0: { Copyright: "Somebody" },
    IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 0/1" },
  });

test.each(["png", "jpeg", "webp"] as const)("a %s becomes a small PNG without what a camera wrote", async (format) => {
  const file = await image(1600, 800).toFormat(format).toBuffer();
  expect((await sharp(file).metadata()).exif).toBeDefined();
  const logo = await prepareLogo(file);
  const { exif, icc, xmp, width, height, format: written } = await sharp(logo).metadata();
  expect({ exif, icc, xmp, width, height, written }).toEqual({ width: 224, height: 112, written: "png" });
  expect(Buffer.from(logo).toString("latin1")).not.toMatch(/Somebody|eXIf|GPS/);
});

test("a logo is turned upright, keeps its transparency and is not enlarged", async () => {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const small = sharp({ create: { width: 20, height: 10, channels: 4, background: clear } });
  const file = await small.withMetadata({ orientation: 6 }).webp({ lossless: true }).toBuffer();
  const { width, height, hasAlpha } = await sharp(await prepareLogo(file)).metadata();
  expect({ width, height, hasAlpha }).toEqual({ width: 10, height: 20, hasAlpha: true });
});

/** A WebP of two frames. */
async function moving() {
  const frames = [await image(8, 8).png().toBuffer(), await image(8, 8).negate().png().toBuffer()];
  return await sharp(frames, { join: { animated: true } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
}

test.each([
  ["logoNotImage", "a file cut off", async () => (await image(600, 600).jpeg().toBuffer()).subarray(0, 2000)],
  ["logoNotImage", "an image that moves", moving],
  ["logoNotImage", "SVG", async () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
  ["logoTooLarge", "too many pixels", async () => await image(5000, 4000).png().toBuffer()],
  ["logoTooLarge", "too many bytes", async () => Buffer.alloc(512 * 1024 + 1)],
])("%s: %s", async (code, _what, file) => {
  expect(await outcome(prepareLogo(await file()))).toBe(code);
});

test("a logo that an older release stored as it was uploaded is prepared when it is read, once", async () => {
  const store = { id: storeId };
  const keep = async (bytes: Buffer) =>
    await prisma().store.updateMany({ where: store, data: { logo: new Uint8Array(bytes), logoType: "image/jpeg" } });
  await keep(await image(900, 900).jpeg().toBuffer());
  const logo = await readLogo(storeId);
  expect(await sharp(logo ?? new Uint8Array()).metadata()).toMatchObject({ width: 112, height: 112, format: "png" });
  expect(await prisma().store.findUniqueOrThrow({ where: store })).toMatchObject({ logo, logoType: "image/png" });
  expect(await readLogo(storeId)).toEqual(logo);
  // A small PNG may hold a place too.
  await keep(await image(20, 20).png().toBuffer());
  expect(Buffer.from((await readLogo(storeId)) ?? []).toString("latin1")).not.toContain("eXIf");
  await keep(await image(5000, 5000).png().toBuffer());
  expect(await readLogo(storeId)).toBeNull();
  expect(await prisma().store.findUniqueOrThrow({ where: store })).toMatchObject({ logo: null, logoType: null });
});

test("a public page knows the logo's proportions before it loads", async () => {
  const { slug } = await prisma().store.findUniqueOrThrow({ where: { id: storeId } });
  expect(await findStore(slug)).toMatchObject({ logoType: null, logoWidth: null, logoHeight: null });
  const keep = async (logo: Uint8Array<ArrayBuffer>, logoType = "image/png") =>
    await prisma().store.update({ where: { id: storeId }, data: { logo, logoType } });
  await keep(await prepareLogo(await image(1600, 500).png().toBuffer()));
  expect(await findStore(slug)).toMatchObject({ logoWidth: 358, logoHeight: 112 });
  await keep(new Uint8Array(8), "image/jpeg");
  expect(await findStore(slug)).toMatchObject({ logoType: "image/jpeg", logoWidth: null, logoHeight: null });
});
