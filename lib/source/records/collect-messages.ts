import type { SectionRow } from "@/lib/section/sections";
import type { Collector } from "@/lib/source/source";
import { OWN_REQUESTS } from "./collect-requests";
import { count, keyValues, readPages, select, shapePages, subjectValues } from "./read-pages";

const OWN_MESSAGES = `message WHERE store_id = $1 AND request_id IN (${OWN_REQUESTS})`;

/** Messages about the person's own requests, oldest first, each with the names of its files. Of who wrote it, only the kind is. */
export const messages: Collector<"messages"> = {
  count: (subject) => count(`SELECT count(*) FROM ${OWN_MESSAGES}`, subjectValues(subject)),
  pages: (subject, signal) =>
    shapePages(
      readPages(200, signal, (after, size) =>
        select<Omit<SectionRow<"messages">, "createdAt"> & { at: Date }>(
          `SELECT id, created_at AS at, nullif(text, '') AS text,
                  CASE author WHEN 'store' THEN 'merchant' ELSE 'customer' END AS actor,
                  (SELECT reference FROM request WHERE store_id = $1 AND request.id = message.request_id) AS reference,
                  (SELECT coalesce(json_agg(file_name ORDER BY created_at, id), '[]')
                     FROM message_file WHERE store_id = $1 AND message_id = message.id) AS files
             FROM ${OWN_MESSAGES} AND (created_at, id) > ($4::timestamptz, $5::uuid)
            ORDER BY created_at, id LIMIT $6`,
          [...subjectValues(subject), ...keyValues(after), size],
        ),
      ),
      ({ id, reference, at, actor, text, files }) => ({
        ...{ id, reference, createdAt: at.toISOString(), actor, text, files },
      }),
    ),
};
