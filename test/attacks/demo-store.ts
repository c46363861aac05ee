import { generateKey } from "openpgp";
import { inject, vi } from "vitest";
import { createToken, hashToken } from "@/lib/token";
import { type App, startApp } from "@/test/harness/app";
import { asFetch, asForm } from "@/test/harness/form";
import { type HttpBrowser, openBrowser } from "@/test/harness/http-browser";
import { databaseUrl, query } from "@/test/harness/postgres";
import { type SmtpServer, startSmtp } from "@/test/harness/smtp";
import type { Target } from "./action-forms";
import { readActions } from "./build-manifest";

/** The demo store, filled so that hostile inputs reach as far as harmless ones. */
export interface DemoStore {
  slug: string;
  /** What a call names. @param number chooses among many: an input that was used up accepts no further one. */
  target: (number: number) => Target;
  /** Cookie headers. */
  cookies: Record<"owner" | "customer" | "nobody", string>;
}

const PASSWORD = "correct horse battery staple";
const CLONES = 200;

/** Starts a demo on a new database and fills its store. @param name of the database. */
export async function startDemo(name: string) {
  const smtp = await startSmtp();
  const { postgresUrl } = inject("app");
  await query(postgresUrl, `CREATE DATABASE ${name}`);
  const url = databaseUrl(postgresUrl, name);
  const app = await startApp({
    ...{ databaseUrl: url, smtpUrl: smtp.url, mode: "demo", env: { DEMO_PASSWORD: PASSWORD } },
    keptCharacters: Number.POSITIVE_INFINITY,
  });
  const store = await fillDemoStore(app, url, smtp);
  const close = async () => {
    await app.kill();
    await smtp.close();
  };
  return { app, smtp, store, databaseUrl: url, close };
}

