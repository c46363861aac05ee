import { v7 as uuidv7, validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import type { RequestAct } from "./request-status";

/**
 * Adds an internal note, by one member of the store's staff for the others. Customers never see it.
 * @returns the note's id.
 * @throws UserError "invalid" for a request that is not there.
 */
export async function addNote(note: RequestAct<MerchantActor> & { text: string }): Promise<string> {
  const { storeId, requestId, actor, text } = note;
  if (!validate(requestId)) throw new UserError("invalid");
  const request = await prisma().request.findFirst({ where: { storeId, id: requestId }, select: { id: true } });
  if (!request) throw new UserError("invalid");
  const { id } = await prisma().note.create({
    data: { storeId, id: uuidv7(), requestId, authorId: actor.id, authorName: actor.name, text },
    select: { id: true },
  });
  return id;
}

/**
 * Deletes a note that this member wrote. One that is gone already stays gone.
 * @throws UserError "forbidden" for a note that someone else wrote.
 */
export async function deleteNote(note: { storeId: string; noteId: string; actor: { id: string } }): Promise<void> {
  const { storeId, noteId, actor } = note;
  if (!validate(noteId)) throw new UserError("invalid");
  const { count } = await prisma().note.deleteMany({ where: { storeId, id: noteId, authorId: actor.id } });
  if (count > 0) return;
  const others = await prisma().note.findFirst({ where: { storeId, id: noteId }, select: { id: true } });
  if (others) throw new UserError("forbidden");
}
