import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import { reencodeImage } from "@/lib/image";
import type { RequestAct } from "@/lib/request/request-status";
import { type AddedFrom, requirePast } from "./add-text";
import { deleteItem, keyPurpose, lockOpenRequest } from "./added-items";
import { cleanFileName, type FileType, readFileType, TYPE_BYTES } from "./file-type";
import { limited, writeChunks } from "./write-chunks";

/** The largest file that may be added, as it arrives. */
export const MAX_ADDED_BYTES = 10_000_000;
export const MAX_ADDED_FILES = 10;
/** The most pixels of a picture: a page scanned at 600 dots an inch has 35 million. */
const MAX_PIXELS = 40_000_000;
/** An upload that has not ended by then never will: its process was killed. */
const ABANDONED_MS = 3600_000;

/**
 * Takes a file for an open request as it arrives, into encrypted chunks under a key of its own: a PDF, a UTF-8 text or a
 * CSV file byte for byte, a picture written anew without its metadata. Where anything goes wrong nothing of it stays.
 * @throws UserError "rateLimited", "forbidden", "alreadyClosed", "asOfInFuture", "tooManyFiles"; "fileEmpty",
 * "fileTooLarge", "fileNotWhatItSays", "fileTypeUnknown", "imageBroken", "imageTooLarge"; others when the body breaks off.
 */
export async function receiveAddedFile(
  target: RequestAct<MerchantActor>,
  { name, ...from }: AddedFrom & { name: string },
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  await limitRate("filesByMember", target.actor.id);
  const { storeId, requestId, actor } = target;
  const { itemId, key } = await reserve(target, from);
  const arriving = limited(body, MAX_ADDED_BYTES);
  try {
    const { start, rest } = await readStart(arriving);
    const type = readFileType(start, name);
    const { row, last } = await writeChunks(
      { storeId, id: itemId, key, table: "added_item" },
      name,
      contentOf(type, rest),
    );
    await prisma().$transaction(async (transaction) => {
      await lockOpenRequest(transaction, target);
      await transaction.exportChunk.createMany({ data: last });
      const { count } = await transaction.addedItem.updateMany({
        where: { storeId, id: itemId, chunkCount: null },
        data: { ...row, fileType: type, fileName: cleanFileName(name, type) },
      });
      if (count === 0) throw new UserError("alreadyClosed");
      await recordEvent(transaction, { storeId, requestId, type: "data_added", actor, data: { kind: "file" } });
    });
  } catch (error) {
    await prisma().$transaction((transaction) => deleteItem(transaction, { storeId, itemId }));
    if (error instanceof UserError) await drain(arriving);
    throw error;
  }
}

/** Reads what still arrives of a file that is refused, at most its largest size: its sender then gets the answer. */
async function drain(body: AsyncGenerator<Uint8Array>): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // The answer is the first problem.
  }
}

/** Notes that a file arrives, so that no more than ten do at once either. */
async function reserve({ storeId, requestId, actor }: RequestAct<MerchantActor>, { system, asOf }: AddedFrom) {
  const itemId = uuidv7();
  const key = randomBytes(32);
  await prisma().$transaction(async (transaction) => {
    await lockOpenRequest(transaction, { storeId, requestId });
    await requirePast(transaction, storeId, asOf);
    const files = await transaction.addedItem.findMany({
      where: { storeId, requestId, text: null },
      select: { id: true, chunkCount: true, createdAt: true },
    });
    const abandoned = files.filter(
      ({ chunkCount, createdAt }) => chunkCount === null && createdAt.getTime() < Date.now() - ABANDONED_MS,
    );
    for (const { id } of abandoned) await deleteItem(transaction, { storeId, itemId: id });
    if (files.length - abandoned.length >= MAX_ADDED_FILES) throw new UserError("tooManyFiles");
    await transaction.addedItem.create({
      data: {
        ...{ storeId, id: itemId, requestId, system, asOf: new Date(asOf) },
        wrappedKey: wrapSecret(key, keyPurpose({ storeId, itemId })),
        ...{ addedById: actor.id, addedByName: actor.name },
      },
      select: { id: true },
    });
  });
  return { itemId, key };
}

/** The first bytes, by which a file is known, and all of them. */
async function readStart(body: AsyncGenerator<Uint8Array>) {
  let start = Buffer.alloc(0);
  while (start.length < TYPE_BYTES) {
    const { done, value } = await body.next();
    if (done) break;
    start = Buffer.concat([start, value]);
  }
  async function* rest() {
    yield start;
    yield* body;
  }
  return { start, rest: rest() };
}

/** What is kept of a file. */
async function* contentOf(type: FileType, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (type === "pdf") yield* bytes;
  else if (type === "png" || type === "jpg") yield await pictureOf(type, bytes);
  else yield* textOf(bytes);
}

async function pictureOf(type: "png" | "jpg", bytes: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  const made = await reencodeImage(Buffer.concat(pieces), MAX_PIXELS, (image) =>
    type === "png" ? image.png() : image.jpeg({ quality: 90 }),
  );
  if (made === "tooLarge") throw new UserError("imageTooLarge");
  if (made === "notImage") throw new UserError("imageBroken");
  return made;
}

/** @throws UserError "fileTypeUnknown" at what is no UTF-8, and at NUL, which no text has. */
async function* textOf(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (piece?: Uint8Array) => {
    try {
      decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new UserError("fileTypeUnknown");
    }
  };
  for await (const piece of bytes) {
    decode(piece);
    if (piece.includes(0)) throw new UserError("fileTypeUnknown");
    yield piece;
  }
  decode();
}
