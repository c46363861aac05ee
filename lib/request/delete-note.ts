import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";

/**
 * Deletes a note that this member wrote. One that is gone already stays gone.
 * @throws UserError "forbidden" for a note that somebody else wrote.
 */
export async function deleteNote({
  storeId,
  noteId,
  actor,
}: {
  storeId: string;
  noteId: string;
  actor: { id: string };
}): Promise<void> {
  if (!validate(noteId)) throw new UserError("invalid");
  const { count } = await prisma().note.deleteMany({ where: { storeId, id: noteId, authorId: actor.id } });
  if (count > 0) return;
  const others = await prisma().note.findFirst({ where: { storeId, id: noteId }, select: { id: true } });
  if (others) throw new UserError("forbidden");
}
