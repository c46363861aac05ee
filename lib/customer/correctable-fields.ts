import type { Address, Customer } from "@/prisma/generated/client";

/**
 * What of an imported customer staff can correct, as the screen lists it. Not the email address: requests are proved and
 * orders assigned by it, so the shop changes it, and the next import brings it. Not orders: they say what was agreed then.
 */
export const correctableFields = [
  ...(["firstName", "lastName", "company", "phone", "note"] as const),
  ...(["line1", "line2", "postalCode", "city", "province", "country", "addressPhone"] as const),
] as const;

export type CorrectableField = (typeof correctableFields)[number];

type CustomerColumn = "firstName" | "lastName" | "company" | "phone" | "note";
type AddressColumn = "company" | "line1" | "line2" | "postalCode" | "city" | "province" | "country" | "phone";

/** The columns that hold a field. Shopify's file has one company, which is the person's and the address's. */
export const columnsOf: Record<CorrectableField, { customer?: CustomerColumn; address?: AddressColumn }> = {
  firstName: { customer: "firstName" },
  lastName: { customer: "lastName" },
  company: { customer: "company", address: "company" },
  phone: { customer: "phone" },
  note: { customer: "note" },
  line1: { address: "line1" },
  line2: { address: "line2" },
  postalCode: { address: "postalCode" },
  city: { address: "city" },
  province: { address: "province" },
  country: { address: "country" },
  addressPhone: { address: "phone" },
};

export type CustomerPart = Pick<Customer, CustomerColumn>;
export type AddressPart = Pick<Address, AddressColumn>;

/** The present value of a field; undefined for an address's where there is no address. */
export function readField(
  field: CorrectableField,
  customer: CustomerPart,
  address: AddressPart | null | undefined,
): string | null | undefined {
  const column = columnsOf[field];
  return column.customer ? customer[column.customer] : column.address && address?.[column.address];
}

/** Sets a field to a value, in whatever holds it. */
export function writeField<C extends CustomerPart, A extends AddressPart>(
  field: CorrectableField,
  value: string | null,
  { customer, address }: { customer: C; address: A | null },
): { customer: C; address: A | null } {
  const column = columnsOf[field];
  return {
    customer: column.customer ? { ...customer, [column.customer]: value } : customer,
    address: column.address && address ? { ...address, [column.address]: value } : address,
  };
}

/** Whether a word names a field that can be corrected. */
export function isCorrectableField(word: string): word is CorrectableField {
  return (correctableFields as readonly string[]).includes(word);
}
