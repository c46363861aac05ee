import { hash } from "node:crypto";
import { database } from "@/lib/database";
import { UserError } from "@/lib/error";
import { logSecurity } from "@/lib/observability/security-log";
import { inboxOf, possibleInboxOf } from "./inbox";

/**
 * How often each thing may be done. Counted in the database, so that limits hold across processes; keys
 * that identify a person are hashed. No switch turns them off.
 */
const policies = {
  /** Forms that anyone can send, by network address (an IPv6 address counts as its /64). */
  publicFormByAddress: { points: 120, durationSeconds: 3600 },
  /** Sign-ins by a store's OpenID Connect provider, which is asked twice for each: by network address, starts and ends together. */
  openidByAddress: { points: 120, durationSeconds: 3600 },
  /** Codes requested and tried on delivery pages, by network address; each link has its own limits as well. */
  deliveryFormByAddress: { points: 120, durationSeconds: 3600 },
  /** Codes requested and tried, files and answers on the pages of requests' messages, by network address; each request has its own limits as well. */
  messageFormByAddress: { points: 120, durationSeconds: 3600 },
  /**
   * Emails that strangers can trigger, by inbox, across all stores: verification and sign-in links, invitations and links to
   * set a password. Counted until an hour after the last one, so that no hour has more, whenever it begins.
   */
  mailByInbox: { points: 3, durationSeconds: 3600, fromLast: true, keyOf: inboxOf },
  /**
   * The same emails by an inbox that may be one and may be several: each beyond the tenth of an hour waits a minute
   * longer. Nobody is refused for what another person's address looks like.
   */
  mailByPossibleInbox: { points: 10, durationSeconds: 3600, delaySeconds: 60, keyOf: possibleInboxOf },
  /** Verification emails of one store at full speed; past that they are only delayed. */
  mailByStore: { points: 300, durationSeconds: 3600 },
  /** Requests that one member of a store's staff enters by hand. */
  requestsByMember: { points: 120, durationSeconds: 3600 },
  /** Invitations to a store's team, with those that are sent again. */
  invitationByStore: { points: 20, durationSeconds: 24 * 3600 },
  /** Files that one member adds to requests by hand. */
  filesByMember: { points: 120, durationSeconds: 3600 },
  /** Messages that one member sends to customers. */
  messagesByMember: { points: 120, durationSeconds: 3600 },
  /** Emails that ask a store's owners to confirm the information that comes with each copy. */
  confirmationByStore: { points: 1, durationSeconds: 24 * 3600 },
  /** Searches of a store's live sources, by member. */
  liveSearchByMember: { points: 10, durationSeconds: 60 },
  /** Records of them that are opened, by member. */
  liveReadByMember: { points: 20, durationSeconds: 60 },
  /** Checks of a store's live sources. */
  checksByStore: { points: 30, durationSeconds: 600 },
  /** Merchants' sign-in: wrong passwords for one email address from one network address. */
  signInByEmailAndAddress: { points: 5, durationSeconds: 900 },
  /** Wrong passwords from one network address, for any email address. */
  signInByAddress: { points: 50, durationSeconds: 900 },
  /** Wrong passwords for one email address from anywhere: high, to slow a distributed attack without locking the owner out for long. */
  signInByEmail: { points: 100, durationSeconds: 900 },
} satisfies Record<string, Policy>;

interface Policy {
  points: number;
  /** How long tries count: from the first one or, with `fromLast`, from the last that was allowed. */
  durationSeconds: number;
  fromLast?: true;
  /** Where it slows: how much longer each try past the limit waits; otherwise each waits until they no longer count. */
  delaySeconds?: number;
  /** Maps keys that mean the same to one key. */
  keyOf?: (key: string) => string;
}

export type RateLimitPolicy = keyof typeof policies;

/** A policy, and what it counts: a network address, an email address, a store's id. */
export type Limit = readonly [policy: RateLimitPolicy, key: string];

