import { setTimeout as wait } from "node:timers/promises";
import type { Connection } from "@/lib/source/connection/connection";
import { contact } from "@/lib/source/connection/contact";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { sendForJson } from "@/lib/source/outbound-http/send";
import { outboundLimits } from "@/lib/time-limits";
import { type Answer, answers, type Operation, PROTOCOL, type Question } from "./protocol";
import { signatureHeaders, webServiceCredentials } from "./sign";

/** How a call differs from one that a job makes. */
interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Somebody waits for it: it is not tried again. */
  timeoutSeconds?: number;
  /** Also while the service is left alone after failures. */
  anyway?: boolean;
}

const PAUSES_MS = [500, 2000];

/**
 * Asks a web service one thing, signed. A job's call that fails on the way is made again, twice at most.
 * @param isAgreed whether an answer of the right shape is acceptable too.
 * @throws OutboundError "malformed" where the answer is not what docs/source-protocol.md says; others as `contact` does.
 */
export async function callService<O extends Operation>(
  connection: Connection,
  operation: O,
  question: Question<O>,
  { signal, timeoutSeconds, anyway }: CallOptions,
  isAgreed: (answer: Answer<O>) => boolean = () => true,
): Promise<Answer<O>> {
  const url = new URL(connection.address);
  const body = JSON.stringify({ protocol: PROTOCOL, operation, ...question });
  const call = async () => {
    const credentials = webServiceCredentials.parse(connection.readCredentials());
    const answer = await sendForJson({
      ...{ url, allowedHosts: [url.host], method: "POST", body },
      headers: { "content-type": "application/json", ...signatureHeaders(body, credentials, new Date()) },
      ...(timeoutSeconds ? { timeoutSeconds } : { patienceSeconds: outboundLimits.patienceSeconds }),
      ...(signal && { signal }),
    });
    const parsed = answers[operation].safeParse(answer);
    if (!parsed.success || !isAgreed(parsed.data as Answer<O>)) throw new OutboundError("malformed");
    return parsed.data as Answer<O>;
  };
  for (let attempt = 0; ; attempt++) {
    try {
      return await contact(connection, call, { anyway: anyway ?? false });
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
