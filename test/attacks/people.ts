import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { hashPassword } from "@/lib/sign-in/password";
import { asForm, type Form } from "@/test/harness/form";
import type { RigStore } from "@/test/harness/stores";
import type { Answer, Browser } from "./browser";

interface RigMerchant {
  id: string;
  email: string;
  password: string;
}

/** Runs a statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  return await client
    .query<Row>(text, values)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** Makes a merchant, a member of a store in a role. */
export async function createMerchant(
  databaseUrl: string,
  { store, role, email }: { store: RigStore; role: "viewer" | "staff" | "owner"; email: string },
): Promise<RigMerchant> {
  const id = uuidv7();
  const password = `a long password of ${id}`;
  await query(
    databaseUrl,
    `WITH made AS (INSERT INTO merchant (id, email, name, password_hash) VALUES ($1, $2, 'Merchant', $3))
     INSERT INTO membership (store_id, merchant_id, role) VALUES ($4, $1, $5::role)`,
    [id, email, await hashPassword(password), store.id, role],
  );
  return { id, email, password };
}

/**
 * Signs a merchant in by the form.
 * @param form as the browser has it open; without it, the sign-in page is opened.
 * @returns the answer: a redirect where it worked.
 */
export async function signIn(
  browser: Browser,
  { email, password }: Omit<RigMerchant, "id">,
  form?: Form,
): Promise<Answer> {
  return await browser.post(asForm(form ?? (await browser.form("/sign-in", "password")), { email, password }));
}
