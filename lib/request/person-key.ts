import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { storedForms } from "@/lib/email-address";
import { UserError } from "@/lib/error";

/** Who asks, as far as it is known. */
export interface Person {
  /** Null for an account of which nothing but its id is known. */
  emailNormalized: string | null;
  /** Proved, or about to be: a guest's request waits for the proof. */
  emailVerified: boolean;
  platformCustomerId?: string | undefined;
  /** The source whose ids that one means; undefined for the imported records. */
  platformSource?: string | undefined;
}

/**
 * Who asks, as one word that is the same for the same person: at most one request of it is live.
 * An account whose address nobody vouches for is known by its own id, so that someone who registers
 * under another's address does not block the owner's requests. An id of another source than the imported records names its
 * source: the same id is another person there (see docs/decisions/021-whose-ids.md).
 * @throws UserError "sessionEnded" for someone who is neither.
 */
export function personKey({ emailNormalized, emailVerified, platformCustomerId, platformSource }: Person): string {
  if (emailVerified) return `email:${emailNormalized}`;
  if (!platformCustomerId) throw new UserError("sessionEnded");
  return platformSource ? `platform:${platformSource}:${platformCustomerId}` : `platform:${platformCustomerId}`;
}

/**
 * The key of a request that the store's staff entered: the customer whom they chose, else the address that was given, which
 * is still to be proved, else nobody but this request.
 */
export function enteredPersonKey({
  requestId,
  customerId,
  emailNormalized,
}: {
  requestId: string;
  customerId: string | undefined;
  emailNormalized: string | undefined;
}): string {
  if (customerId) return `customer:${customerId}`;
  return emailNormalized ? `email:${emailNormalized}` : `staff:${requestId}`;
}

/** The keys under which rows may hold a person: see `storedForms`. The next release names the imported records as well. */
export function storedPersonKeys(person: Person): string[] {
  const key = personKey(person);
  if (key.startsWith("email:")) return storedForms(person.emailNormalized ?? "").map((form) => `email:${form}`);
  return person.platformSource ? [key] : [key, `platform:${RECORDS_SOURCE}:${person.platformCustomerId}`];
}
