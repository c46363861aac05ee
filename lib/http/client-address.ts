import { isIP } from "node:net";

/** The request header that lib/server sets and everything inside reads: the client's IP address. */
export const CLIENT_ADDRESS_HEADER = "x-dossier-client-address";

/**
 * The request header in which lib/server names the address that reached the client before us, as it says in
 * X-Forwarded-For: of signed routes alone, where the client is a platform that forwards a person's request.
 */
export const FORWARDED_ADDRESS_HEADER = "x-dossier-forwarded-address";

/**
 * What rate limits count by: an IPv4 address, or the /64 of an IPv6 address, which is what one customer
 * of a provider is given (RFC 6177) and can choose addresses from at will.
 */
export function ipBlock(address: string): string {
  return isIP(address) === 6 ? networkOf(address, 4) : address;
}

/**
 * What a history keeps of an address, so that it says where from and identifies no person: the /24 of an
 * IPv4 address, the /48 of an IPv6 address. Undefined for anything that is not an address.
 */
export function shortenAddress(address: string): string | undefined {
  const version = isIP(address);
  if (version === 6) return networkOf(address, 3);
  return version === 4 ? `${address.split(".").slice(0, 3).join(".")}.0/24` : undefined;
}

/** The first groups of an IPv6 address, as a network. */
function networkOf(address: string, groupCount: number): string {
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const groups = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill("0"), ...right];
  const network = groups.slice(0, groupCount).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/${groupCount * 16}`;
}
