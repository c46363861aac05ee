import { createAdminApiClient } from "@shopify/admin-api-client";
import { z } from "zod";
import { logger } from "@/lib/logger";
import type { Connection } from "@/lib/source/connection/connection";
import { type CallOptions, contactAgain } from "@/lib/source/connection/contact-again";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { sendForJson } from "@/lib/source/outbound-http/send";
import { outboundLimits } from "@/lib/time-limits";
import { accessToken } from "./access-token";
import { throttleOf } from "./throttle";

/** The version whose schema the tests validate every query against. */
export const API_VERSION = "2026-10";

const MAX_BYTES = 5 * 1024 * 1024;

/** A query, and the part of its answer that is read. */
export interface Query<Answer> {
  document: string;
  answer: z.ZodType<Answer>;
}

/** What a query brought. */
interface Answered<Answer> {
  /** Undefined where Shopify withheld all of it. */
  data: Answer | undefined;
  /** The names of the fields that Shopify withheld. */
  withheld: string[];
}

const errorsSchema = z.array(
  z.object({
    message: z.string().optional(),
    path: z.array(z.union([z.string(), z.number()])).nullish(),
    extensions: z.looseObject({ code: z.string().nullish() }).nullish(),
  }),
);

/**
 * Asks a shop's Admin API one thing. A token that ended is replaced once; a query for which there are no points left waits.
 * @throws OutboundError "malformed" where the answer is not what was asked for; others as `contactAgain` does.
 */
export async function callShopify<Answer>(
  connection: Connection,
  query: Query<Answer>,
  variables: Record<string, unknown>,
  options: CallOptions = {},
): Promise<Answered<Answer>> {
  const ask = (token: string) => askPatiently(connection, query, variables, token, options);
  const run = async () => {
    const token = await accessToken(connection);
    try {
      return await ask(token);
    } catch (error) {
      if (!(error instanceof OutboundError && error.status === 401)) throw error;
      return await ask(await accessToken(connection, token));
    }
  };
  const [, name = "query"] = /(?:query|mutation) (\w+)/.exec(query.document) ?? [];
  return await contactAgain(connection, { name, run }, options);
}

async function askPatiently<Answer>(
  connection: Connection,
  query: Query<Answer>,
  variables: Record<string, unknown>,
  token: string,
  { signal, timeoutSeconds }: CallOptions,
): Promise<Answered<Answer>> {
  const throttle = throttleOf(connection, query.document);
  // Somebody who waits for it hears at once that the shop is busy.
  let patienceMs = timeoutSeconds ? 0 : outboundLimits.patienceSeconds * 1000;
  for (let isRefused = false; ; isRefused = true) {
    patienceMs -= await throttle.ready(isRefused, patienceMs, signal);
    const { data, errors, extensions } = await request(connection, query.document, variables, token, {
      signal,
      ...(timeoutSeconds && { timeoutSeconds }),
    });
    throttle.note(extensions?.cost);
    const failed = errorsSchema.safeParse(errors?.graphQLErrors ?? []);
    if (!failed.success || (!data && failed.data.length === 0)) throw new OutboundError("malformed");
    if (failed.data.some(({ extensions }) => extensions?.code === "THROTTLED")) continue;
    return { data: readData(query, data), withheld: withheldFields(failed.data, query.document) };
  }
}

function readData<Answer>({ answer }: Query<Answer>, data: unknown): Answer | undefined {
  // Shopify withholds a field by null; one that cannot be null takes what is around it with it.
  if (data === null || data === undefined) return undefined;
  const parsed = answer.safeParse(data);
  if (!parsed.success) throw new OutboundError("malformed");
  return parsed.data;
}

/**
 * The fields that errors name as withheld: https://shopify.dev/docs/apps/launch/protected-customer-data.
 * @throws OutboundError "refused" where there is an error of another kind.
 */
function withheldFields(errors: z.infer<typeof errorsSchema>, document: string): string[] {
  // Errors name a field as the query does; its own name says more.
  const ownNames = new Map([...document.matchAll(/\b(\w+): (\w+)[ ({]/g)].map(([, alias, name]) => [alias, name]));
  const denied = errors.flatMap(({ path, extensions }) => {
    if (extensions?.code !== "ACCESS_DENIED") return [];
    const field = path?.findLast((step) => typeof step === "string") ?? "data";
    return [ownNames.get(field) ?? field];
  });
  if (denied.length === errors.length) return [...new Set(denied)];
  // An error of Shopify's own may be gone in a second.
  const isInternal = errors.some(({ extensions }) => extensions?.code === "INTERNAL_SERVER_ERROR");
  throw new OutboundError("refused", { status: isInternal ? 500 : 200 });
}

/** One call by Shopify's client, through the one way out. */
async function request(
  { address }: Connection,
  document: string,
  variables: Record<string, unknown>,
  token: string,
  { signal, timeoutSeconds }: CallOptions,
) {
  let failure: unknown;
  const client = createAdminApiClient({
    ...{ storeDomain: address, apiVersion: API_VERSION, accessToken: token, userAgentPrefix: "Dossier" },
    // Without one it prints that a version is no longer supported.
    logger: ({ type }) => {
      if (type === "Unsupported_Api_Version")
        logger.warn({ version: API_VERSION }, "Shopify no longer has this version");
    },
    async customFetchApi(asked, { method, headers, body } = {}) {
      try {
        const url = new URL(new URL(asked).pathname, address);
        const answer = await sendForJson({
          ...{ url, allowedHosts: [url.host], method: method === "POST" ? "POST" : "GET", maxBytes: MAX_BYTES },
          headers: Object.fromEntries(new Headers(headers)),
          ...(body !== undefined && { body }),
          ...(timeoutSeconds ? { timeoutSeconds } : { patienceSeconds: outboundLimits.patienceSeconds }),
          ...(signal && { signal }),
        });
        return Response.json(answer);
      } catch (error) {
        failure = error;
        throw error;
      }
    },
  });
  const response = await client.request<unknown>(document, { variables });
  if (failure) throw failure;
  return response;
}
