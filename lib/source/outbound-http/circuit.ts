import type { OutboundError } from "./outbound-error";

/** What is remembered of a system's failures, one after another. Whoever sends keeps it, so that all processes share it. */
export interface Circuit {
  failures: number;
  /** Until when the system is left alone; null where it is not. */
  retryAt: Date | null;
}

export const CLOSED: Circuit = { failures: 0, retryAt: null };

const MAX_FAILURES = 5;
const FIRST_PAUSE_SECONDS = 60;
const MAX_PAUSE_SECONDS = 3600;

/** Whether a system is left alone at a time. */
export function isOpen({ retryAt }: Pick<Circuit, "retryAt">, now: Date): boolean {
  return retryAt !== null && retryAt > now;
}

/**
 * What is remembered after a failure: from the fifth in a row on the system is left alone, for a minute and twice as long
 * after each further one, at most an hour. One that asks to be left alone is, at once.
 */
export function afterFailure({ failures: before }: Circuit, error: OutboundError, now: Date): Circuit {
  const failures = before + 1;
  const doubled = FIRST_PAUSE_SECONDS * 2 ** Math.min(failures - MAX_FAILURES, 10);
  const own = failures < MAX_FAILURES ? 0 : Math.min(doubled, MAX_PAUSE_SECONDS);
  const seconds = Math.max(own, error.retryAfterSeconds ?? 0);
  return { failures, retryAt: seconds > 0 ? new Date(now.getTime() + seconds * 1000) : null };
}