/**
 * Counts one try against each limit, in order and in one statement: a try that the first limit refuses
 * does not count against those after it.
 * @param slowing are counted last, each for itself, and refuse nothing.
 * @returns seconds until all of `slowing` allow the try, 0 if they do now.
 * @throws UserError "rateLimited" with the `minutes` and `hours` until the next try is allowed, and what is limited.
 */
export async function limitRates(limits: Limit[], ...slowing: Limit[]): Promise<number> {
  const waits = await countTries(limits, slowing);
  for (const [index, [policy]] of limits.entries()) {
    const waitSeconds = waits[index] ?? 0;
    if (waitSeconds === 0) continue;
    logSecurity("limit reached", { policy });
    throw new UserError("rateLimited", {
      minutes: Math.max(1, Math.ceil(waitSeconds / 60)),
      hours: Math.max(1, Math.ceil(waitSeconds / 3600)),
      // An inbox that is full of our mail may hold a link that opens what its owner came for.
      of: policy === "mailByInbox" ? "inbox" : policy === "invitationByStore" ? "invitations" : "other",
    });
  }
  return Math.max(0, ...waits.slice(limits.length).map(Number));
}

/** Counts one try. @throws UserError "rateLimited" with the `minutes` until the next try is allowed. */
export async function limitRate(policy: RateLimitPolicy, key: string): Promise<void> {
  await limitRates([[policy, key]]);
}

/** Counts one try. @returns seconds until the next is allowed, 0 if it is now. */
export async function countTry(policy: RateLimitPolicy, key: string): Promise<number> {
  return await limitRates([], [policy, key]);
}

/** Forgets the tries counted for a key, as after the right password. */
export async function resetRate(...limit: Limit): Promise<void> {
  await database().query("DELETE FROM rate_limit WHERE key = $1", [rowKey(limit)]);
}

/** Takes one counted try back, as after the right password. */
export async function refundRate(...limit: Limit): Promise<void> {
  await database().query("UPDATE rate_limit SET points = points - 1 WHERE key = $1", [rowKey(limit)]);
}

/** Deletes expired counters. */
export async function deleteExpiredRates(): Promise<void> {
  await database().query(`DELETE FROM rate_limit WHERE expire < ${NOW_MS}`);
}

// By the database's clock, the same for all processes.
const NOW_MS = "(extract(epoch FROM now()) * 1000)::bigint";

/** @returns seconds until each limit allows the next try; null for those that did not count it. */
async function countTries(refusing: Limit[], slowing: Limit[]): Promise<(number | null)[]> {
  const limits = [...refusing, ...slowing];
  const statement = statementOf(
    limits.map(([policy]) => policy),
    refusing.length,
  );
  const { rows } = await database().prepared(statement, limits.map(rowKey));
  return (rows as { waits: (number | null)[] }[])[0]?.waits ?? [];
}

function statementOf(limits: RateLimitPolicy[], refusingCount: number): string {
  const tries = limits.map((policy, index) => {
    const { points, durationSeconds, fromLast, delaySeconds }: Policy = policies[policy];
    const before = Math.min(index, refusingCount) - 1;
    const seconds = delaySeconds
      ? `least((points - ${points}) * ${delaySeconds}, ${durationSeconds})`
      : `(expire - ${NOW_MS}) / 1000.0`;
    const isExpired = `rate_limit.expire <= ${NOW_MS}`;
    return `try_${index} AS (
      INSERT INTO rate_limit (key, points, expire)
      SELECT $${index + 1}::text, 1, ${NOW_MS} + ${durationSeconds * 1000} ${before >= 0 ? `FROM try_${before} WHERE allowed` : ""}
      ON CONFLICT (key) DO UPDATE SET
        points = CASE WHEN ${isExpired} THEN 1 ELSE rate_limit.points + 1 END,
        expire = CASE WHEN ${isExpired}${fromLast ? ` OR rate_limit.points < ${points}` : ""} THEN excluded.expire ELSE rate_limit.expire END
      RETURNING points <= ${points} AS allowed, ${seconds} AS seconds)`;
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
