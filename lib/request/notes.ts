import { v7 as uuidv7, validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { Actor } from "@/lib/event/event-types";

/**
 * Keeps what a member of the store's staff writes about a request for the others. Customers never see it.
 * @throws UserError "invalid" for a request that is not there.
 */
export async function addNote({
  storeId,
  requestId,
  actor,
  text,
}: {
  storeId: string;
  requestId: string;
  actor: Actor & { kind: "merchant" };
  text: string;
}): Promise<void> {
  if (!validate(requestId)) throw new UserError("invalid");
  const request = await prisma().request.findFirst({ where: { storeId, id: requestId }, select: { id: true } });
  if (!request) throw new UserError("invalid");
  await prisma().note.create({
    data: { storeId, id: uuidv7(), requestId, authorId: actor.id, authorName: actor.name, text },
    select: { id: true },
  });
}
