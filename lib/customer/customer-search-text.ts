import { buildSearchText } from "@/lib/search/fold-text";
import { truncate } from "@/lib/storable-text";

/** An address as far as customers are found by it: a row of theirs, or one that an order holds. */
export interface SearchedAddress {
  city?: string | null;
  postalCode?: string | null;
  phone?: string | null;
}

/**
 * What a customer's row is found by: names, email address, platform id, tags, phone numbers, and the
 * towns and postal codes of their addresses (for a guest: those of the newest order).
 */
export function customerSearchText(
  customer: {
    firstName: string | null;
    lastName: string | null;
    email: string | null;
    company?: string | null;
    platformId?: string | null;
    phone: string | null;
    tags?: string[];
  },
  addresses: (SearchedAddress | null | undefined)[],
): string {
  const { firstName, lastName, email, company, platformId, phone, tags = [] } = customer;
  const cut = (text: string | null | undefined) => text && truncate(text, MAX_TEXT_LENGTH);
  return buildSearchText(
    [firstName, lastName, email, company, platformId, ...tags, ...addresses.map((address) => address?.city)].map(cut),
    [phone, ...addresses.flatMap((address) => [address?.phone, address?.postalCode])].map(cut),
  );
}

// Enough of any text to find a row by; an imported cell may hold a megabyte.
const MAX_TEXT_LENGTH = 500;
