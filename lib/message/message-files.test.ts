import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { wrappedSecrets } from "@/lib/keys/wrapped-secrets";
import { addMessageFile, holdsOf, makeAskable } from "@/test/factories/message";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { answerMessage } from "./answer-message";
import { askCustomer } from "./ask-customer";
import { deleteMessageFiles } from "./delete-message-files";
import { openMessageFile, removeMessageFile } from "./message-files";
import { MAX_MESSAGE_FILE_BYTES } from "./message-policy";
import { readThread } from "./thread";

withTestDatabase();

async function makeAsked() {
  const target = await makeAskable();
  await askCustomer({ ...target, text: "Please add the mandate." });
  return target;
}

async function readFile(storeId: string, fileId: string) {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await openMessageFile({ storeId, fileId }))?.bytes ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("files are kept byte for byte under fixed names, encrypted, and go with the answer; nothing opens them", async () => {
  const target = await makeAsked();
  // An archive's first bytes, before what unpacks to gigabytes: here it is only bytes.
  const bomb = Buffer.concat([Buffer.from("504b0304", "hex"), randomBytes(300_000), Buffer.alloc(2_000_000)]);
  for (const [name, bytes] of [
    ["../../Mandate & <script>.PDF", Buffer.from("%PDF-1.4 the mandate")],
    ["bomb.zip", bomb],
    ["page.html", Buffer.from("<script>alert(1)</script>")],
  ] as const)
    await addMessageFile(target, name, bytes);
  const { waiting } = await readThread(target);
  expect(waiting.map(({ fileName, sizeBytes }) => [fileName, sizeBytes])).toEqual([
    ["file-1.pdf", 20],
    ["file-2.zip", bomb.length],
    ["file-3.bin", 25],
  ]);
  const [pdf, zip, page] = waiting.map(({ id }) => id);
  expect(await openMessageFile({ ...target, fileId: zip ?? "" })).toBeNull();
  await removeMessageFile({ ...target, fileId: page ?? "" });

  await answerMessage({ ...target, text: "" });
  const { messages } = await readThread(target);
  expect(messages.at(-1)?.files.map(({ fileName }) => fileName)).toEqual(["file-1.pdf", "file-2.zip"]);
  expect(sha256(await readFile(target.storeId, zip ?? ""))).toBe(sha256(bomb));
  expect(await openMessageFile({ storeId: (await makeAsked()).storeId, fileId: pdf ?? "" })).toBeNull();
  const [chunk] = await prisma().exportChunk.findMany({ where: { storeId: target.storeId, exportId: pdf ?? "" } });
  expect(Buffer.from(chunk?.bytes ?? []).includes("mandate")).toBe(false);
  // What was sent is removed no more.
  await removeMessageFile({ ...target, fileId: pdf ?? "" });
  expect((await readFile(target.storeId, pdf ?? "")).toString()).toBe("%PDF-1.4 the mandate");
  const purposes: string[] = [];
  for await (const { purpose } of wrappedSecrets()) purposes.push(purpose);
  expect(purposes.filter((purpose) => purpose.startsWith(`store:${target.storeId}:message-file:`))).toHaveLength(2);
});

test("a request takes 20 files, none of them empty or past 10 MB, and nothing of a refused one stays", async () => {
  const target = await makeAsked();
  const add = (size: number) => outcome(addMessageFile(target, "a.txt", Buffer.alloc(size, 1)).then(() => "done"));
  expect(await add(0)).toBe("fileEmpty");
  expect(await add(MAX_MESSAGE_FILE_BYTES + 1)).toBe("fileTooLarge");
  expect(await holdsOf(target)).toEqual([1, 0, 0]);
  const outcomes = await Promise.all(Array.from({ length: 21 }, () => add(10)));
  expect(outcomes.filter((result) => result === "done")).toHaveLength(20);
  expect(outcomes.filter((result) => result === "tooManyMessageFiles")).toHaveLength(1);
  const names = (await readThread(target)).waiting.map(({ fileName }) => fileName);
  expect(new Set(names).size).toBe(20);
});

test("no file comes to a request that was never asked, or is closed", async () => {
  const target = await makeAskable();
  expect(await outcome(addMessageFile(target, "a.txt", Buffer.from("a")))).toBe("forbidden");
  const asked = await makeAsked();
  await prisma().request.updateMany({ where: { storeId: asked.storeId }, data: { state: "answered" } });
  expect(await outcome(addMessageFile(asked, "a.txt", Buffer.from("a")))).toBe("alreadyClosed");
  expect(await holdsOf(asked)).toEqual([1, 0, 0]);
});

test("the bytes go 90 days after the request was closed, sent or not; the message stays", async () => {
  const target = await makeAsked();
  const { storeId } = target;
  await addMessageFile(target, "a.txt", Buffer.from("sent"));
  await answerMessage({ ...target, text: "Here" });
  await addMessageFile(target, "b.txt", Buffer.from("never sent"));
  const closedAt = new Date("2026-03-01T00:00:00Z");
  const dayAfter = (days: number) => new Date(closedAt.getTime() + days * 86_400_000);
  expect(await deleteMessageFiles(dayAfter(1000))).toBe(0);
  await prisma().request.updateMany({ where: { storeId }, data: { state: "answered", closedAt } });
  expect(await deleteMessageFiles(dayAfter(89))).toBe(0);
  expect(await holdsOf(target)).toEqual([2, 2, 2]);
  expect(await deleteMessageFiles(dayAfter(90))).toBe(2);
  expect(await deleteMessageFiles(dayAfter(91))).toBe(0);
  expect(await holdsOf(target)).toEqual([2, 2, 0]);
  const [file] = (await readThread(target)).messages.at(-1)?.files ?? [];
  expect(file).toMatchObject({ fileName: "file-1.txt", deletedAt: dayAfter(90) });
  expect(await openMessageFile({ storeId, fileId: file?.id ?? "" })).toBeNull();
});
