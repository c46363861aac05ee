import { readEmailAddress, storedForms } from "@/lib/email-address";
import type { LinkReason } from "@/lib/event/link-reasons";
import { phoneDigits } from "@/lib/phone-number";
import { reasonFor, tellDropped } from "@/lib/source/compare-clues";
import type { Connection } from "@/lib/source/connection/connection";
import type { Clues, Match } from "@/lib/source/source";
import { askVendure } from "./ask-vendure";
import { type FoundCustomer, findCustomers } from "./queries";

// Vendure's own limit of a page: nobody has more records of one address.
const MAX_MATCHES = 100;

/**
 * The customers of a Vendure that are a person's, or may be: an account and guests may share an address. Vendure compares
 * addresses by case, and stores them in lower case unless something else wrote them: where none is equal, one that differs
 * by case is looked for.
 */
export async function matchVendure(
  connection: Connection,
  clues: Clues,
  signal: AbortSignal,
  drop?: (records: number) => void,
): Promise<Match[]> {
  const find = async (filters: Record<string, unknown>[]) => {
    if (filters.length === 0) return [];
    const { data } = await askVendure(connection, findCustomers({ _or: filters }, MAX_MATCHES), { signal });
    return data.customers.items;
  };
  const forms = [...new Set(clues.emails.flatMap(({ emailNormalized }) => storedForms(emailNormalized)))];
  const phones = [...new Set(clues.phones.flatMap(phoneForms))];
  const asked = await find([
    ...(clues.platformIds.length > 0 ? [{ id: { in: clues.platformIds } }] : []),
    ...(forms.length > 0 ? [{ emailAddress: { in: forms } }] : []),
    ...(phones.length > 0 ? [{ phoneNumber: { in: phones } }] : []),
  ]);
  const isUnknown = (form: string) => !asked.some((one) => normalized(one) === readEmailAddress(form).normalized);
  const parts = forms.filter(isUnknown);
  const wider = await find(parts.map((form) => ({ emailAddress: { contains: form } })));
  // That question is wider than equality: who only has the address as a part of theirs is no other's data that leaked.
  const isPart = (one: FoundCustomer) => parts.some((form) => one.emailAddress.toLowerCase().includes(form));
  const isKept = (one: FoundCustomer) => reasonOf(one, clues) !== undefined;
  const dropped = [...asked.filter((one) => !isKept(one)), ...wider.filter((one) => !isKept(one) && !isPart(one))];
  tellDropped(connection, dropped.length, drop);
  const matches = new Map(
    [...asked, ...wider].flatMap((one): [string, Match][] => {
      const reason = reasonOf(one, clues);
      return reason ? [[one.id, { record: one.id, label: customerTitle(one), reason }]] : [];
    }),
  );
  return [...matches.values()].filter(({ record }) => !clues.records.includes(record));
}

/** What people call a customer. */
export function customerTitle({ firstName, lastName, emailAddress }: FoundCustomer): string {
  return [firstName, lastName].filter(Boolean).join(" ").trim() || emailAddress;
}

function reasonOf({ id, emailAddress, phoneNumber }: FoundCustomer, clues: Clues): LinkReason | undefined {
  return reasonFor({ record: id, email: emailAddress, phone: phoneNumber }, clues);
}

function normalized({ emailAddress }: FoundCustomer): string {
  return readEmailAddress(emailAddress).normalized;
}

/** A number as it was written, and as shops store it: Vendure compares text. */
function phoneForms(phone: string): string[] {
  const digits = phoneDigits(phone, undefined);
  return [phone.trim(), digits, `+${digits}`];
}
