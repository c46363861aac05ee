import { database } from "@/lib/database";
import { logger } from "@/lib/logger";

/**
 * Jobs made while the database's clock was ahead would wait until it is as late again: an hour, where it was set back
 * by an hour. They are moved to the present, with whatever delay they were given. A worker's last sign of life in the
 * future counts as one of now, so that a dead one is noticed.
 * @returns how many jobs were moved.
 */
export async function followClock(): Promise<number> {
  const { rowCount } = await database().query(
    `UPDATE pgboss.job
        SET start_after = start_after - (GREATEST(created_on, started_on) - now()),
            created_on = LEAST(created_on, now()), started_on = LEAST(started_on, now())
      WHERE state IN ('created', 'retry') AND GREATEST(created_on, started_on) > now() + interval '2 seconds'`,
  );
  await database().query(
    "UPDATE pgboss.job SET heartbeat_on = now() WHERE state = 'active' AND heartbeat_on > now() + interval '2 seconds'",
  );
  return rowCount ?? 0;
}

/**
 * Follows the database's clock now, for a process may have ended while it was set back, and from then on whenever it
 * falls behind the time that has passed.
 */
export async function watchClock(): Promise<void> {
  let ahead = (await readClock()) - performance.now();
  await followClock();
  const timer = setInterval(async () => {
    try {
      const now = (await readClock()) - performance.now();
      const setBackMs = ahead - now;
      ahead = now;
      if (setBackMs > 1000) logger.warn({ setBackMs, jobs: await followClock() }, "the database's clock was set back");
    } catch {
      // The database is away: the next look tells.
    }
  }, 5000);
  timer.unref();
}

/** Milliseconds since 1970 by the database's clock. */
async function readClock(): Promise<number> {
  const { rows } = await database().query("SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms");
  return (rows as { ms: number }[])[0]?.ms ?? 0;
}
