import { IMPORTED_CHOICE } from "@/lib/section/consents";
import type { SectionRow } from "@/lib/section/sections";
import type { Collector } from "@/lib/source/source";
import { count, type Key, keyValues, readPages, select, shapePages, subjectValues } from "./read-pages";

/** SQL: the customer's former email addresses, as one further field; an empty object where there are none. */
const FORMER_ADDRESSES = `SELECT CASE WHEN count(*) = 0 THEN '{}' ELSE jsonb_build_object('Former email addresses',
     string_agg(email || ' (until ' || to_char(replaced_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ')', ', ' ORDER BY replaced_at)) END
   FROM former_address WHERE store_id = $1 AND customer_id = customer.id`;

/** The customers' own rows, the oldest first. */
export const profile: Collector<"profile"> = {
  count: ({ storeId, customerIds }) =>
    count(`SELECT count(*) FROM customer WHERE store_id = $1 AND id = ANY($2::uuid[])`, [storeId, customerIds]),
  pages: ({ storeId, customerIds }, signal) =>
    shapePages(
      readPages(100, signal, (after, size) =>
        select<ProfileColumns & Key>(
          `SELECT id, 'customer:' || id AS record, kind, platform_id AS "platformId", email, phone, first_name AS "firstName", last_name AS "lastName",
                  company, locale, note, tags, tax_exempt AS "taxExempt", created_at AS at, created_at AS "recordedAt",
                  updated_at AS "updatedAt", attributes || (${FORMER_ADDRESSES}) AS attributes
             FROM customer WHERE store_id = $1 AND id = ANY($2::uuid[]) AND (created_at, id) > ($3::timestamptz, $4::uuid)
            ORDER BY created_at, id LIMIT $5`,
          [storeId, customerIds, ...keyValues(after), size],
        ),
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

/** Addresses, in the order in which they came. */
export const addresses: Collector<"addresses"> = {
  count: ({ storeId, customerIds }) =>
    count(`SELECT count(*) FROM address WHERE store_id = $1 AND customer_id = ANY($2::uuid[])`, [storeId, customerIds]),
  pages: (subject, signal) =>
    shapePages(
      readPages(500, signal, (after, size) =>
        select<SectionRow<"addresses"> & Key>(
          `SELECT id, 'customer:' || customer_id AS record, created_at AS at, platform_id AS "platformId", is_default AS "isDefault", name, company, line1, line2,
                  city, province, postal_code AS "postalCode", country, phone
             FROM address WHERE store_id = $1 AND customer_id = ANY($2::uuid[]) AND (created_at, id) > ($3::timestamptz, $4::uuid)
            ORDER BY created_at, id LIMIT $5`,
          [...subjectValues(subject).slice(0, 2), ...keyValues(after), size],
        ),
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
