/**
 * The one owner of "has it expired?", for exports, deliveries, links, codes and sessions. Something has expired from its
 * instant of expiry on; what has no such instant (yet) has not.
 */
export function hasExpired(expiresAt: Date | null, now = new Date()): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** What Prisma asks of a column to find the rows that have not expired; NULL is not among them. */
export function unexpired(now = new Date()) {
  return { gt: now };
}

/** The opposite of `unexpired`; NULL is not among them either. */
export function expired(now = new Date()) {
  return { lte: now };
}

/**
 * The state of an export or a delivery as of now. The clean-up runs every ten minutes: until it has, the row of one
 * that has expired still says "ready" or "live".
 */
export function currentState<S extends string>(
  { state, expiresAt }: { state: S; expiresAt: Date | null },
  now = new Date(),
): S | "expired" {
  return EXPIRING_STATES.includes(state) && hasExpired(expiresAt, now) ? "expired" : state;
}

/** The same in SQL, for a row with this alias. */
export function currentStateSql(row: "export" | "delivery"): string {
  const expiring = EXPIRING_STATES.map((state) => `'${state}'`).join(", ");
  return `CASE WHEN ${row}.state::text IN (${expiring}) AND ${row}.expires_at <= now() THEN 'expired' ELSE ${row}.state::text END`;
}

const EXPIRING_STATES: string[] = ["ready", "live"];
