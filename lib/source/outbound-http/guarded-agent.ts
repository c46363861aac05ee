import dns from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector } from "undici";
import { env } from "@/lib/env";
import { outboundLimits } from "@/lib/time-limits";
import { OutboundError } from "./outbound-error";

const { connectSeconds, headSeconds, silenceSeconds } = outboundLimits;
// What a name in a private network may resolve to. Not link-local addresses: clouds answer there with credentials.
const PRIVATE_RANGES = ["private", "loopback", "uniqueLocal", "carrierGradeNat"];
// The only IPv6 addresses that hosts have in public (RFC 4291, 2.4); the rest embeds IPv4 or is reserved.
const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3");

/**
 * A pool of connections that lead to public addresses alone, besides the hosts that ALLOW_PRIVATE_SOURCES names. The
 * addresses are checked as each connection is made, all that a name resolves to: what was checked is what is connected to.
 * @param lookup resolves names, as `dns.lookup` does.
 */
export function guardedAgent(lookup: LookupFunction = dns.lookup): Agent {
  const toPublic = guardedConnector(lookup, isPublicAddress);
  const toPrivate = guardedConnector(lookup, (address) => isPublicAddress(address) || isPrivateAddress(address));
  return new Agent({
    connect: (options, callback) => {
      const isAllowed = isAllowedPrivateHost(options.protocol, options.hostname, options.port);
      return (isAllowed ? toPrivate : toPublic)(options, callback);
    },
    headersTimeout: headSeconds * 1000,
    bodyTimeout: silenceSeconds * 1000,
    maxHeaderSize: 16 * 1024,
    allowH2: false,
  });
}

/** Whether ALLOW_PRIVATE_SOURCES names a host; those may be reached without TLS too. */
export function isAllowedPrivateHost(protocol: string, hostname: string, port: string): boolean {
  const number = port || (protocol === "http:" ? "80" : "443");
  return env().allowedPrivateSources.includes(`${hostname.toLowerCase()}:${number}`);
}

function guardedConnector(lookup: LookupFunction, permits: (address: string) => boolean): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectSeconds * 1000,
    allowH2: false,
    lookup: (name, options, callback) =>
      lookup(name, { ...options, all: true }, (error, found) => {
        if (error) return callback(error, []);
        const addresses = Array.isArray(found) ? found : [];
        const [first] = addresses;
        // A name with one public and one private address is as good as a private one.
        if (!first || !addresses.every(({ address }) => permits(address)))
          return callback(new OutboundError("blocked"), []);
        if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      }),
  });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) !== 0 && !permits(host)) return callback(new OutboundError("blocked"), null);
    connect(options, callback);
  };
}

/** Whether an address is a public one, also where it embeds another, as IPv4-mapped IPv6 addresses do. */
function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv6 && !address.match(GLOBAL_UNICAST)) return false;
  return address.range() === "unicast";
}

function isPrivateAddress(text: string): boolean {
  return ipaddr.isValid(text) && PRIVATE_RANGES.includes(ipaddr.process(text).range());
}
