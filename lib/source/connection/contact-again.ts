import { setTimeout as wait } from "node:timers/promises";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { Connection, ConnectionKey } from "./connection";
import { contact } from "./contact";

const PAUSES_MS = [500, 2000];

/** How a call differs from one that a job makes. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Somebody waits for it: it is not tried again. */
  timeoutSeconds?: number;
  /** Also while the system is left alone after failures. */
  anyway?: boolean;
}

/**
 * As `contact`, and a job's call that fails on the way is made again, twice at most.
 * @throws OutboundError as `contact` does.
 */
export async function contactAgain<T>(
  connection: ConnectionKey & Pick<Connection, "isTrial">,
  call: () => Promise<T>,
  { signal, timeoutSeconds, anyway = false }: CallOptions,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await contact(connection, call, { anyway });
    } catch (error) {
      const pauseMs = timeoutSeconds || !isPassing(error) ? undefined : PAUSES_MS[attempt];
      if (pauseMs === undefined) throw error;
      await wait(pauseMs, undefined, { signal });
    }
  }
}

/** Whether a failure may be gone in a second. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof OutboundError)) return false;
  const { failure, status = 0 } = error;
  return failure === "unreachable" || failure === "timeout" || (failure === "refused" && status >= 500);
}
