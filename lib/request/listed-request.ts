import { currentStateSql } from "@/lib/expiry";
import type { DeliveryMethod, DeliveryState, ExportState, Request } from "@/prisma/generated/client";

/** One row of the report. */
export interface ListedRequest
  extends Pick<
    Request,
    | ("id" | "reference" | "type" | "source" | "state" | "email" | "customerName" | "matchCount")
    | ("closedAsSpam" | "assigneeId" | "createdAt" | "verifiedAt" | "dueAt" | "erasedAt")
  > {
  assigneeName: string | null;
  /** Whether a record is linked to it. */
  isLinked: boolean;
  /** Whether the customer has answered a message that nobody of the staff has read. */
  hasNewAnswer: boolean;
  /** The sources whose records are linked to it. */
  foundIn: string[];
  /** The newest export made for it. */
  export: { state: ExportState; rowsCollected: number; rowsExpected: number | null } | null;
  /** The newest delivery since then. */
  delivery: RequestDelivery | null;
}

/** The state of a request's delivery. */
export interface RequestDelivery {
  state: DeliveryState;
  method: DeliveryMethod;
  deliveredAt: Date | string | null;
}

/** What `selectListed` needs of a request. */
export const LISTED_COLUMNS =
  "id, reference, type, source, state, email, customer_id, customer_name, match_count, closed_as_spam, assignee_id, country, created_at, verified_at, due_at, erased_at";

/**
 * A statement that reads rows of the report of the store `$1`; its requests go by `request`.
 * @param requests SQL of a few requests' `LISTED_COLUMNS`, in brackets.
 */
export function selectListed(requests: string): string {
  return `SELECT request.id, reference, type, source, request.state, email,
            EXISTS (SELECT FROM request_record WHERE store_id = $1 AND request_id = request.id AND request_record.state = 'accepted') AS "isLinked",
            EXISTS (SELECT FROM message WHERE store_id = $1 AND request_id = request.id AND author = 'customer' AND read_at IS NULL) AS "hasNewAnswer",
            ARRAY(SELECT DISTINCT request_record.source FROM request_record WHERE store_id = $1 AND request_id = request.id AND request_record.state = 'accepted' ORDER BY 1) AS "foundIn",
            customer_name AS "customerName", match_count AS "matchCount", closed_as_spam AS "closedAsSpam",
            assignee_id AS "assigneeId", (SELECT name FROM merchant WHERE id = assignee_id) AS "assigneeName", request.created_at AS "createdAt",
            verified_at AS "verifiedAt", due_at AS "dueAt", erased_at AS "erasedAt", CASE WHEN export.id IS NOT NULL THEN json_build_object('state', ${currentStateSql("export")},
              'rowsCollected', export.rows_collected, 'rowsExpected', export.rows_expected) END AS export, CASE WHEN delivery.id IS NOT NULL THEN json_build_object('method', delivery.method,
              'state', ${currentStateSql("delivery")},
              'deliveredAt', delivery.delivered_at) END AS delivery
       FROM ${requests} AS request
       LEFT JOIN LATERAL (
         SELECT id, state, rows_collected, rows_expected, created_at, expires_at FROM export
          WHERE store_id = $1 AND request_id = request.id AND review_of_id IS NULL ORDER BY created_at DESC LIMIT 1
       ) AS export ON true
       LEFT JOIN LATERAL (
         SELECT id, state, method, expires_at, delivered_at, created_at FROM delivery
          WHERE store_id = $1 AND request_id = request.id ORDER BY created_at DESC LIMIT 1
       ) AS delivery ON export.created_at IS NULL OR delivery.created_at > export.created_at`;
}