/** What an app logged that is a failure. Next logs calls by pages of another build, which it answers with 404 and 400. */
export function failuresOf(app: App): string[] {
  const failures = app
    .output()
    .split("\n")
    .filter((line) => /"level":[56]0|⨯|Error\b/.test(line))
    // What a live source does not answer is no failure of the app.
    .filter((line) => !/^\{"level":40,.*"type":"OutboundError"/.test(line));
  return failures.filter(
    (line) => !/Failed to find Server Action|^Error: Invalid Server Actions request\.$/.test(line),
  );
}

async function fillDemoStore({ origin }: App, databaseUrl: string, smtp: SmtpServer): Promise<DemoStore> {
  const rows = (sql: string, values: unknown[] = []) => query<Record<string, string>>(databaseUrl, sql, values);
  const first = async (sql: string, values: unknown[] = []) => {
    const [row] = await rows(sql, values);
    if (!row) throw new Error(`no row: ${sql}`);
    return row;
  };
  const owner = openBrowser({ origin, address: "203.0.113.11" });
  const signIn = await owner.form("/sign-in", "email");
  await owner.post(asForm(signIn, { email: "owner@demo.example", password: PASSWORD }));
  const customer = await signInCustomer(origin);
  const { storeId } = await first(`SELECT id AS "storeId" FROM store WHERE slug = 'demo'`);
  const { request = "", customerId = "" } = await first(
    `SELECT id AS request, substr(record, 10) AS "customerId" FROM request JOIN request_record ON request_id = id
      WHERE request.state = 'open' AND match_count = 1 AND record LIKE 'customer:%' LIMIT 1`,
  );

  await call(owner, "startExport", { request });
  const { exportId = "" } = await vi.waitFor(
    () => first(`SELECT id AS "exportId" FROM export WHERE request_id = $1 AND state = 'ready'`, [request]),
    { timeout: 30_000, interval: 100 },
  );
  await call(owner, "deliver", { request, method: "link" });
  const link = await vi.waitUntil(
    () => smtp.messages.flatMap(({ links }) => links).find((address) => address.includes("/delivery/")),
    { timeout: 30_000, interval: 100 },
  );
  const { deliveryId = "" } = await first(`SELECT id AS "deliveryId" FROM delivery WHERE request_id = $1`, [request]);

  const requests = await rows(
    `INSERT INTO request SELECT (jsonb_populate_record(request, jsonb_build_object('id', made, 'person_key', made,
        'reference', 'DR-' || made))).* FROM request, (SELECT gen_random_uuid() AS made FROM generate_series(1, $2)) AS clones
      WHERE id = $1 RETURNING id`,
    [request, CLONES],
  );
  const ids = requests.map(({ id }) => id ?? "");
  const deliveries = await rows(
    `INSERT INTO delivery SELECT (jsonb_populate_record(delivery, jsonb_build_object('id', gen_random_uuid(),
        'request_id', taken, 'method', (ARRAY['link', 'password_zip', 'encrypted_email'])[1 + number % 3],
        'state', (ARRAY['live', 'awaiting_approval'])[1 + number % 2]))).*
       FROM delivery, unnest($2::uuid[]) WITH ORDINALITY AS clones (taken, number)
      WHERE id = $1 RETURNING request_id AS "requestId", id AS "deliveryId"`,
    [deliveryId, ids.slice(0, CLONES / 2)],
  );
  const { memberId = "" } = await first(`SELECT merchant_id AS "memberId" FROM membership WHERE role = 'staff'`);
  const verification = Array.from({ length: 50 }, createToken);
  const password = Array.from({ length: 50 }, createToken);
  await rows(
    `INSERT INTO verification (store_id, token_hash, request_id, expires_at)
     SELECT $1, hash, taken, now() + interval '1 day' FROM unnest($2::bytea[], $3::uuid[]) AS made (hash, taken)`,
    [storeId, verification.map(hashed), ids.slice(CLONES / 2, CLONES / 2 + 50)],
  );
  await rows(`UPDATE request SET state = 'unverified', verified_at = NULL WHERE id = ANY($1)`, [
    ids.splice(CLONES / 2, 50),
  ]);
  await rows(
    `INSERT INTO password_token (token_hash, merchant_id, expires_at)
     SELECT hash, $1, now() + interval '1 day' FROM unnest($2::bytea[]) AS made (hash)`,
    [memberId, password.map(hashed)],
  );
  const invitation = Array.from({ length: 50 }, createToken);
  const invitations = await rows(
    `WITH made AS (SELECT hash, gen_random_uuid() AS id FROM unnest($2::bytea[]) AS hash),
          invited AS (INSERT INTO invitation (store_id, id, email, email_normalized, role, invited_by_name, expires_at)
            SELECT $1, id, id || '@mail.example', id || '@mail.example', 'staff', 'Owner', now() + interval '1 day' FROM made)
     SELECT id, hash FROM made`,
    [storeId, invitation.map(hashed)],
  );
  await rows(
    `INSERT INTO invitation_link (store_id, token_hash, invitation_id) SELECT $1, * FROM unnest($2::bytea[], $3::uuid[])`,
    [storeId, invitations.map(({ hash }) => hash), invitations.map(({ id }) => id)],
  );
  const { publicKey } = await generateKey({ userIDs: [{ email: "customer@mail.example" }], format: "armored" });
  const delivery = link.split("/").at(-1) ?? "";
  const messages = createToken();
  await rows(`INSERT INTO message_link (store_id, token_hash, request_id) VALUES ($1, $2, $3)`, [
    ...[storeId, hashed(messages), ids[0]],
  ]);
  const nth = <T>(values: T[], number: number) => values[number % values.length] as T;
  return {
    slug: "demo",
    target: (number) => ({
      ...{ requestId: nth(ids, number), deliveryId, exportId, customerId, memberId, publicKey },
      ...(number % 2 === 0 && nth(deliveries, number)),
      invitationId: nth(invitations, number).id ?? "",
      // None of these exists.
      ...{
        noteId: exportId,
        redactionId: exportId,
        importId: exportId,
        bulkId: exportId,
        addedItemId: exportId,
        connectionNumber: 1,
        email: `guest-${number}@mail.example`,
      },
      tokens: {
        ...{ delivery, messages, agent: messages, signIn: createToken() },
        ...{ verification: nth(verification, number), password: nth(password, number) },
        invitation: nth(invitation, number),
      },
    }),
    cookies: { owner: owner.cookieHeader(), customer: customer.cookieHeader(), nobody: "" },
  };
}

/** Signs in as one of the storefront's customers. */
async function signInCustomer(origin: string): Promise<HttpBrowser> {
  const browser = openBrowser({ origin, address: "203.0.113.12" });
  const storefront = await browser.get("/demo/demo");
  const customer = /value="([^"]+)"[^>]* name="customer"/.exec(storefront.text)?.[1] ?? "";
  const handoff = await browser.post({
    path: "/demo/demo/sign-in",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ customer }).toString(),
  });
  const target = new URL(handoff.headers.get("location") ?? "", origin);
  await browser.post(asForm(await browser.form(target.pathname + target.search, "store"), { store: "demo" }));
  if (!browser.cookies.has("dossier-customer")) throw new Error("no customer is signed in");
  return browser;
}

async function call(browser: HttpBrowser, name: string, fields: Record<string, string>) {
  const action = readActions().find((known) => known.name === name);
  if (!action) throw new Error(`the build has no action ${name}`);
  const path = action.page.replace("[store]", "demo").replace("[id]", fields.request ?? "");
  const form = { path, fields: { store: "demo" }, actionFields: { $ACTION_REF_1: "" }, actionId: action.id };
  await browser.post(asFetch(form, fields));
}

function hashed(token: string): Buffer {
  return Buffer.from(hashToken(token));
}
