import { IMPORTED_CHOICE } from "@/lib/section/consents";
import type { SectionRow } from "@/lib/section/sections";
import type { Collector } from "@/lib/source/source";
import {
  count,
  type Key,
  keyValues,
  readPages,
  type ShopRow,
  select,
  shapePages,
  subjectValues,
  withoutGiven,
} from "./read-pages";

/** SQL: the customer's former email addresses, as one further field; an empty object where there are none. */
const FORMER_ADDRESSES = `SELECT CASE WHEN count(*) = 0 THEN '{}' ELSE jsonb_build_object('Former email addresses',
     string_agg(email || ' (until ' || to_char(replaced_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ')', ', ' ORDER BY replaced_at)) END
   FROM former_address WHERE store_id = $1 AND customer_id = customer.id`;

/** SQL: the customer's shop; null where the row holds former addresses, which no live source of that shop gives. */
const REPLACEABLE_ORIGIN = `CASE WHEN EXISTS (SELECT FROM former_address WHERE store_id = $1 AND customer_id = customer.id)
   THEN NULL ELSE origin END`;

/** The customers' own rows, the oldest first. */
export const profile: Collector<"profile"> = {
  count: ({ storeId, customerIds }) =>
    count(`SELECT count(*) FROM customer WHERE store_id = $1 AND id = ANY($2::uuid[])`, [storeId, customerIds]),
  pages: ({ storeId, customerIds }, signal, notes) =>
    shapePages(
      withoutGiven(
        readPages(100, signal, (after, size) =>
          select<ProfileColumns & Key & ShopRow>(
            `SELECT id, 'customer:' || id AS record, kind, platform_id AS "platformId", email, phone, first_name AS "firstName", last_name AS "lastName",
                  company, locale, note, tags, tax_exempt AS "taxExempt", created_at AS at, created_at AS "recordedAt",
                  updated_at AS "updatedAt", attributes || (${FORMER_ADDRESSES}) AS attributes,
                  ${REPLACEABLE_ORIGIN} AS origin, platform_id AS "shopId"
             FROM customer WHERE store_id = $1 AND id = ANY($2::uuid[]) AND (created_at, id) > ($3::timestamptz, $4::uuid)
            ORDER BY created_at, id LIMIT $5`,
            [storeId, customerIds, ...keyValues(after), size],
          ),
        ),
        notes,
      ),
      ({ at: _, recordedAt, updatedAt, ...row }) => ({
        ...row,
        // No imported file says how long the shop has known a person.
        createdAt: null,
        recordedAt: recordedAt.toISOString(),
        updatedAt: updatedAt.toISOString(),
      }),
    ),
};

type ProfileColumns = Omit<SectionRow<"profile">, "createdAt" | "recordedAt" | "updatedAt"> & {
  recordedAt: Date;
  updatedAt: Date;
};

/** SQL: a column of the customer whose address it is. */
function ofCustomer(column: string): string {
  return `(SELECT ${column} FROM customer WHERE store_id = $1 AND id = address.customer_id)`;
}

/** Addresses, in the order in which they came. */
export const addresses: Collector<"addresses"> = {
  count: ({ storeId, customerIds }) =>
    count(`SELECT count(*) FROM address WHERE store_id = $1 AND customer_id = ANY($2::uuid[])`, [storeId, customerIds]),
  pages: (subject, signal, notes) =>
    shapePages(
      withoutGiven(
        readPages(500, signal, (after, size) =>
          select<SectionRow<"addresses"> & Key & ShopRow>(
            `SELECT id, ${ofCustomer("origin")} AS origin, ${ofCustomer("platform_id")} AS "shopId", 'customer:' || customer_id AS record, created_at AS at, platform_id AS "platformId", is_default AS "isDefault", name, company, line1, line2,
                  city, province, postal_code AS "postalCode", country, phone
             FROM address WHERE store_id = $1 AND customer_id = ANY($2::uuid[]) AND (created_at, id) > ($3::timestamptz, $4::uuid)
            ORDER BY created_at, id LIMIT $5`,
            [...subjectValues(subject).slice(0, 2), ...keyValues(after), size],
          ),
        ),
        notes,
      ),
      ({ id: _, at: __, ...row }) => row,
    ),
};

/** Every marketing choice, oldest first. */
export const consents: Collector<"consents"> = {
  count: ({ storeId, customerIds }) =>
    count(`SELECT count(*) FROM consent WHERE store_id = $1 AND customer_id = ANY($2::uuid[])`, [storeId, customerIds]),
  pages: (subject, signal) =>
    shapePages(
      readPages(1000, signal, (after, size) =>
        select<Omit<SectionRow<"consents">, "at" | "recordedAt"> & { id: string; at: Date }>(
          `SELECT id, 'customer:' || customer_id AS record, at, channel, granted, source, wording
             FROM consent WHERE store_id = $1 AND customer_id = ANY($2::uuid[]) AND (at, id) > ($3::timestamptz, $4::uuid)
            ORDER BY at, id LIMIT $5`,
          [...subjectValues(subject).slice(0, 2), ...keyValues(after), size],
        ),
      ),
      ({ id: _, at, ...row }) => ({
        ...row,
        at: row.source === IMPORTED_CHOICE ? null : at.toISOString(),
        recordedAt: at.toISOString(),
      }),
    ),
};
