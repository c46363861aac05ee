import type { Customer } from "@/prisma/generated/client";
import { GOES_BY_ADDRESS } from "./by-address";

/** One row of a list of customers. */
export interface ListedCustomer
  extends Pick<
    Customer,
    "id" | "kind" | "platformId" | "email" | "phone" | "firstName" | "lastName" | "company" | "createdAt"
  > {
  country: string | null;
  /** Orders counted up to 100. */
  orderCount: number;
  lastOrderAt: Date | null;
}

/** Orders of a customer are counted up to here. */
export const MAX_COUNTED_ORDERS = 100;

/** What `selectListed` needs of a customer. */
export const LISTED_COLUMNS =
  "id, kind, platform_id, email, email_normalized, phone, first_name, last_name, company, created_at";

/**
 * A statement that reads rows of a list of the store `$1`.
 * @param customers SQL of a few customers' `LISTED_COLUMNS`: a table's name, or a statement in brackets.
 */
export function selectListed(customers: string): string {
  return `SELECT c.id, kind, platform_id AS "platformId", email, phone, first_name AS "firstName", last_name AS "lastName",
            company, created_at AS "createdAt", place.country, orders.count::int AS "orderCount", orders.last AS "lastOrderAt"
       FROM ${customers} AS c
       LEFT JOIN LATERAL (
         SELECT country FROM address a WHERE a.store_id = $1 AND a.customer_id = c.id ORDER BY is_default DESC LIMIT 1
       ) AS place ON true
       CROSS JOIN LATERAL (
         SELECT least(count(*), ${MAX_COUNTED_ORDERS}) AS count, max(placed_at) AS last FROM (
           (SELECT placed_at FROM "order" o WHERE o.store_id = $1 AND o.customer_id = c.id
             ORDER BY placed_at DESC LIMIT ${MAX_COUNTED_ORDERS})
           UNION ALL
           (SELECT placed_at FROM "order" o WHERE o.store_id = $1 AND o.email_normalized = c.email_normalized
               AND ${GOES_BY_ADDRESS}
             ORDER BY placed_at DESC LIMIT ${MAX_COUNTED_ORDERS})
         ) AS own
       ) AS orders`;
}
