import type { Transaction } from "@/lib/database";
import type { EmailAddress } from "@/lib/email-address";
import type { MerchantActor } from "@/lib/event/event-types";
import type { Identity } from "@/lib/subject/start-matching";
import type { IdentityCheck, ReceiptChannel, RequestType } from "@/prisma/generated/client";
import type { Correction } from "./correction-fields";

/** A request that came by phone, letter, email or in person, as a member of the store's staff enters it. */
export interface EnteredRequest {
  storeId: string;
  actor: MerchantActor;
  type: RequestType;
  /** Of a correction, as far as the customer said it. */
  correction?: Correction | undefined;
  /** The day on which it reached the store, in the store's time zone: its period counts from here. */
  receivedOn: string;
  channel: ReceiptChannel;
  /** The customer whom the staff picked. */
  customerId?: string | undefined;
  /** Needed where no customer was picked. */
  name?: string | undefined;
  /** As it was given: nobody has proved it, so nothing is collected by it alone (lib/subject/subject-of-request.ts). */
  email?: EmailAddress | undefined;
  phone?: string | undefined;
  /** ISO 3166-1. */
  country?: string | undefined;
  /** How the staff have checked who the person is. */
  identityCheck?: IdentityCheck | undefined;
  /** Kept where the check is "other". */
  identityNote?: string | undefined;
  /** Who makes it for the person, as an authorized agent. */
  agent?: string | undefined;
  /** An internal note. */
  note?: string | undefined;
}

/** How staff checked who the person is, as the request keeps it. */
export function identityCheckOf({ identityCheck, identityNote }: EnteredRequest) {
  return {
    identityCheck: identityCheck ?? null,
    identityNote: (identityCheck === "other" && identityNote) || null,
  };
}

/** What was given of the person: proved where the staff have checked who they are. */
export function identitiesOf({ email, phone, identityCheck }: EnteredRequest): Identity[] {
  const said = { issuer: "staff", proof: identityCheck ? "staff" : null } as const;
  return [
    ...(email ? [{ kind: "email" as const, value: email.normalized, ...said }] : []),
    ...(phone ? [{ kind: "phone" as const, value: phone, ...said }] : []),
  ];
}

/** What a request that is joined does not know yet; what it knows may be proved, as what staff wrote down is not. */
export async function newIdentities(
  transaction: Transaction,
  requestId: string,
  entered: EnteredRequest,
): Promise<Identity[]> {
  const known = await transaction.requestIdentity.findMany({
    where: { storeId: entered.storeId, requestId },
    select: { kind: true, value: true },
  });
  return identitiesOf(entered).filter(
    ({ kind, value }) => !known.some((one) => one.kind === kind && one.value === value),
  );
}
