import { readEmailAddress, storedForms } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import type { Connection } from "@/lib/source/connection/connection";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { ErasureAnswer, Person } from "@/lib/source/rights";
import { isStorable, truncate } from "@/lib/storable-text";
import { callWoo } from "./call-woo";
import { plainText, ROUTES } from "./exporters";
import { findAccount, findOrder, isAnothers } from "./find-one";
import { accountOf, orderOf } from "./records";
import { wpErased, wpExporters } from "./shapes";

/** Where an eraser that goes on for ever ends. */
const MAX_PAGES = 300;
const MAX_RETAINED = 100;
const MAX_LENGTH = 300;

/** No eraser of WordPress or WooCommerce deletes a user: the latter's empties what it keeps with one. */
const ACCOUNT = "The account itself, with its user name and email address: no eraser of WordPress deletes it";

/** What erasers said, of one whole act. */
interface Erased {
  isAny: boolean;
  retained: Set<string>;
  /** The erasers that broke. */
  failed: Set<string>;
}

/**
 * Calls every eraser that the shop's plug-ins register, page by page, for the person's addresses. Erasers know addresses
 * alone, and erase whatever has one: the record's has to be one of the person's, also where it was linked by its id, and an
 * address that another account has is left out.
 * @throws UserError "recordOfAnother", "erasersMissing"; "erasersFailed" once all others are through.
 */
export async function erasePerson(
  connection: Connection,
  { record, emails }: Person,
  signal: AbortSignal,
): Promise<ErasureAnswer> {
  const account = accountOf(record);
  const address = await addressOf(connection, record, signal);
  if (address === undefined) return { state: "nothing", retained: [] };
  if (!emails.includes(address)) throw new UserError("recordOfAnother", { source: connection.name });
  const { route, erasers } = await findErasers(connection, signal);
  const known = new Map(account === undefined ? [] : [[account, record]]);
  const erased: Erased = { isAny: false, retained: new Set(), failed: new Set() };
  for (const email of emails) {
    if (await isAnothers(connection, email, known, { signal })) {
      if (email === address) throw new UserError("recordOfAnother", { source: connection.name });
      continue;
    }
    for (const form of storedForms(email))
      for (const eraser of erasers) await runEraser(connection, route, eraser, form, signal, erased);
  }
  const names = [...erased.failed].join(", ");
  if (names) throw new UserError("erasersFailed", { source: connection.name, names });
  if (account !== undefined && (await findAccount(connection, account, { signal }))) erased.retained.add(ACCOUNT);
  return { state: erased.isAny ? "erased" : "nothing", retained: [...erased.retained].slice(0, MAX_RETAINED) };
}

/** A record's present address in its normal form; undefined where the record is gone. */
async function addressOf(connection: Connection, record: string, signal: AbortSignal): Promise<string | undefined> {
  const [account, orderId] = [accountOf(record), orderOf(record)];
  const customer = account === undefined ? undefined : await findAccount(connection, account, { signal });
  if (customer) return readEmailAddress(customer.email).normalized;
  const order = orderId === undefined ? undefined : await findOrder(connection, orderId, { signal });
  // An order that an account took over is that account's.
  return order?.customer_id === 0 ? readEmailAddress(order.billing.email).normalized : undefined;
}

/** The erasers as they are now: plug-ins come and go. */
async function findErasers(connection: Connection, signal: AbortSignal) {
  for (const route of ROUTES) {
    const answer = await callWoo(connection, `${route}/erasers`, {}, wpExporters, { signal, absent: [401, 403, 404] });
    if (answer) return { route, erasers: answer.body };
  }
  throw new UserError("erasersMissing", { source: connection.name });
}

async function runEraser(
  connection: Connection,
  route: (typeof ROUTES)[number],
  { key, name }: { key: string; name: string },
  email: string,
  signal: AbortSignal,
  erased: Erased,
): Promise<void> {
  for (let page = 1; ; page++) {
    if (page > MAX_PAGES) throw new OutboundError("malformed");
    let status = 200;
    const answer = await callWoo(connection, `${route}/erase`, {}, wpErased, {
      ...{ signal, body: { email, eraser: key, page } },
      // The plug-in says 500 of an eraser that broke: the others are called all the same. WooCommerce says 401 to a key that
      // may only read.
      absent: [401, 403, 500],
      onAbsent: (absent) => {
        status = absent;
      },
    });
    if (!answer) {
      if (status !== 500) throw new UserError("erasersMissing", { source: connection.name });
      erased.failed.add(line(name));
      return;
    }
    const { removed, retained, messages, done } = answer.body;
    erased.isAny ||= removed;
    if (retained) for (const message of messages.length > 0 ? messages : [name]) erased.retained.add(line(message));
    if (done) return;
  }
}

/** What an eraser says, as a line that can be stored. */
function line(text: string): string {
  const plain = plainText(text).replace(/\s+/g, " ").trim();
  return isStorable(plain) ? truncate(plain, MAX_LENGTH) : "?";
}
