import { isIP } from "node:net";

/**
 * Whether a server stands on this machine or in a private network, by its name alone: loopback,
 * private addresses (RFC 1918, RFC 4193), names without a dot as containers have, and the endings
 * that private networks use. What is sent to any other crosses networks of others.
 */
export function isNearHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (isIP(name) === 4) return /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(name);
  if (isIP(name) === 6) return name === "::1" || /^f[cd]/.test(name);
  return !name.includes(".") || /\.(?:localhost|local|internal|flycast|svc|lan|home\.arpa)$/.test(name);
}
