import { setTimeout as pause } from "node:timers/promises";
import { generateKey } from "openpgp";
import pg from "pg";
import { createToken, hashToken } from "@/lib/token";
import type { App } from "@/test/harness/app";
import { asFetch, asForm, type Form, readForm } from "@/test/harness/form";
import type { SmtpRig } from "@/test/harness/smtp";
import { sendRaw } from "./raw-client";
import { readActions } from "./surface";

/** What the hostile inputs are mixed with, so that they come as far as harmless ones do. */
export interface World {
  store: string;
  customerId: string;
  merchantId: string;
  /** Open ones, each its own person's. */
  requests: string[];
  /** Deliveries under way, by any way, each with its request. */
  deliveries: { request: string; delivery: string }[];
  exportId: string;
  /** A delivery's id whose link `tokens.delivery` is. */
  deliveryId: string;
  tokens: { verification: string[]; password: string[]; delivery: string };
  publicKey: string;
  /** Cookie headers. */
  cookies: Record<"owner" | "customer" | "nobody", string>;
}

export const PASSWORD = "correct horse battery staple";
const CLONES = 200;

/** Fills the demo store of an app that was started with `mode: "demo"` and `PASSWORD`. */
export async function makeWorld(app: App, databaseUrl: string, smtp: SmtpRig): Promise<World> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return await fill(app, client, smtp);
  } finally {
    await client.end();
  }
}

async function fill({ origin }: App, client: pg.Client, smtp: SmtpRig): Promise<World> {
  const one = async (sql: string, values: unknown[] = []) =>
    Object.values((await client.query(sql, values)).rows[0])[0];
  const ids = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows.map(({ id }) => id);
  const owner = await submit(origin, await readForm(origin, "/sign-in", "email"), {
    email: "owner@demo.example",
    password: PASSWORD,
  });
  const customer = await signInCustomer(origin);
  const storeId = await one("SELECT id FROM store WHERE slug = 'demo'");
  const [request, customerId] = Object.values(
    (await client.query("SELECT id, customer_id FROM request WHERE state = 'open' AND match_count = 1 LIMIT 1"))
      .rows[0],
  ) as string[];
  if (!request || !customerId) throw new Error("the demo has no open request of a known customer");

  await call(origin, owner, "startExport", { store: "demo", request });
  const exportId = await until(() => ids("SELECT id FROM export WHERE request_id = $1 AND state = 'ready'", [request]));
  await call(origin, owner, "deliver", { store: "demo", request, method: "link" });
  const link = await until(async () =>
    smtp.messages.flatMap(({ links }) => links.filter((it) => it.includes("/delivery/"))),
  );
  const deliveryId = await one("SELECT id FROM delivery WHERE request_id = $1", [request]);

  const requests = await ids(
    `INSERT INTO request SELECT (jsonb_populate_record(request, jsonb_build_object('id', made, 'person_key', made,
        'reference', 'DR-' || made))).* FROM request, (SELECT gen_random_uuid() AS made FROM generate_series(1, $2)) AS clones
      WHERE id = $1 RETURNING id`,
    [request, CLONES],
  );
  const { rows: deliveries } = await client.query(
    `INSERT INTO delivery SELECT (jsonb_populate_record(delivery, jsonb_build_object('id', gen_random_uuid(),
        'request_id', taken, 'method', (ARRAY['link', 'password_zip', 'encrypted_email'])[1 + number % 3],
        'state', (ARRAY['live', 'awaiting_approval'])[1 + number % 2]))).*
       FROM delivery, unnest($2::uuid[]) WITH ORDINALITY AS clones (taken, number)
      WHERE id = $1 RETURNING request_id AS request, id AS delivery`,
    [deliveryId, requests.slice(0, CLONES / 2)],
  );
  const merchantId = await one("SELECT merchant_id FROM membership WHERE role = 'staff'");
  const tokens = {
    verification: Array.from({ length: 50 }, createToken),
    password: Array.from({ length: 50 }, createToken),
  };
  await client.query(
    `INSERT INTO verification (store_id, token_hash, request_id, expires_at)
     SELECT $1, hash, taken, now() + interval '1 day' FROM unnest($2::bytea[], $3::uuid[]) AS made (hash, taken)`,
    [storeId, tokens.verification.map((it) => Buffer.from(hashToken(it))), requests.slice(CLONES / 2, CLONES / 2 + 50)],
  );
  await client.query(`UPDATE request SET state = 'unverified', verified_at = NULL WHERE id = ANY($1)`, [
    requests.splice(CLONES / 2, 50),
  ]);
  await client.query(
    `INSERT INTO password_token (token_hash, merchant_id, expires_at)
     SELECT hash, $1, now() + interval '1 day' FROM unnest($2::bytea[]) AS made (hash)`,
    [merchantId, tokens.password.map((it) => Buffer.from(hashToken(it)))],
  );
  const { publicKey } = await generateKey({ userIDs: [{ email: "customer@mail.example" }], format: "armored" });
  return {
    ...{ store: "demo", customerId, merchantId: String(merchantId), requests, deliveries },
    ...{ exportId: String(exportId), deliveryId: String(deliveryId), publicKey },
    tokens: { ...tokens, delivery: String(link).split("/").at(-1) ?? "" },
    cookies: { owner, customer, nobody: "" },
  };
}

/** The cookie of one of the storefront's customers. */
async function signInCustomer(origin: string): Promise<string> {
  const storefront = await (await fetch(`${origin}/demo/demo`)).text();
  const customer = /value="([^"]+)"[^>]* name="customer"/.exec(storefront)?.[1] ?? "";
  const handoff = await sendRaw(origin, {
    method: "POST",
    path: "/demo/demo/sign-in",
    headers: { origin, "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(new URLSearchParams({ customer }).toString()),
  });
  const path = handoff.headers[handoff.headers.findIndex((name) => name.toLowerCase() === "location") + 1] ?? "";
  return await submit(origin, await readForm(origin, path, "store"), { store: "demo" });
}

/** Posts a form. @returns the cookies that the answer sets, as a header. */
async function submit(origin: string, form: Form, fields: Record<string, string>): Promise<string> {
  const { path, headers, body } = asForm(form, fields);
  const answer = await sendRaw(origin, {
    method: "POST",
    path,
    headers: { ...headers, origin },
    body: Buffer.from(body),
  });
  const set = answer.headers.flatMap((name, index) =>
    /^set-cookie$/i.test(name) ? [answer.headers[index + 1] ?? ""] : [],
  );
  const cookie = set
    .map((line) => line.split(";")[0])
    .filter((pair) => pair?.startsWith("dossier-") && !pair.endsWith("="));
  if (answer.status !== 303 || cookie.length === 0)
    throw new Error(`${path} answered ${answer.status} without a session`);
  return cookie.join("; ");
}

async function call(origin: string, cookie: string, name: string, fields: Record<string, string>) {
  const action = readActions().find((known) => known.name === name);
  if (!action) throw new Error(`the build has no action ${name}`);
  const path = action.page.replace("[store]", "demo").replace("[id]", fields.request ?? "");
  const form = { path, fields: {}, actionFields: { $ACTION_REF_1: "" }, actionId: action.id };
  const { headers, body } = asFetch(form, fields);
  await sendRaw(origin, { method: "POST", path, headers: { ...headers, origin, cookie }, body: Buffer.from(body) });
}

/** Waits until there is something. @throws Error after half a minute. */
async function until<T>(read: () => Promise<T[]>): Promise<T> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; await pause(100)) {
    const [found] = await read();
    if (found !== undefined) return found;
  }
  throw new Error("it did not come within half a minute");
}
