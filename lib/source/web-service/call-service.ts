import type { Connection } from "@/lib/source/connection/connection";
import { type CallOptions, contactAgain } from "@/lib/source/connection/contact-again";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { sendForJson } from "@/lib/source/outbound-http/send";
import { outboundLimits } from "@/lib/time-limits";
import { type Answer, answers, type Operation, PROTOCOL, type Question } from "./protocol";
import { signatureHeaders, webServiceCredentials } from "./sign";

/**
 * Asks a web service one thing, signed. A job's call that fails on the way is made again, twice at most.
 * @param isAgreed whether an answer of the right shape is acceptable too.
 * @throws OutboundError "malformed" where the answer is not what docs/source-protocol.md says; others as `contact` does.
 */
export async function callService<O extends Operation>(
  connection: Connection,
  operation: O,
  question: Question<O>,
  options: CallOptions,
  isAgreed: (answer: Answer<O>) => boolean = () => true,
): Promise<Answer<O>> {
  const { signal, timeoutSeconds } = options;
  const url = new URL(connection.address);
  const body = JSON.stringify({ protocol: PROTOCOL, operation, ...question });
  const run = async () => {
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
  const section = "section" in question ? question.section : undefined;
  return await contactAgain(connection, { name: [operation, section].filter(Boolean).join(" "), run }, options);
}
