import { prisma } from "@/lib/database";
import type { InformationPlace } from "./article15";

/** Of how many of the newest orders and consents hints are made. */
const SAMPLE_ROWS = 2000;
/** How many names a hint has at most. */
const MAX_NAMES = 8;

/** What a hint is about, and the texts that it belongs to; the messages under `information.hints` word it. */
const places = {
  risk: ["orders-automatedDecisions"],
  recipients: ["orders-recipients", "addresses-recipients"],
  channels: ["orders-source"],
  consents: ["consents-source"],
} as const satisfies Record<string, `${InformationPlace["section"]}-${InformationPlace["field"]}`[]>;

export type InformationHint = { kind: keyof typeof places; names: string[] };

/**
 * What a store's own data show about its information texts: the names of payment and shipping services, where orders and
 * consents came from, and whether orders hold a rating of their risk.
 * @returns by the name of a text's field in the form; nothing where the data show nothing.
 */
export async function readInformationHints(storeId: string): Promise<Map<string, InformationHint>> {
  // The last digits of a customer's card are no name. Raw, since Prisma cannot open a JSON column. Columns other than Shopify's have names of the same kind.
  const rows = await prisma().$queryRaw<{ kind: keyof typeof places; name: string }[]>`
    WITH sampled AS (
      SELECT payment_method, shipping_method, attributes FROM "order"
       WHERE store_id = ${storeId}::uuid ORDER BY id DESC LIMIT ${SAMPLE_ROWS}
    ), named AS (
      SELECT 'recipients' AS kind, trim(name) AS name
        FROM sampled, regexp_split_to_table(regexp_replace(payment_method, '( ending in)?[ *•]+[0-9]{4}$', ''), ' [+] ') AS name
      UNION ALL SELECT 'recipients', trim(shipping_method) FROM sampled
      UNION ALL
      SELECT CASE WHEN key ~* 'risk|fraud' THEN 'risk'
                  WHEN key ~* 'fulfil.*(service|by)|carrier|tracking company|gateway' THEN 'recipients'
                  WHEN key ~* '^(source|channel|sales channel)' THEN 'channels' END, trim(value)
        FROM sampled, jsonb_each_text(attributes)
      UNION ALL
      SELECT 'consents', trim(source) FROM (
        SELECT source FROM consent WHERE store_id = ${storeId}::uuid ORDER BY id DESC LIMIT ${SAMPLE_ROWS}
      ) AS consents
    )
    SELECT kind, name FROM named WHERE kind IS NOT NULL AND name <> ''
     GROUP BY kind, name ORDER BY count(*) DESC, name`;
  const hints = new Map<string, InformationHint>();
  for (const [kind, fields] of Object.entries(places) as [keyof typeof places, readonly string[]][]) {
    const names = rows.filter((row) => row.kind === kind).map(({ name }) => name.slice(0, 60));
    if (names.length > 0) for (const field of fields) hints.set(field, { kind, names: names.slice(0, MAX_NAMES) });
  }
  return hints;
}
