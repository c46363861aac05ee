import autocannon from "autocannon";
import type { Post } from "@/test/harness/form";

/** A fresh process gets faster for about this long, while V8 compiles what runs often. */
export const WARM_UP_SECONDS = 20;

interface Load {
  origin: string;
  connections: number;
  seconds: number;
  /** The next post of any connection; `accepted` is called once it is accepted. */
  next: () => Post & { accepted?: () => void };
  isAccepted: (status: number, body: string) => boolean;
}

/**
 * Posts as fast as the server answers.
 * @returns how many posts were accepted a second. @throws Error where one was refused.
 */
export async function load({ origin, connections, seconds, next, isAccepted }: Load): Promise<number> {
  let accepted = 0;
  let refusal: string | undefined;
  const { host } = new URL(origin);
  const { duration, errors } = await autocannon({
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
            (context as { accepted?: () => void }).accepted?.();
          } else refusal ??= `${status} ${body.slice(0, 500)}`;
        },
      },
    ],
  });
  if (refusal !== undefined) throw new Error(`${origin} answered ${refusal}`);
  if (errors > 0) throw new Error(`${origin}: ${errors} connections broke or timed out`);
  return accepted / duration;
}

/** Rounded down to a thousandth, so that a figure is never printed better than it is. */
export function rounded(value: number): number {
  return Math.floor(value * 1000) / 1000;
}
