import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { database } from "./database";
import { UserError } from "./error";
import { logSecurity } from "./security-log";

/**
 * How often what may be done. Counted in the database, so that limits hold across processes; keys
 * that name a person are hashed. No switch turns them off.
 */
const policies = {
  /** Forms that anyone can send, by network address (an IPv6 address counts as its /64). */
  publicFormByAddress: { points: 120, durationSeconds: 3600 },
  /** Codes asked for and tried on delivery pages, by network address; each link has its own limits besides. */
  deliveryFormByAddress: { points: 120, durationSeconds: 3600 },
  /** E-mails that strangers can cause, by inbox, across all stores: verification and sign-in links. */
  mailByInbox: { points: 3, durationSeconds: 3600 },
  /** Verification e-mails of one store at full speed; past it they are only slowed. */
  mailByStore: { points: 300, durationSeconds: 3600 },
  /** Merchants' sign-in: wrong passwords for one address from one place. */
  signInByEmailAndAddress: { points: 5, durationSeconds: 900 },
  /** Wrong passwords from one place, whatever the address. */
  signInByAddress: { points: 50, durationSeconds: 900 },
  /** Wrong passwords for one address from anywhere: high, so that a guesser with many addresses is slowed without locking the owner out for long. */
  signInByEmail: { points: 100, durationSeconds: 900 },
} as const;

export type RateLimitPolicy = keyof typeof policies;

/**
 * Counts one try. @throws UserError "rateLimited" with `minutes` until the next may be made.
 * @param key what is counted: an address block, an e-mail address, a store's id.
 */
export async function limitRate(policy: RateLimitPolicy, key: string): Promise<void> {
  const waitSeconds = await countTry(policy, key);
  if (waitSeconds === 0) return;
  logSecurity("limit reached", { policy });
  throw new UserError("rateLimited", { minutes: Math.max(1, Math.ceil(waitSeconds / 60)) });
}

/** Counts one try. @returns seconds until the next may be made, 0 where it may now. */
export async function countTry(policy: RateLimitPolicy, key: string): Promise<number> {
  try {
    await limiter(policy).consume(hashKey(key));
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext / 1000;
    throw refusal;
  }
}

/** Forgets the tries counted under a key, as after the right password. */
export async function resetRate(policy: RateLimitPolicy, key: string): Promise<void> {
  await limiter(policy).delete(hashKey(key));
}

/** Gives one counted try back, as after the right password. */
export async function refundRate(policy: RateLimitPolicy, key: string): Promise<void> {
  await limiter(policy).reward(hashKey(key));
}

/** Deletes counters that have run out. */
export async function deleteExpiredRates(): Promise<void> {
  await database().query("DELETE FROM rate_limit WHERE expire < $1", [Date.now()]);
}

function limiter(policy: RateLimitPolicy): RateLimiterPostgres {
  const { points, durationSeconds } = policies[policy];
  return new RateLimiterPostgres({
    storeClient: client,
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    clearExpiredByTimeout: false, // the clean-up job does
    keyPrefix: policy,
    points,
    duration: durationSeconds,
  });
}

const client = {
  query: ({ text, values }: { text: string; values: unknown[] }) => database().query(text, values),
};

function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
