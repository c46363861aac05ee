import { z } from "zod";
import type { Connection } from "@/lib/source/connection/connection";
import { type CallOptions, contactAgain } from "@/lib/source/connection/contact-again";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { type OutboundAnswer, readJson, send } from "@/lib/source/outbound-http/send";
import { outboundLimits } from "@/lib/time-limits";

const credential = z.string().regex(/^[!-~ ]{1,200}$/);

/** What a connection to WooCommerce holds: a REST key, or a user's name and one of their application passwords. */
export const wooCredentials = z.object({
  // What is before the first colon is the name (RFC 7617, 2).
  consumerKey: credential.refine((text) => !text.includes(":")),
  consumerSecret: credential,
});

/** How a call differs from one that a job makes. */
export interface WooOptions extends CallOptions {
  /** The statuses that are an answer too: there is no such thing, or not for this key. */
  absent?: number[];
  /** Is told which of these it was. */
  onAbsent?: (status: number) => void;
  /** Sent as JSON with POST, for what changes something. */
  body?: Record<string, unknown>;
}

/** A hundred orders with many lines and a plug-in's data each. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Reads one thing of a shop's REST API, or of the plug-in, or has the plug-in do one.
 * @param path below /wp-json/, such as "wc/v3/orders".
 * @returns undefined for a status that `absent` names.
 * @throws OutboundError "malformed" where the answer is not of the shape; others as `contact` does.
 */
export async function callWoo<T>(
  connection: Connection,
  path: string,
  query: Record<string, string>,
  schema: z.ZodType<T>,
  options: WooOptions,
): Promise<{ body: T; headers: OutboundAnswer["headers"] } | undefined> {
  const { signal, timeoutSeconds, absent = [], body } = options;
  const url = wooUrl(connection.address, path, query);
  const run = async () => {
    const { consumerKey, consumerSecret } = wooCredentials.parse(connection.readCredentials());
    try {
      const answer = await send({
        ...{ url, allowedHosts: [url.host], maxBytes: MAX_BYTES },
        headers: {
          ...{ accept: "application/json", authorization: basic(consumerKey, consumerSecret) },
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { method: "POST" as const, body: JSON.stringify(body) }),
        ...(timeoutSeconds ? { timeoutSeconds } : { patienceSeconds: outboundLimits.patienceSeconds }),
        ...(signal && { signal }),
      });
      const parsed = schema.safeParse(readJson(answer));
      if (!parsed.success) throw new OutboundError("malformed");
      return { body: parsed.data, headers: answer.headers };
    } catch (error) {
      const status = error instanceof OutboundError ? (error.status ?? 0) : 0;
      if (!absent.includes(status)) throw error;
      options.onAbsent?.(status);
      return undefined;
    }
  };
  // Without the numbers of orders and accounts.
  return await contactAgain(connection, { name: path.replace(/\/\d+/g, "/…"), run }, options);
}

/** The address of a REST route of a shop, which may be in a folder of its host. */
function wooUrl(address: string, path: string, query: Record<string, string>): URL {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/wp-json/${path}`;
  url.search = new URLSearchParams(query).toString();
  return url;
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
