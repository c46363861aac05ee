import { hash } from "node:crypto";
import { database } from "@/lib/database";
import { inboxOf } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import { logSecurity } from "@/lib/observability/security-log";

/**
 * How often what may be done. Counted in the database, so that limits hold across processes; keys
 * that name a person are hashed. No switch turns them off.
 */
const policies = {
  /** Forms that anyone can send, by network address (an IPv6 address counts as its /64). */
  publicFormByAddress: { points: 120, durationSeconds: 3600 },
  /** Codes asked for and tried on delivery pages, by network address; each link has its own limits besides. */
  deliveryFormByAddress: { points: 120, durationSeconds: 3600 },
  /**
   * E-mails that strangers can cause, by inbox, across all stores: verification and sign-in links. Counted
   * until an hour after the last one, so that no hour, wherever it begins, has more.
   */
  mailByInbox: { points: 3, durationSeconds: 3600, fromLast: true, keyOf: inboxOf },
  /** Verification e-mails of one store at full speed; past it they are only slowed. */
  mailByStore: { points: 300, durationSeconds: 3600 },
  /** Merchants' sign-in: wrong passwords for one address from one place. */
  signInByEmailAndAddress: { points: 5, durationSeconds: 900 },
  /** Wrong passwords from one place, whatever the address. */
  signInByAddress: { points: 50, durationSeconds: 900 },
  /** Wrong passwords for one address from anywhere: high, so that a guesser with many addresses is slowed without locking the owner out for long. */
  signInByEmail: { points: 100, durationSeconds: 900 },
} satisfies Record<string, Policy>;

interface Policy {
  points: number;
  /** How long tries are counted: from the first one, or, where `fromLast`, from the last that was allowed. */
  durationSeconds: number;
  fromLast?: true;
  /** What keys that mean the same are counted as. */
  keyOf?: (key: string) => string;
}

export type RateLimitPolicy = keyof typeof policies;

/** What is counted: an address block, an e-mail address, a store's id; and by which limit. */
export type Limit = readonly [policy: RateLimitPolicy, key: string];

/**
 * Counts one try by each limit, in their order and in one statement: who is stopped at the first uses
 * up none of those after it.
 * @param slowing is counted last and refuses nobody.
 * @returns seconds until `slowing` allows the next, 0 where it does now.
 * @throws UserError "rateLimited" with `minutes` until the next may be made.
 */
export async function limitRates(limits: Limit[], slowing?: Limit): Promise<number> {
  const waits = await countTries(slowing ? [...limits, slowing] : limits);
  for (const [index, [policy]] of limits.entries()) {
    const waitSeconds = waits[index] ?? 0;
    if (waitSeconds === 0) continue;
    logSecurity("limit reached", { policy });
    throw new UserError("rateLimited", { minutes: Math.max(1, Math.ceil(waitSeconds / 60)) });
  }
  return waits[limits.length] ?? 0;
}

/** Counts one try. @throws UserError "rateLimited" with `minutes` until the next may be made. */
export async function limitRate(policy: RateLimitPolicy, key: string): Promise<void> {
  await limitRates([[policy, key]]);
}

/** Counts one try. @returns seconds until the next may be made, 0 where it may now. */
export async function countTry(policy: RateLimitPolicy, key: string): Promise<number> {
  return await limitRates([], [policy, key]);
}

/** Forgets the tries counted under a key, as after the right password. */
export async function resetRate(...limit: Limit): Promise<void> {
  await database().query("DELETE FROM rate_limit WHERE key = $1", [rowKey(limit)]);
}

/** Gives one counted try back, as after the right password. */
export async function refundRate(...limit: Limit): Promise<void> {
  await database().query("UPDATE rate_limit SET points = points - 1 WHERE key = $1", [rowKey(limit)]);
}

/** Deletes counters that have run out. */
export async function deleteExpiredRates(): Promise<void> {
  await database().query(`DELETE FROM rate_limit WHERE expire < ${NOW_MS}`);
}

// The database's clock: one for all processes.
const NOW_MS = "(extract(epoch FROM now()) * 1000)::bigint";

/** @returns seconds until each limit allows the next try; null for those that counted none. */
async function countTries(limits: Limit[]): Promise<(number | null)[]> {
  const { rows } = await database().prepared(statementOf(limits.map(([policy]) => policy)), limits.map(rowKey));
  return (rows as { waits: (number | null)[] }[])[0]?.waits ?? [];
}

function statementOf(limits: RateLimitPolicy[]): string {
  const tries = limits.map((policy, index) => {
    const { points, durationSeconds, fromLast }: Policy = policies[policy];
    const over = `rate_limit.expire <= ${NOW_MS}`;
    return `try_${index} AS (
      INSERT INTO rate_limit (key, points, expire)
      SELECT $${index + 1}::text, 1, ${NOW_MS} + ${durationSeconds * 1000} ${index > 0 ? `FROM try_${index - 1} WHERE allowed` : ""}
      ON CONFLICT (key) DO UPDATE SET
        points = CASE WHEN ${over} THEN 1 ELSE rate_limit.points + 1 END,
        expire = CASE WHEN ${over}${fromLast ? ` OR rate_limit.points < ${points}` : ""} THEN excluded.expire ELSE rate_limit.expire END
      RETURNING points <= ${points} AS allowed, (expire - ${NOW_MS}) / 1000.0 AS seconds)`;
  });
  const waits = limits.map(
    (_, index) => `(SELECT CASE WHEN allowed THEN 0 ELSE seconds END::float8 FROM try_${index})`,
  );
  return `WITH ${tries.join(", ")} SELECT ARRAY[${waits.join(", ")}] AS waits`;
}

function rowKey([policy, key]: Limit): string {
  const { keyOf }: Policy = policies[policy];
  return `${policy}:${hash("sha256", keyOf?.(key) ?? key, "base64url")}`;
}
