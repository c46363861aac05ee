import { z } from "zod";
import type { Connection } from "@/lib/source/connection/connection";
import { type CallOptions, contactAgain } from "@/lib/source/connection/contact-again";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { sendForJson } from "@/lib/source/outbound-http/send";
import { outboundLimits } from "@/lib/time-limits";
import { vendureCredentials } from "./credentials";

// Twenty orders of a hundred lines each.
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

const envelope = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

/** One question to the Admin API, and what its answer looks like. */
export interface VendureQuery<T> {
  query: string;
  variables?: Record<string, unknown>;
  schema: z.ZodType<T>;
}

/**
 * Asks a Vendure's Admin API with the connection's key, in one POST. Vendure answers a key that it does not know, or whose
 * role lacks a permission, with a status of 200 and FORBIDDEN (its error codes: docs.vendure.io, "Error handling").
 * @returns the data, and the paths of optional fields that the key may not read.
 * @throws OutboundError "unauthorized" where a whole answer is forbidden, "refused" for other errors; others as `contact` does.
 */
export async function askVendure<T>(
  connection: Connection,
  { query, variables = {}, schema }: VendureQuery<T>,
  options: CallOptions,
): Promise<{ data: T; withheld: string[] }> {
  const { signal, timeoutSeconds } = options;
  const url = new URL(connection.address);
  const run = async () => {
    const { apiKey } = vendureCredentials.parse(connection.readCredentials());
    const answer = envelope.safeParse(
      await sendForJson({
        ...{ url, allowedHosts: [url.host], method: "POST", maxBytes: MAX_ANSWER_BYTES },
        body: JSON.stringify({ query, variables }),
        headers: { "content-type": "application/json", "vendure-api-key": apiKey },
        ...(timeoutSeconds ? { timeoutSeconds } : { patienceSeconds: outboundLimits.patienceSeconds }),
        ...(signal && { signal }),
      }),
    );
    if (!answer.success) throw new OutboundError("malformed");
    const { data, errors = [] } = answer.data;
    if (errors.some(({ extensions }) => extensions?.code !== "FORBIDDEN")) throw new OutboundError("refused");
    // What is forbidden and cannot be null makes null of all around it.
    if (errors.some(({ path: [first = ""] = [] }) => (data?.[first] ?? null) === null))
      throw new OutboundError("unauthorized");
    const parsed = schema.safeParse(data);
    if (!parsed.success) throw new OutboundError("malformed");
    const paths = errors.map(({ path = [] }) => path.filter((step) => typeof step === "string").join("."));
    return { data: parsed.data, withheld: [...new Set(paths)] };
  };
  // The first field that is asked for.
  const [, name = "query"] = /\{\s*(\w+)/.exec(query) ?? [];
  return await contactAgain(connection, { name, run }, options);
}
