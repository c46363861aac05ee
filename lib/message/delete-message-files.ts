import { prisma } from "@/lib/database";
import { MESSAGE_FILES_KEPT_DAYS } from "./message-policy";

const BATCH = 100;

/**
 * Deletes the bytes of the files that customers added to answers, in all stores, 90 days after their request was closed,
 * and those that were never sent. Their names and sizes stay with the message.
 * @returns how many were deleted.
 */
export async function deleteMessageFiles(now = new Date()): Promise<number> {
  const closedBefore = new Date(now.getTime() - MESSAGE_FILES_KEPT_DAYS * 86_400_000);
  let deleted = 0;
  for (;;) {
    // Raw: one statement, which happens whole or not at all, and takes bytes that no foreign key leads to.
    const count = await prisma().$executeRaw`
      WITH due AS MATERIALIZED (
        SELECT message_file.store_id, message_file.id FROM message_file
          JOIN request ON request.store_id = message_file.store_id AND request.id = message_file.request_id
         WHERE message_file.deleted_at IS NULL AND request.closed_at <= ${closedBefore}
         LIMIT ${BATCH} FOR UPDATE OF message_file SKIP LOCKED
      ), bytes AS (
        DELETE FROM export_chunk USING due
         WHERE export_chunk.store_id = due.store_id AND export_chunk.export_id = due.id
      )
      UPDATE message_file SET deleted_at = ${now}, wrapped_key = NULL FROM due
       WHERE message_file.store_id = due.store_id AND message_file.id = due.id`;
    deleted += count;
    if (count < BATCH) return deleted;
  }
}
