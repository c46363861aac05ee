import { domainToASCII, domainToUnicode } from "node:url";

/** An email address as someone wrote it, and what it is compared by. */
export interface EmailAddress {
  /** Trimmed, otherwise as written. */
  address: string;
  /** Trimmed, NFC, in lower case, the domain in ASCII (RFC 5890): addresses are compared by this. */
  normalized: string;
  /** Whether mail can be sent to it: RFC 5321 with RFC 6531's letters, no quoted local part. */
  mailable: boolean;
}

/** Reads an address without refusing any: what a store holds is kept as written, however odd. */
export function readEmailAddress(text: string): EmailAddress {
  const address = text.trim();
  return { address, normalized: normalForm(address), mailable: isMailable(address) };
}

/**
 * The forms under which rows may hold a normalized address: its own, and with the domain in Unicode as the
 * release before stored it. Goes with the job that converts those rows (lib/worker/normalize-records.job).
 */
export function storedForms(normalized: string): string[] {
  return domainForms(normalized);
}

/** An address in its normal form, and with its domain in Unicode where that differs: what people may search for. */
export function domainForms(address: string): string[] {
  const ascii = normalForm(address.trim());
  const at = ascii.lastIndexOf("@") + 1;
  const unicode = /xn--/.test(ascii.slice(at)) ? ascii.slice(0, at) + domainToUnicode(ascii.slice(at)) : ascii;
  return [...new Set([ascii, unicode])];
}

function normalForm(address: string): string {
  const lower = address.normalize("NFC").toLowerCase();
  const at = lower.lastIndexOf("@") + 1;
  const domain = lower.slice(at);
  // Node reads a domain of digits as an IPv4 address, so only what is not ASCII is converted.
  const ascii = at > 0 && /[^\x20-\x7e]/.test(domain) ? domainToASCII(domain) : "";
  return ascii ? lower.slice(0, at) + ascii : lower;
}

/** Lengths are RFC 5321's 4.5.3.1: 64 octets before the at sign, 254 in all. */
function isMailable(address: string): boolean {
  if (Buffer.byteLength(address) > 254) return false;
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  if (at < 1 || Buffer.byteLength(local) > 64) return false;
  if (!/^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local)) return false;
  const domain = address.slice(at + 1);
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return false;
  const labels = domainToASCII(domain).split(".");
  return labels.length > 1 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}

/** An address as a link opens it (RFC 6068, 2): nothing in it can add a recipient or a header. */
export function mailtoAddress(address: string): string {
  return `mailto:${encodeURIComponent(address).replace("%40", "@")}`;
}

/** An address that its owner recognizes and a stranger learns little from: "m…@example.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${[...email][0] ?? ""}…${email.slice(at)}`;
}
