/** Why an order that matches nobody automatically is the person's, according to a member of the store. */
export const orderReasons = ["same_phone", "same_name", "named_order", "other_proof"] as const;
export type OrderReason = (typeof orderReasons)[number];

/**
 * Why a record is linked to a request, or proposed: its present address was proved, the store signed the account in, staff
 * chose it, its former address was proved, it has the address that staff entered, the same name and postal code, or one of
 * `orderReasons`.
 */
export const linkReasons = [
  ...(["address", "account", "chosen", "former_address", "stated_address", "name_postal_code"] as const),
  ...orderReasons,
] as const;
export type LinkReason = (typeof linkReasons)[number];
