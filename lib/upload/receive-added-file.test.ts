import { createHash, randomBytes } from "node:crypto";
import sharp from "sharp";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { answerRequest } from "@/lib/request/close-request";
import { addFile, makeOpenRequest, PDF, photo, readAdded } from "@/test/factories/added";
import { eventTypesOf } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { listAdded, openAddedFile, removeAddedItem } from "./added-items";
import { MAX_ADDED_BYTES, receiveAddedFile } from "./receive-added-file";

withTestDatabase();

type Target = Awaited<ReturnType<typeof makeOpenRequest>>;

const holds = async ({ storeId }: Target) => [
  await prisma().addedItem.count({ where: { storeId } }),
  await prisma().exportChunk.count({ where: { storeId } }),
];

/** A PDF of some size that nothing can compress. */
const pdfOf = (bytes: number) => Buffer.concat([PDF, randomBytes(bytes - PDF.length)]);

test.each([
  ["invoice.pdf", pdfOf(700_000), "invoice.pdf", "pdf"],
  ["no ending", PDF, "no-ending.pdf", "pdf"],
  ["notes.txt", "Grüße\n\u202eabc", "notes.txt", "txt"],
  ["Orders 2024.CSV", "a,b\n=1+1,2\n", "Orders-2024.csv", "csv"],
  ["page.html", "<script>alert(1)</script>", "page.txt", "txt"],
  ["../../etc/passwd", "root:x:0:0:root", "passwd.txt", "txt"],
  ["C:\\files\\.hidden", "what a system holds", "hidden.txt", "txt"],
  ["Rechnung Müller & Söhne.pdf", PDF, "Rechnung-Müller-Söhne.pdf", "pdf"],
  ["\u202e\u0000..", "what a system holds", "file.txt", "txt"],
])("the file %j is kept byte for byte, with its hash, by what it is", async (name, content, fileName, fileType) => {
  const target = await makeOpenRequest();
  await addFile(target, name, content);
  const [item] = await listAdded(target);
  const bytes = Buffer.from(content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(item).toMatchObject({ fileName, fileType, sizeBytes: bytes.length, sha256, system: "Helpdesk", text: null });
  expect(item?.asOf.toISOString()).toBe("2026-03-01T00:00:00.000Z");
  expect((await readAdded(target.storeId, item?.id ?? "")).equals(bytes)).toBe(true);
  const [chunk] = await prisma().exportChunk.findMany({ where: { storeId: target.storeId } });
  expect(Buffer.from(chunk?.bytes ?? []).includes(bytes.subarray(0, 20))).toBe(false);
  expect(await eventTypesOf(target.storeId)).toEqual(["data_added"]);
});

test.each(["png", "jpeg"] as const)("a %s is written anew, upright and without what a camera wrote", async (format) => {
  const target = await makeOpenRequest();
  const picture = await photo().withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
  await addFile(target, `photo.${format}`, picture);
  const [item] = await listAdded(target);
  const kept = await readAdded(target.storeId, item?.id ?? "");
  const { exif, xmp, width, height, format: written } = await sharp(kept).metadata();
  expect({ exif, xmp, width, height, written }).toEqual({ width: 200, height: 300, written: format });
  expect(item?.sizeBytes).toBe(kept.length);
});

test.each<[string, string, () => Promise<Uint8Array | string> | Uint8Array | string]>([
  ["fileNotWhatItSays", "invoice.pdf", () => "no PDF"],
  ["fileNotWhatItSays", "photo.png", async () => await photo().jpeg().toBuffer()],
  ["fileNotWhatItSays", "notes.txt", () => PDF],
  ["fileNotWhatItSays", "photo.jpg", () => "<svg xmlns='http://www.w3.org/2000/svg'/>"],
  ["fileTypeUnknown", "table.xlsx", () => Buffer.from("504b0304ff00", "hex")],
  ["fileTypeUnknown", "latin.txt", () => Buffer.from("Grüße", "latin1")],
  ["fileTypeUnknown", "wide.csv", () => Buffer.from("a,b", "utf16le")],
  ["fileTypeUnknown", "cut.txt", () => Buffer.from("Grüße").subarray(0, 3)],
  ["imageBroken", "photo.jpg", async () => (await photo(600, 600).jpeg().toBuffer()).subarray(0, 2000)],
  ["imageTooLarge", "photo.png", async () => await photo(8000, 6000).png().toBuffer()],
  ["fileEmpty", "empty.txt", () => ""],
  ["fileTooLarge", "large.pdf", () => pdfOf(MAX_ADDED_BYTES + 1)],
])("%s: %s leaves nothing", async (code, name, content) => {
  const target = await makeOpenRequest();
  expect(await outcome(addFile(target, name, await content()))).toBe(code);
  expect(await holds(target)).toEqual([0, 0]);
  expect(await eventTypesOf(target.storeId)).toEqual([]);
});

test("a file of 10 MB is taken, an eleventh file and one that breaks off are not", async () => {
  const target = await makeOpenRequest();
  await addFile(target, "large.pdf", pdfOf(MAX_ADDED_BYTES));
  async function* broken() {
    yield pdfOf(600_000);
    throw new Error("the connection is lost");
  }
  const from = { name: "a.pdf", system: "Helpdesk", asOf: "2026-03-01" };
  await expect(receiveAddedFile(target, from, broken())).rejects.toThrow("lost");
  expect((await holds(target))[0]).toBe(1);
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) => outcome(addFile(target, `${index}.txt`, "x"))),
  );
  expect(outcomes.sort()).toEqual([...Array.from({ length: 9 }, () => "done"), "tooManyFiles"]);
  expect(await listAdded(target)).toHaveLength(10);
});

