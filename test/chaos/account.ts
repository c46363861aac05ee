import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { expect, inject } from "vitest";
import type { Guests } from "./guests";

/** What a fault came to: a line of the table. What it does not touch is left out. */
export interface Account {
  fault: string;
  rounds: number;
  /** What those who asked were told is accepted: requests, exports. */
  accepted: number;
  requests?: number;
  events?: number;
  /** E-mails that the SMTP server took. */
  sent?: number;
  /** E-mails that it refused for good, which stand as failed. */
  refused?: number;
  /** E-mails that arrived more than once. */
  twice?: number;
  /** Of those accepted: without what should stand for them. */
  lost: number;
}

/** Leaves a line for the table. */
export function note(account: Account): void {
  writeFileSync(path.join(inject("accounts"), account.fault.replaceAll(/\W+/g, "-")), JSON.stringify(account));
}

/** Where e-mails have gone: an SMTP server, or what was read from a mailbox folder. */
export interface Sent {
  messages: { recipient: string; acceptedAtMs: number }[];
  refused: string[];
}

interface Fault {
  name: string;
  rounds: number;
  /** When processes were killed (of performance.now()); none where none was. */
  deaths?: number[];
}

/** Asks an open database, whichever it is. */
export type Query = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** Waits until the queue has done its work, then compares. */
export async function account(
  fault: Fault,
  databaseUrl: string,
  sent: Sent | (() => Promise<Sent>),
  guests: Guests,
): Promise<Account> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await settle(client);
    const arrived = typeof sent === "function" ? await sent() : sent;
    return await compare(fault, (text) => client.query(text), arrived, guests);
  } finally {
    await client.end();
  }
}

/**
 * Compares what guests were told with what the database and the SMTP server hold, and demands that nothing accepted is
 * lost, that each request has its one event, that an e-mail refused for good is tried once and says so, and that no
 * e-mail came twice but where a process died between SMTP's answer and the commit.
 */
export async function compare(fault: Fault, query: Query, sent: Sent, guests: Guests): Promise<Account> {
  const told = guests.asks.filter((ask) => ask.told === "accepted").map(({ email }) => email);
  const { rows } = (await query(
    `SELECT request.email,
            (SELECT count(*)::int FROM event WHERE (event.store_id, event.request_id) = (request.store_id, request.id)
                                               AND event.type = 'request_made') AS events,
            email.state::text, email.last_error AS "lastError"
       FROM request LEFT JOIN email ON (email.store_id, email.request_id) = (request.store_id, request.id)
      WHERE request.email LIKE 'guest-%@mail.example'`,
  )) as { rows: Held[] };
  const held = new Map(rows.map((row) => [row.email, row]));
  const arrivals = Map.groupBy(sent.messages, ({ recipient }) => recipient);
  const refusals = Map.groupBy(sent.refused, (recipient) => recipient);
  const whole = (email: string) => {
    const row = held.get(email);
    const arrived = row?.state === "sent" && arrivals.has(email) && !refusals.has(email);
    const failed = row?.state === "failed" && row.lastError === "refused 550" && refusals.get(email)?.length === 1;
    return row?.events === 1 && (arrived || (failed && !arrivals.has(email)));
  };
  const twice = [...arrivals.values()].filter((messages) => messages.length > 1);
  const result = {
    fault: fault.name,
    rounds: fault.rounds,
    accepted: told.length,
    requests: rows.length,
    events: rows.reduce((sum, { events }) => sum + events, 0),
    sent: sent.messages.length,
    refused: refusals.size,
    twice: twice.length,
    lost: told.filter((email) => !whole(email)).length,
  };
  note(result);
  expect(told.length).toBeGreaterThan(fault.rounds);
  expect(told.filter((email) => !whole(email))).toEqual([]);
  // A request that no answer came for may stand as well; then it stands whole.
  expect(rows.filter(({ email }) => !whole(email))).toEqual([]);
  const unexplained = twice
    .map(([first]) => ({ email: first?.recipient, diedAfterMs: nextDeath(fault.deaths, first?.acceptedAtMs ?? 0) }))
    .filter(({ diedAfterMs }) => !(diedAfterMs < 500));
  expect(unexplained).toEqual([]);
  return result;
}

interface Held {
  email: string;
  events: number;
  state: string | null;
  lastError: string | null;
}

/**
 * How long after an e-mail was taken the next process died: within half a second it can have been about to
 * note it. NaN where none died. A death is seen a moment after it happened, never before.
 */
function nextDeath(deaths: number[] = [], acceptedAtMs: number): number {
  return (deaths.find((at) => at > acceptedAtMs) ?? Number.NaN) - acceptedAtMs;
}

/** Until no job waits and no e-mail is on its way, for five minutes at most. Retries' delays are cut short. */
async function settle(client: pg.Client): Promise<void> {
  const deadline = performance.now() + 5 * 60_000;
  while (performance.now() < deadline) {
    await client.query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
    if ((await countWaiting((text) => client.query(text))) === 0) return;
    await pause(250);
  }
  throw new Error("the queue did not come to rest within five minutes");
}

/** How many jobs and e-mails are not done with. */
export async function countWaiting(query: Query): Promise<number> {
  const { rows } = await query(
    `SELECT ((SELECT count(*) FROM pgboss.job WHERE state < 'completed' AND name IN ('notify', 'send-email'))
           + (SELECT count(*) FROM email WHERE state IN ('queued', 'retrying')))::int AS waiting`,
  );
  return (rows as { waiting: number }[])[0]?.waiting ?? 0;
}
