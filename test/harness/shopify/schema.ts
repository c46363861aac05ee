import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
  buildSchema,
  type DocumentNode,
  type GraphQLSchema,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  validate,
} from "graphql";

/** The version whose reading part the file holds. It is Shopify's own, under the license beside it. */
export const SCHEMA_VERSION = "2026-10";

/** The types that objects of these interfaces have, which the file leaves out. */
export const leftOut: Record<string, string> = {
  Event: "BasicEvent",
  StoreCreditAccountTransaction: "StoreCreditAccountCreditTransaction",
  ReturnLineItemType: "ReturnLineItem",
};

let read: GraphQLSchema | undefined;

/** Shopify's schema: reading it takes half a second, once a process. */
export function shopifySchema(): GraphQLSchema {
  if (read) return read;
  const file = new URL(`admin_${SCHEMA_VERSION}.reads.graphql.gz`, import.meta.url);
  const text = gunzipSync(readFileSync(file)).toString("utf8");
  const types = Object.entries(leftOut).map(([name, type]) => {
    const [, interfaces = "", fields = ""] =
      new RegExp(`^interface ${name}( implements [^{]*)? (\\{[^]*?^\\})`, "m").exec(text) ?? [];
    const further = interfaces.replace(/^ implements/, " &");
    return `type ${type} implements ${name}${further} ${fields}`;
  });
  read = buildSchema([text, ...types].join("\n"), { assumeValid: true });
  return read;
}

const checked = new Map<string, { document: DocumentNode | undefined; errors: string[] }>();

/** A query as Shopify's schema has it, with what is wrong with it: a field that is deprecated there counts. */
export function checkQuery(query: string): { document: DocumentNode | undefined; errors: string[] } {
  const known = checked.get(query);
  if (known) return known;
  const result = check(query);
  checked.set(query, result);
  return result;
}

function check(query: string) {
  try {
    const document = parse(query);
    const errors = validate(shopifySchema(), document, [...specifiedRules, NoDeprecatedCustomRule]);
    return { document, errors: errors.map(({ message }) => message) };
  } catch (error) {
    return { document: undefined, errors: [String(error)] };
  }
}
