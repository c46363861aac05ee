import { readEmailAddress } from "@/lib/email-address";

// Far beyond any address (RFC 5321 allows 254 octets), and what a database index can hold.
const MAX_COMPARED_BYTES = 1000;

/** An address as written, however odd; what is no address to compare by is only kept. */
export function emailFields(text: string | null) {
  if (text === null) return { email: null, emailNormalized: null, mailable: false };
  const { address, normalized, mailable } = readEmailAddress(text);
  const comparable = Buffer.byteLength(normalized) <= MAX_COMPARED_BYTES;
  return { email: address, emailNormalized: comparable ? normalized : null, mailable };
}
