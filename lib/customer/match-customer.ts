import type { Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { buildSearchText } from "@/lib/search/fold-text";
import { customerName } from "./customer-name";

/** The proved identity that a request comes with. */
export interface ProvedIdentity {
  emailNormalized: string;
  emailVerified: boolean;
  /** From a signed hand-off: the account itself. */
  platformCustomerId?: string;
}

/**
 * Finds the customer that a request belongs to: the account that the store named; else, by a verified
 * address alone, the accounts under it, else the guest. An address that nobody vouched for matches
 * nobody. None or several are for a merchant to resolve.
 * @param texts what the request is found by, besides its customer.
 * @returns what the request's row keeps of it.
 */
export async function matchCustomer(
  transaction: Transaction,
  storeId: string,
  identity: ProvedIdentity,
  texts: (string | null)[],
) {
  const matches = await findMatches(transaction, storeId, identity);
  const [only] = matches;
  if (!only || matches.length > 1)
    return { matchCount: matches.length, customerId: undefined, searchText: buildSearchText(texts) };
  const name = customerName(only);
  return { matchCount: 1, customerId: only.id, customerName: name, searchText: buildSearchText([...texts, name]) };
}

async function findMatches(transaction: Transaction, storeId: string, identity: ProvedIdentity) {
  const { emailNormalized, emailVerified, platformCustomerId } = identity;
  const select = { id: true, kind: true, firstName: true, lastName: true, company: true } as const;
  if (platformCustomerId) {
    const account = await transaction.customer.findUnique({
      where: { storeId_platformId: { storeId, platformId: platformCustomerId } },
      select,
    });
    if (account) return [account];
  }
  if (!emailVerified) return [];
  const known = await transaction.customer.findMany({
    where: { storeId, emailNormalized: { in: storedForms(emailNormalized) } },
    select,
  });
  const accounts = known.filter(({ kind }) => kind === "account");
  return accounts.length > 0 ? accounts : known;
}
