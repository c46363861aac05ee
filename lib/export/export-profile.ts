import { v7 as uuidv7 } from "uuid";
import { clockColumns, deadlinesAtReceipt } from "@/lib/clock/at-receipt";
import { prisma, type Transaction } from "@/lib/database";
import { isUniqueViolation, retryAfterRace, UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { isLocale } from "@/lib/locale";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { buildSearchText } from "@/lib/search/fold-text";
import type { OpenRequest } from "@/lib/subject/find-open-requests";
import { startMatching } from "@/lib/subject/start-matching";
import { createReference } from "@/lib/token";
import { findRunningExport, type RequestedExport, startExport } from "./request-export";

/** Who exports a profile, and which of several open requests that is to answer: the first one where it is none of them (any more). */
interface Target {
  storeId: string;
  actor: MerchantActor;
  requestId?: string | undefined;
}

/** The profile: the open requests that it may join, and what links it to one, or makes one about it. */
interface Profile {
  findOpen(): Promise<OpenRequest[]>;
  link(transaction: Transaction, requestId: string): Promise<void>;
  make(transaction: Transaction): Promise<string>;
}

/**
 * Exports a profile: joins an open request about it, or makes one on behalf of the staff, and queues its export, all in one
 * transaction. If two merchants start one at the same time, one is started and the second is informed.
 * @returns the export, and the reference of the request that was open already.
 * @throws what the profile's acts throw.
 */
export async function exportProfile(
  { storeId, actor, requestId }: Target,
  profile: Profile,
): Promise<RequestedExport & { joined?: string }> {
  return await retryAfterRace(async () => {
    const all = await profile.findOpen();
    const open = all.find(({ id }) => id === requestId) ?? all[0];
    const running = open?.linked ? await findRunningExport({ storeId, requestId: open.id }) : undefined;
    if (running) return running;
    return await prisma().$transaction(async (transaction) => {
      if (!open) return await startExport(transaction, { storeId, requestId: await profile.make(transaction), actor });
      if (!open.linked) await profile.link(transaction, open.id);
      return { ...(await startExport(transaction, { storeId, requestId: open.id, actor })), joined: open.reference };
    });
  }, isLost);
}

function isLost(error: unknown): boolean {
  // "exportRunning" too: who was faster may have linked the record before.
  return (
    isUniqueViolation(error) || (error instanceof UserError && ["alreadyClosed", "exportRunning"].includes(error.code))
  );
}

/** What a request says of the person whose profile it was made from. */
interface ProfilePerson {
  /** See lib/request/person-key.ts. */
  personKey: string;
  name: string | null;
  email: string | null;
  emailNormalized: string | null;
  /** As their platform writes it, such as "de" or "de-AT". */
  locale?: string | null;
  /** How many customers of the imported records it is about. */
  matchCount: number;
}

/** Makes an open request on behalf of the staff, in the caller's transaction; `link` links what it is about. */
export async function createProfileRequest(
  transaction: Transaction,
  { storeId, actor }: Target,
  { locale, ...person }: ProfilePerson,
  link: (requestId: string) => Promise<unknown>,
): Promise<string> {
  const store = await transaction.store.findUnique({
    where: { id: storeId },
    select: { locale: true, ...clockColumns },
  });
  if (!store) throw new UserError("forbidden");
  const { personKey, name, email, emailNormalized, matchCount } = person;
  const id = uuidv7();
  const reference = createReference();
  const createdAt = new Date();
  const { dueAt, deadlines } = deadlinesAtReceipt(DATA_EXPORT, createdAt, store);
  await transaction.request.create({
    data: {
      ...{ storeId, id, type: DATA_EXPORT, personKey, state: "open", reference, source: "staff" },
      ...{ email, emailNormalized, customerName: name, matchCount },
      locale: localeOf(locale) ?? store.locale,
      searchText: buildSearchText([reference, email, name]),
      createdAt,
      dueAt,
      deadlines: { create: deadlines },
    },
    select: { id: true },
  });
  await link(id);
  // Nobody proved the address: what other records hold under it is only proposed.
  const said = { kind: "email", issuer: "staff", proof: null } as const;
  await startMatching(
    transaction,
    { storeId, requestId: id },
    emailNormalized === null ? [] : [{ ...said, value: emailNormalized }],
  );
  await recordEvent(transaction, { storeId, requestId: id, type: "request_made", actor });
  return id;
}

/** A customer's language, where Dossier has it. */
function localeOf(text: string | null | undefined) {
  const language = text?.split(/[-_]/)[0]?.toLowerCase();
  return isLocale(language) ? language : undefined;
}
