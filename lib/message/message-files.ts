import { randomBytes } from "node:crypto";
import { v7 as uuidv7, validate } from "uuid";
import { inflateEntry } from "@/lib/archive/inflate-entry";
import { unwrapSecret, wrapSecret } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { lockOpenRequest } from "@/lib/upload/added-items";
import { limited, writeChunks } from "@/lib/upload/write-chunks";
import { MAX_MESSAGE_FILE_BYTES, MAX_MESSAGE_FILES } from "./message-policy";

/** An upload that has not ended by then never will: its process was killed. */
const ABANDONED_MS = 3600_000;

/** What a file's wrapped key is bound to: it unwraps for no other file. */
export function messageFilePurpose({ storeId, fileId }: { storeId: string; fileId: string }): string {
  return `store:${storeId}:message-file:${fileId}`;
}

/**
 * Takes a file for the customer's next answer as it arrives, byte for byte into encrypted chunks under a key of its own:
 * nothing here opens it, so what it would unpack to does not matter. Where anything goes wrong nothing of it stays.
 * @param name what its sender calls it, of which only a known ending is kept.
 * @throws UserError "alreadyClosed", "forbidden" where the store never asked, "tooManyMessageFiles", "fileEmpty",
 * "fileTooLarge"; others when the body breaks off.
 */
export async function receiveMessageFile(
  { storeId, requestId }: { storeId: string; requestId: string },
  name: string,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { fileId, key } = await reserve({ storeId, requestId }, name);
  try {
    const bytes = limited(body, MAX_MESSAGE_FILE_BYTES);
    const { row, last } = await writeChunks({ storeId, id: fileId, key, table: "message_file" }, "file", bytes);
    await prisma().$transaction(async (transaction) => {
      await lockOpenRequest(transaction, { storeId, requestId });
      await transaction.exportChunk.createMany({ data: last });
      const where = { storeId, id: fileId, chunkCount: null };
      const { count } = await transaction.messageFile.updateMany({ where, data: row });
      if (count === 0) throw new UserError("alreadyClosed");
    });
  } catch (error) {
    await prisma().$transaction((transaction) => deleteFile(transaction, { storeId, fileId }));
    throw error;
  }
}

/** Notes that a file arrives, so that no more than twenty do at once either. */
async function reserve({ storeId, requestId }: { storeId: string; requestId: string }, name: string) {
  const fileId = uuidv7();
  const key = randomBytes(32);
  await prisma().$transaction(async (transaction) => {
    await lockOpenRequest(transaction, { storeId, requestId });
    const asked = await transaction.message.count({ where: { storeId, requestId, author: "store" } });
    if (asked === 0) throw new UserError("forbidden");
    const files = await transaction.messageFile.findMany({
      where: { storeId, requestId },
      select: { id: true, fileName: true, chunkCount: true, createdAt: true },
    });
    const abandoned = files.filter(
      ({ chunkCount, createdAt }) => chunkCount === null && createdAt.getTime() < Date.now() - ABANDONED_MS,
    );
    for (const { id } of abandoned) await deleteFile(transaction, { storeId, fileId: id });
    if (files.length - abandoned.length >= MAX_MESSAGE_FILES) throw new UserError("tooManyMessageFiles");
    const number = Math.max(0, ...files.map(({ fileName }) => Number.parseInt(fileName.slice("file-".length), 10))) + 1;
    await transaction.messageFile.create({
      data: {
        ...{ storeId, id: fileId, requestId, fileName: `file-${number}.${endingOf(name)}` },
        wrappedKey: wrapSecret(key, messageFilePurpose({ storeId, fileId })),
      },
      select: { id: true },
    });
  });
  return { fileId, key };
}

/**
 * Removes a file that the customer has not sent yet; one that is gone already is no error.
 * @throws UserError "alreadyClosed", "forbidden" where the store has no such request.
 */
export async function removeMessageFile({
  storeId,
  requestId,
  fileId,
}: {
  storeId: string;
  requestId: string;
  fileId: string;
}): Promise<void> {
  if (!validate(fileId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    await lockOpenRequest(transaction, { storeId, requestId });
    const where = { storeId, id: fileId, requestId, messageId: null };
    if (await transaction.messageFile.findFirst({ where, select: { id: true } }))
      await deleteFile(transaction, { storeId, fileId });
  });
}

/** A file that a customer sent, with its bytes as they are asked for; null for an unknown one, one that was not sent (yet) and another store's. */
export async function openMessageFile({ storeId, fileId }: { storeId: string; fileId: string }) {
  if (!validate(fileId)) return null;
  const found = await prisma().messageFile.findFirst({
    where: { storeId, id: fileId, messageId: { not: null }, deletedAt: null },
    select: { wrappedKey: true, chunkCount: true, fileName: true, sizeBytes: true },
  });
  if (!found?.wrappedKey || found.chunkCount === null) return null;
  const key = unwrapSecret(found.wrappedKey, messageFilePurpose({ storeId, fileId }));
  return {
    fileName: found.fileName,
    sizeBytes: found.sizeBytes ?? 0,
    bytes: inflateEntry({ storeId, exportId: fileId, key }, { number: 0, chunkCount: found.chunkCount }),
  };
}

async function deleteFile(transaction: Transaction, { storeId, fileId }: { storeId: string; fileId: string }) {
  // The row first: what is just writing its chunks has either committed them, or finds it gone.
  await transaction.messageFile.deleteMany({ where: { storeId, id: fileId } });
  await transaction.exportChunk.deleteMany({ where: { storeId, exportId: fileId } });
}

const ENDINGS = [
  ...(["pdf", "png", "jpg", "jpeg", "gif", "webp", "heic", "txt", "csv", "zip"] as const),
  ...(["doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "eml"] as const),
] as const;

/** A known ending of a name, for the program that its reader opens it with; nothing else of the name is kept. */
function endingOf(name: string): string {
  const ending = /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase();
  return ENDINGS.find((known) => known === ending) ?? "bin";
}
