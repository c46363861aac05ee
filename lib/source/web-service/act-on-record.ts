import { randomUUID } from "node:crypto";
import { readEmailAddress } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import type { Connection } from "@/lib/source/connection/connection";
import type { ErasureAnswer, Objection, ObjectionAnswer, Person } from "@/lib/source/rights";
import type { Hit } from "@/lib/source/source";
import { callService } from "./call-service";
import type { Answer } from "./protocol";

type ReadRecord = (record: string, signal: AbortSignal) => Promise<Hit | undefined>;

/** Has a service erase a record. @throws see `CustomerSource.erase`. */
export async function eraseRecord(
  connection: Connection,
  read: ReadRecord,
  who: Person,
  signal: AbortSignal,
): Promise<ErasureAnswer> {
  if (!(await isAskedFor(connection, read, who, signal))) return { state: "nothing", retained: [] };
  const isAgreed = ({ record }: Answer<"erase">) => record === who.record;
  const answer = await callService(connection, "erase", actOf(who), { signal }, isAgreed);
  return { state: answer.state, retained: answer.retained ?? [], ...noteOf(answer) };
}

/** Passes an objection on to a service. @throws see `CustomerSource.object`. */
export async function objectFor(
  connection: Connection,
  read: ReadRecord,
  who: Person,
  { marketing, sale }: Objection,
  signal: AbortSignal,
): Promise<ObjectionAnswer> {
  if (!(await isAskedFor(connection, read, who, signal))) return { state: "nothing" };
  const isAgreed = ({ record }: Answer<"object">) => record === who.record;
  const answer = await callService(connection, "object", { ...actOf(who), marketing, sale }, { signal }, isAgreed);
  return { state: answer.state, ...noteOf(answer) };
}

/** One id for all tries of a call: a service that has done it says so again. */
function actOf({ record, emails, act = randomUUID() }: Person) {
  return { id: act, record, emails };
}

function noteOf({ note }: { note?: string | null | undefined }): { note?: string } {
  return note ? { note } : {};
}

/**
 * Whether there is anything to ask for: the record is there, or may have gone by an earlier try of this act, whose answer was
 * lost: then the service says it again.
 * @throws UserError "recordOfAnother" where the record's present address is none of the person's.
 */
async function isAskedFor(
  { name }: Connection,
  read: ReadRecord,
  { record, emails, act, isLinkedById = false }: Person,
  signal: AbortSignal,
): Promise<boolean> {
  const hit = await read(record, signal);
  if (!hit) return act !== undefined;
  const isTheirs = hit.email !== null && emails.includes(readEmailAddress(hit.email).normalized);
  if (!isTheirs && !isLinkedById) throw new UserError("recordOfAnother", { source: name });
  return true;
}
