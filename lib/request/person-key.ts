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
  /** An account at the store's OpenID Connect provider. */
  openidIssuer?: string | undefined;
  openidSubject?: string | undefined;
}

/**
 * Who asks, as one word that is the same for the same person: at most one request of it is live.
 * An account whose address nobody vouches for is known by its own id, so that someone who registers
 * under another's address does not block the owner's requests. An id of another source than the imported records names its
 * source: the same id is another person there (see docs/decisions/021-whose-ids.md). A subject of an OpenID Connect issuer is
 * nobody's id but that issuer's.
 * @throws UserError "sessionEnded" for someone who is neither.
 */
export function personKey(person: Person): string {
  const { emailNormalized, emailVerified, platformCustomerId, platformSource } = person;
  if (emailVerified) return `email:${emailNormalized}`;
  const openid = openidKey(person);
  if (openid) return openid;
  if (!platformCustomerId) throw new UserError("sessionEnded");
  return platformSource ? `platform:${platformSource}:${platformCustomerId}` : `platform:${platformCustomerId}`;
}

/** The key of an account at an OpenID Connect provider; undefined for anybody else. No issuer has a "#" (Discovery 1.0, 3). */
export function openidKey({ openidIssuer, openidSubject }: Pick<Person, "openidIssuer" | "openidSubject">) {
  return openidIssuer && openidSubject ? `openid:${openidIssuer}#${openidSubject}` : undefined;
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
  return person.platformSource || !person.platformCustomerId
    ? [key]
    : [key, `platform:${RECORDS_SOURCE}:${person.platformCustomerId}`];
}
