import * as client from "openid-client";
import { isSourceAddress } from "@/lib/source/connection/kind";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { send } from "@/lib/source/outbound-http/send";
import { outboundLimits } from "@/lib/time-limits";

/** How far a provider's clock may be off. */
export const CLOCK_TOLERANCE_SECONDS = 120;
/** It is a part of keys in the database. */
const MAX_ISSUER_LENGTH = 255;

/** What a provider is asked as, and where. */
export interface ProviderClient {
  /** The whole address of the discovery document: a shop's differs from its issuer's host at Shopify. */
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
}

/** What is pinned as a provider is connected: who signs its tokens, and every host that its discovery document names. */
export interface Pins {
  issuer: string;
  hosts: string[];
}

/**
 * Reads a provider's discovery document (OpenID Connect Discovery 1.0, 4). All that goes to the provider by the result goes
 * through lib/source/outbound-http, to the hosts that `allowedHosts` holds by then, and the signature of each token is checked.
 * @throws OutboundError where it does not answer as that standard says.
 */
export async function discover(
  { discoveryUrl, clientId, clientSecret }: ProviderClient,
  allowedHosts: string[],
): Promise<client.Configuration> {
  const url = new URL(discoveryUrl);
  const metadata = { [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
  // `send` refuses what has no TLS, besides the hosts that ALLOW_PRIVATE_SOURCES names.
  const execute = [
    client.enableNonRepudiationChecks,
    ...(url.protocol === "http:" ? [client.allowInsecureRequests] : []),
  ];
  const config = await client
    .discovery(url, clientId, metadata, authentication(clientSecret), {
      execute,
      [client.customFetch]: guardedFetch(allowedHosts),
    })
    .catch((error) => {
      throw outboundErrorIn(error) ?? new OutboundError("malformed", { cause: error });
    });
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = config.serverMetadata();
  const isComplete = [authorization_endpoint, token_endpoint, jwks_uri].every((address = "") =>
    isSourceAddress(address),
  );
  if (!isComplete || issuer.length > MAX_ISSUER_LENGTH) throw new OutboundError("malformed");
  return config;
}

/** What a discovery document says that is pinned. */
export function pinsOf(config: client.Configuration, discoveryUrl: string): Pins {
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = config.serverMetadata();
  const addresses = [discoveryUrl, authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint];
  const hosts = addresses.flatMap((address) => (address ? [new URL(address).host] : []));
  return { issuer, hosts: [...new Set(hosts)].toSorted() };
}

/** The failed call behind what openid-client throws; undefined where the provider's answer itself was wrong. */
export function outboundErrorIn(error: unknown): OutboundError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof OutboundError) return cause;
}

/** As RFC 6749, 2.3.1, prefers; in the body where the provider takes it nowhere else. */
function authentication(clientSecret: string): client.ClientAuth {
  return (server, own, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const inBody = methods?.includes("client_secret_post") && !methods.includes("client_secret_basic");
    const method = inBody ? client.ClientSecretPost(clientSecret) : client.ClientSecretBasic(clientSecret);
    method(server, own, body, headers);
  };
}

function guardedFetch(allowedHosts: string[]): client.CustomFetch {
  return async (address, { method, headers, body, signal }) => {
    const {
      status,
      headers: answered,
      bytes,
    } = await send({
      url: new URL(address),
      allowedHosts,
      method: method === "POST" ? "POST" : "GET",
      headers,
      ...(body && { body: String(body) }),
      timeoutSeconds: outboundLimits.searchSeconds,
      ...(signal && { signal }),
    });
    const type = answered.get("content-type");
    return new Response(Buffer.from(bytes), { status, headers: type ? { "content-type": type } : {} });
  };
}
