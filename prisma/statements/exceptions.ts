import type { Reference } from "./scope";

/** A statement that may name a table without its store. */
export interface Exception {
  /** A table, or all tables of a schema: `pgboss.*`. */
  table: string;
  /** Without it, every statement on the table. */
  verb?: Reference["verb"];
  /** Exactly the columns that its conditions name, in alphabetical order. */
  columns?: string[];
  why: string;
}

/** The only ones. `prisma/store-keys.test.ts` expects the key of every other table to begin with the store. */
export const exceptions: Exception[] = [
  { table: "store", why: "its own id is the store" },
  { table: "merchant", why: "merchants belong to no single store" },
  { table: "session", why: "merchants belong to no single store" },
  { table: "password_token", why: "merchants belong to no single store" },
  { table: "merchant_email", why: "merchants belong to no single store" },
  { table: "email_change", why: "merchants belong to no single store" },
  { table: "email_change_link", why: "merchants belong to no single store" },
  { table: "first_run_link", why: "there is no store yet" },
  { table: "membership", verb: "select", columns: ["merchant_id"], why: "the stores that a merchant belongs to" },
  {
    table: "membership",
    verb: "select",
    columns: ["merchant_id", "store_id"],
    why: "a merchant's membership of the store that a page's address names",
  },
  { table: "membership", verb: "delete", columns: ["merchant_id"], why: "the operator removes a merchant everywhere" },
  { table: "rate_limit", why: "an inbox is protected across stores" },
  { table: "_prisma_migrations", why: "the list of migrations, read at the start" },
  { table: "pgboss.*", why: "the queue: its jobs carry ids only" },
  {
    table: "record_normalization",
    verb: "select",
    columns: ["finished_at"],
    why: "the start enqueues the conversion of each store that needs it",
  },
  {
    table: "export",
    verb: "select",
    columns: ["wrapped_key"],
    why: "the start looks for a secret that its keys can decrypt",
  },
  {
    table: "import",
    verb: "select",
    columns: ["wrapped_key"],
    why: "the start looks for a secret that its keys can decrypt",
  },
  {
    table: "added_item",
    verb: "select",
    columns: ["wrapped_key"],
    why: "the start looks for a secret that its keys can decrypt",
  },
  {
    table: "message_file",
    verb: "select",
    columns: ["wrapped_key"],
    why: "the start looks for a secret that its keys can decrypt",
  },
  {
    table: "connection",
    verb: "select",
    columns: ["credentials"],
    why: "the start looks for a secret that its keys can decrypt",
  },
  {
    table: "connection",
    verb: "select",
    columns: ["address", "kind", "state"],
    why: "what Shopify sends names its shop, and the shop's connection the store",
  },
  {
    table: "openid_provider",
    verb: "select",
    columns: ["client_secret"],
    why: "the start looks for a secret that its keys can decrypt",
  },
  cleanUp("sign_in_token", "delete", ["expires_at"], "expired links"),
  cleanUp("invitation", "delete", ["expires_at"], "invitations that nobody sent again"),
  cleanUp("used_handoff", "delete", ["expires_at"], "expired hand-offs"),
  cleanUp("export", "select", ["expires_at", "state"], "expired exports"),
  cleanUp("export", "select", ["created_at", "state"], "exports whose job is gone"),
  cleanUp("import", "select", ["created_at", "state"], "imports that were left"),
  cleanUp("delivery", "select", ["expires_at", "request_id", "state", "store_id"], "expired deliveries, and"),
  cleanUp("request", "select", ["id", "state", "store_id"], "those whose request was closed"),
  cleanUp("request", "select", ["created_at", "state", "store_id"], "requests that nobody verified"),
  reminder("request", ["created_at", "source", "state", "store_id"], "requests that nobody verified"),
  reminder("event", ["request_id", "store_id", "type"], "those that were reminded of already"),
  cleanUp("request", "select", ["closed_at", "state", "store_id"], "records to erase, except"),
  cleanUp("export", "select", ["request_id", "state", "store_id"], "those whose export is in progress"),
  cleanUp(
    "erasure_plan",
    "select",
    ["started_at", "starts_at", "state"],
    "erasures that are due, or stopped between two steps",
  ),
  cleanUp("erasure_step", "select", ["kind", "request_id", "state", "store_id"], "the steps of these"),
  cleanUp("erasure_plan", "select", ["reduced_at", "state"], "requests that still hold an erased person"),
  cleanUp("email", "select", ["created_at", "request_id", "store_id"], "emails to erase"),
  cleanUp("bulk_act", "delete", ["created_at", "state"], "results of acts on many requests"),
  cleanUp("shop_deletion", "select", ["deleted_at", "due_at", "kept_at"], "records of removed shops"),
  cleanUp("shopify_webhook", "delete", ["received_at"], "webhooks that cannot come again"),
  cleanUp("event", "select", ["at", "request_id", "store_id"], "events to erase"),
  cleanUp("message_file", "select", ["deleted_at", "request_id", "store_id"], "files of answers, and"),
  cleanUp("request", "select", ["closed_at", "id", "store_id"], "whether their request was closed long ago"),
  {
    table: "request_pause",
    verb: "select",
    columns: ["ended_at", "store_id"],
    why: "a job looks for the requests of every store whose clock waits",
  },
];

/** What the clean-up job reads in all stores at once. */
function cleanUp(table: string, verb: Reference["verb"], columns: string[], what: string): Exception {
  return { table, verb, columns, why: `the clean-up job: ${what}` };
}

/** What the reminder of unverified requests reads in all stores at once. */
function reminder(table: string, columns: string[], what: string): Exception {
  return { table, verb: "select", columns, why: `the reminder: ${what}` };
}

/** Whether an exception covers a reference to a table without its store. */
export function isExcepted({ table = "", verb, columns }: Reference, among: Exception[]): boolean {
  const found = [...columns].sort().join();
  return among.some(
    (exception) =>
      (exception.table === table || exception.table === `${table.split(".")[0]}.*`) &&
      (!exception.verb || exception.verb === verb) &&
      (!exception.columns || exception.columns.join() === found),
  );
}
