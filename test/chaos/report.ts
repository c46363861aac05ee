import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, inject } from "vitest";
import { countWaiting, type Query } from "@/test/harness/emails";
import type { GuestLoad } from "@/test/harness/guests";
import { query } from "@/test/harness/postgres";

/** What came of a fault: a line of the table. Columns that it does not concern are left out. */
export interface FaultReport {
  fault: string;
  rounds: number;
  /** Requests or exports that were accepted. */
  accepted: number;
  requests?: number;
  events?: number;
  /** Emails that the SMTP server accepted. */
  sent?: number;
  /** Emails that it refused for good, which are stored as failed. */
  refused?: number;
  /** Emails that arrived more than once. */
  twice?: number;
  /** Accepted, but not stored and answered completely. */
  lost: number;
}

/** Adds a line to the table that setup.ts prints. */
export function addReport(report: FaultReport): void {
  writeFileSync(path.join(inject("reports"), report.fault.replaceAll(/\W+/g, "-")), JSON.stringify(report));
}

/** Where emails have gone: an SMTP server, or a mailbox folder that was read. */
export interface Sent {
  messages: { recipient: string; acceptedAtMs: number }[];
  refused: string[];
}

interface Fault {
  name: string;
  rounds: number;
  /** When processes were killed, of performance.now(). */
  deaths?: number[];
}

/** Waits until the queue is empty, then checks what the PostgreSQL database holds. */
export async function expectNothingLost(
  fault: Fault,
  databaseUrl: string,
  sent: Sent | (() => Promise<Sent>),
  guests: GuestLoad,
): Promise<FaultReport> {
  const run: Query = async (text, values) => ({ rows: await query(databaseUrl, text, values) });
  await waitForQueue(run);
  return await checkStored(fault, run, typeof sent === "function" ? await sent() : sent, guests);
}

/**
 * Compares what guests were told with the database and the SMTP server. Expects that nothing accepted is lost, that
 * each request has one event, that an email refused for good is tried once and stored as failed, and that no email
 * arrived twice unless a process died between SMTP's answer and the commit.
 */
export async function checkStored(fault: Fault, run: Query, sent: Sent, guests: GuestLoad): Promise<FaultReport> {
  const accepted = guests.requests.filter(({ told }) => told === "accepted").map(({ email }) => email);
  const { rows } = (await run(
    `SELECT request.email,
            (SELECT count(*)::int FROM event WHERE (event.store_id, event.request_id) = (request.store_id, request.id)
                                               AND event.type = 'request_made') AS events,
            email.state::text, email.last_error AS "lastError"
       FROM request LEFT JOIN email ON (email.store_id, email.request_id) = (request.store_id, request.id)
      WHERE request.email LIKE 'guest.%@mail.example'`,
  )) as { rows: StoredRequest[] };
  const stored = new Map(rows.map((row) => [row.email, row]));
  const arrivals = Map.groupBy(sent.messages, ({ recipient }) => recipient);
  const refusals = Map.groupBy(sent.refused, (recipient) => recipient);
  const isComplete = (email: string) => {
    const row = stored.get(email);
    const arrived = row?.state === "sent" && arrivals.has(email) && !refusals.has(email);
    const failed = row?.state === "failed" && row.lastError === "refused 550" && refusals.get(email)?.length === 1;
    return row?.events === 1 && (arrived || (failed && !arrivals.has(email)));
  };
  const twice = [...arrivals.values()].filter((messages) => messages.length > 1);
  const report = {
    fault: fault.name,
    rounds: fault.rounds,
    accepted: accepted.length,
    requests: rows.length,
    events: rows.reduce((sum, { events }) => sum + events, 0),
    sent: sent.messages.length,
    refused: refusals.size,
    twice: twice.length,
    lost: accepted.filter((email) => !isComplete(email)).length,
  };
  addReport(report);
  expect(accepted.length).toBeGreaterThan(fault.rounds);
  expect(accepted.filter((email) => !isComplete(email))).toEqual([]);
  // A request without an answer may be stored as well; then it is complete.
  expect(rows.filter(({ email }) => !isComplete(email))).toEqual([]);
  const unexplained = twice
    .map(([first]) => ({ email: first?.recipient, diedAfterMs: nextDeath(fault.deaths, first?.acceptedAtMs ?? 0) }))
    .filter(({ diedAfterMs }) => !(diedAfterMs < 500));
  expect(unexplained).toEqual([]);
  return report;
}

interface StoredRequest {
  email: string;
  events: number;
  state: string | null;
  lastError: string | null;
}

/**
 * How long after an email was accepted the next process died: within half a second, it may have been about to store
 * that. NaN where none died. A death is noticed a moment after it happened, never before.
 */
function nextDeath(deaths: number[] = [], acceptedAtMs: number): number {
  return (deaths.find((at) => at > acceptedAtMs) ?? Number.NaN) - acceptedAtMs;
}

/** Waits for five minutes at most. Retries are due at once. */
async function waitForQueue(run: Query): Promise<void> {
  const deadline = performance.now() + 5 * 60_000;
  while (performance.now() < deadline) {
    await run("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
    if ((await countWaiting(run)) === 0) return;
    await pause(250);
  }
  throw new Error("the queue was not empty within five minutes");
}
