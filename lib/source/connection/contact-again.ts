import { setTimeout as wait } from "node:timers/promises";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { Connection, ConnectionKey } from "./connection";
import { contact } from "./contact";

const PAUSES_MS = [500, 2000];
const MAX_PAUSE_SECONDS = 10;
const MAX_WAITS = 10;

/** How a call differs from one that a job makes. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Somebody waits for it: it is not tried again. */
  timeoutSeconds?: number;
  /** Also while the system is left alone after failures. */
  anyway?: boolean;
}

/** A call to a system, and what its connection's page calls it: words of its kind's own interface, nothing of a person. */
export interface NamedCall<T> {
  name: string;
  run(): Promise<T>;
}

/**
 * As `contact`, and a job's call that fails on the way is made again, twice at most. It waits for a system that is left alone
 * for a moment.
 * @throws OutboundError as `contact` does.
 */
export async function contactAgain<T>(
  connection: ConnectionKey & Pick<Connection, "isTrial">,
  call: NamedCall<T>,
  { signal, timeoutSeconds, anyway = false }: CallOptions,
): Promise<T> {
  let failures = 0;
  for (let waits = 0; ; waits++) {
    try {
      return await contact(connection, call.run, { anyway, call: call.name });
    } catch (error) {
      const pausedMs = waits < MAX_WAITS ? shortPauseMs(error) : undefined;
      const pauseMs = pausedMs ?? (isPassing(error) ? PAUSES_MS[failures++] : undefined);
      if (timeoutSeconds || pauseMs === undefined) throw error;
      await wait(pauseMs, undefined, { signal });
    }
  }
}

/** How long a system is left alone that asked for a moment: a search that it put off ends no export. */
function shortPauseMs(error: unknown): number | undefined {
  if (!(error instanceof OutboundError) || error.failure !== "paused") return undefined;
  const seconds = error.retryAfterSeconds ?? MAX_PAUSE_SECONDS;
  return seconds < MAX_PAUSE_SECONDS ? seconds * 1000 : undefined;
}

/** Whether a failure may be gone in a second. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof OutboundError)) return false;
  const { failure, status = 0 } = error;
  return failure === "unreachable" || failure === "timeout" || (failure === "refused" && status >= 500);
}
