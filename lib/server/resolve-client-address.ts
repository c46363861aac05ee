import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/**
 * The address of the client: the socket's, or the one that the outermost trusted proxy saw.
 * X-Forwarded-For grows at its end, one address per proxy, so only the last `trustedProxies` entries
 * were written by our proxies; anything that the client itself sent comes before them and is ignored.
 */
export function resolveClientAddress(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  trustedProxies: number,
): string {
  const socket = withoutIpv4Prefix(socketAddress ?? "");
  if (trustedProxies === 0) return socket;
  const entries = [headers["x-forwarded-for"] ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((entry) => entry.trim());
  const forwarded = withoutIpv4Prefix(entries.at(-trustedProxies) ?? "");
  return isIP(forwarded) ? forwarded : socket;
}

/** Undoes `::ffff:192.0.2.1`, as a dual-stack socket writes IPv4 addresses. */
function withoutIpv4Prefix(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
