import { prisma } from "@/lib/database";
import type { MessageFile } from "@/prisma/generated/client";

/** A file of a message, as it is shown. */
export type ShownFile = Pick<MessageFile, "id" | "fileName" | "sizeBytes" | "deletedAt">;

/**
 * A request's messages, the oldest first, each with its files, and the files that wait for the customer's next answer.
 * Nobody's right to read them is checked here.
 */
export async function readThread({ storeId, requestId }: { storeId: string; requestId: string }) {
  const request = await prisma().request.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: requestId } },
    select: { state: true, reference: true },
  });
  const messages = await prisma().message.findMany({
    where: { storeId, requestId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const files = await prisma().messageFile.findMany({
    where: { storeId, requestId, chunkCount: { not: null } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, messageId: true, fileName: true, sizeBytes: true, deletedAt: true },
  });
  const of = (messageId: string | null): ShownFile[] => files.filter((file) => file.messageId === messageId);
  return {
    request,
    messages: messages.map((message) => ({ ...message, files: of(message.id) })),
    waiting: of(null),
  };
}

type Thread = Awaited<ReturnType<typeof readThread>>;
export type ShownMessage = Thread["messages"][number];
