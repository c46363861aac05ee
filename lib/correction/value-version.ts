import { createHash } from "node:crypto";

/**
 * What tells two values of a field apart. A form names the value that it shows by it: browsers change the line ends of what they
 * send, and an imported cell may hold a megabyte.
 */
export function versionOf(value: string | null): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}
