import autocannon from "autocannon";
import type { Post } from "@/test/harness/form";

interface Load {
  origin: string;
  connections: number;
  seconds: number;
  /** The next post, whatever the connection. */
  next: () => Post & { accepted: () => void };
  /** Whether an answer says that what was posted is taken. */
  isAccepted: (status: number, body: string) => boolean;
}

/** How long a server is loaded before it is measured: the rate of a fresh process rises for that long, for V8 compiles what is hot little by little. */
export const WARM_UP_SECONDS = 20;

/**
 * Posts as fast as the server answers.
 * @returns how many were accepted a second. @throws Error where an answer is another.
 */
export async function load({ origin, connections, seconds, next, isAccepted }: Load): Promise<number> {
  let accepted = 0;
  let refusal: string | undefined;
  const { host } = new URL(origin);
  const run = autocannon({
    url: origin,
    connections,
    duration: seconds,
    timeout: 30,
    requests: [
      {
        method: "POST",
        setupRequest: (request, context) => {
          const post = next();
          Object.assign(context, { accepted: post.accepted });
          const headers = { host, origin, "accept-language": "en", ...post.headers };
          return { ...request, method: "POST", path: post.path, headers, body: post.body };
        },
        onResponse: (status, body, context) => {
          if (isAccepted(status, body)) {
            accepted++;
            (context as { accepted: () => void }).accepted();
          } else refusal ??= `${status} ${body.slice(0, 500)}`;
        },
      },
    ],
  });
  const { duration, errors } = await run;
  if (refusal !== undefined) throw new Error(`${origin} answered ${refusal}`);
  if (errors > 0) throw new Error(`${origin}: ${errors} connections broke or timed out`);
  return accepted / duration;
}

/** The middle of the values. */
export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** To a thousandth and never up, so that a figure that is printed as holding does hold. */
export function rounded(value: number): number {
  return Math.floor(value * 1000) / 1000;
}
