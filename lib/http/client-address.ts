import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** The header that `server.ts` sets and everything inside reads: the client's address. */
export const CLIENT_ADDRESS_HEADER = "x-dossier-client-address";

/**
 * The address of the client: the socket's, or the one that the outermost trusted proxy saw.
 * X-Forwarded-For grows at its end, one address a proxy, so only the last `trustedProxies` entries
 * were written by ours; whatever a client sent itself stands before them and is ignored.
 */
export function clientAddress(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  trustedProxies: number,
): string {
  const direct = plain(socketAddress ?? "");
  if (trustedProxies === 0) return direct;
  const forwarded = [headers["x-forwarded-for"] ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((part) => part.trim());
  const seen = plain(forwarded.at(-trustedProxies) ?? "");
  return isIP(seen) ? seen : direct;
}

/**
 * What limits count by: an IPv4 address, or the /64 of an IPv6 address, which is what one customer
 * of a provider is given (RFC 6177) and can choose addresses from at will.
 */
export function addressBlock(address: string): string {
  return isIP(address) === 6 ? prefixOf(address, 4) : address;
}

/**
 * What a history keeps of an address, so that it says where from and names no person: the /24 of an
 * IPv4 address, the /48 of an IPv6 address. Undefined for what is no address.
 */
export function shortAddress(address: string): string | undefined {
  const version = isIP(address);
  if (version === 6) return prefixOf(address, 3);
  return version === 4 ? `${address.split(".").slice(0, 3).join(".")}.0/24` : undefined;
}

/** The first groups of an IPv6 address, as a network. */
function prefixOf(address: string, count: number): string {
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const groups = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill("0"), ...right];
  const network = groups.slice(0, count).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/${count * 16}`;
}

/** IPv4 addresses that a dual-stack socket shows as IPv6, as themselves. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