test("a file whose process was killed while it arrived is not listed, and makes room after an hour", async () => {
  const target = await makeOpenRequest();
  const { storeId, requestId, actor } = target;
  const left = { storeId, requestId, system: "Helpdesk", asOf: new Date(0), addedById: actor.id, addedByName: "Ben" };
  const id = "01930000-0000-7000-8000-000000000001";
  await prisma().addedItem.create({ data: { ...left, id, createdAt: new Date(Date.now() - 3_700_000) } });
  expect(await listAdded(target)).toEqual([]);
  await addFile(target, "a.txt", "x");
  expect(await prisma().addedItem.count({ where: { id } })).toBe(0);
});

test("nothing is added to a closed request, another store's or on a day to come", async () => {
  const target = await makeOpenRequest();
  expect(await outcome(addFile(target, "a.txt", "x", { asOf: "2999-01-01" }))).toBe("asOfInFuture");
  const { id: otherStore } = await makeStore();
  expect(await outcome(addFile({ ...target, storeId: otherStore }, "a.txt", "x"))).toBe("forbidden");
  await answerRequest({ ...target, answer: "other" }, async () => {});
  expect(await outcome(addFile(target, "a.txt", "x"))).toBe("alreadyClosed");
  expect(await holds(target)).toEqual([0, 0]);
});

test("a file of another store opens nothing, and a removed one is gone with its bytes", async () => {
  const target = await makeOpenRequest();
  await addFile(target, "a.txt", "x");
  const [item] = await listAdded(target);
  const itemId = item?.id ?? "";
  const other = await makeOpenRequest();
  expect(await openAddedFile({ storeId: other.storeId, itemId })).toBeNull();
  await removeAddedItem({ ...other, itemId });
  expect(await holds(target)).toEqual([1, 1]);
  await removeAddedItem({ ...target, itemId });
  await removeAddedItem({ ...target, itemId });
  expect(await holds(target)).toEqual([0, 0]);
  expect(await eventTypesOf(target.storeId)).toEqual(["data_added", "data_removed"]);
});
