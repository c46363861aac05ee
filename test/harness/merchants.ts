import { v7 as uuidv7 } from "uuid";
import { hashPassword } from "@/lib/sign-in/password";
import type { Role } from "@/prisma/generated/client";
import { asForm, type Form } from "./form";
import type { Answer, HttpBrowser } from "./http-browser";
import { query } from "./postgres";
import type { StoreRef } from "./stores";

interface Merchant {
  id: string;
  email: string;
  password: string;
}

/** Adds a merchant with a password to an app's database: a member of a store. */
export async function createMerchant(
  databaseUrl: string,
  { store, role, email }: { store: StoreRef; role: Role; email: string },
): Promise<Merchant> {
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
 * @param form an open one; without it, the sign-in page is opened.
 * @returns the answer: a redirect where it worked.
 */
export async function signInMerchant(
  browser: HttpBrowser,
  { email, password }: Omit<Merchant, "id">,
  form?: Form,
): Promise<Answer> {
  return await browser.post(asForm(form ?? (await browser.form("/sign-in", "password")), { email, password }));
}
