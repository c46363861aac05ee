import { countryOf, phoneDigits } from "@/lib/phone-number";
import { buildSearchText } from "@/lib/search/fold-text";
import { truncate } from "@/lib/storable-text";

/** An address as an order holds it, as far as the order is found by it. */
export interface OrderAddress {
  name?: string | null;
  company?: string | null;
  postalCode?: string | null;
  country?: string | null;
  phone?: string | null;
}

interface FoundOrder {
  name: string;
  emailNormalized: string | null;
  phone: string | null;
  billingAddress: OrderAddress | null;
  shippingAddress: OrderAddress | null;
}

// An imported cell may hold a megabyte; an index entry may not.
const MAX_TEXT_LENGTH = 500;
const MAX_PHONE_DIGITS = 40;

/** What an order's phone number is compared by: its digits, with the country's code where the country is known. */
export function orderPhone({ phone, billingAddress, shippingAddress }: FoundOrder): string | null {
  const country = countryOf(billingAddress?.country) ?? countryOf(shippingAddress?.country);
  const written = phone ?? billingAddress?.phone ?? shippingAddress?.phone;
  const digits = written ? phoneDigits(written.slice(0, MAX_TEXT_LENGTH), country) : "";
  return digits.slice(0, MAX_PHONE_DIGITS) || null;
}

/** What an order without an email address is found by, since no customer has it: its number, names and phone numbers. */
export function orderSearchText({ name, emailNormalized, phone, billingAddress, shippingAddress }: FoundOrder) {
  if (emailNormalized !== null) return null;
  const cut = (text: string | null | undefined) => text && truncate(text, MAX_TEXT_LENGTH);
  const both = [billingAddress, shippingAddress];
  return buildSearchText(
    [name, ...both.flatMap((address) => [address?.name, address?.company])].map(cut),
    [phone, ...both.flatMap((address) => [address?.phone, address?.postalCode])].map(cut),
  );
}
