import type { FoundCustomer } from "@/lib/customer/get-customer";

/** A customer's page: what each part of it is drawn from. */
export interface CustomerView {
  /** The store's slug. */
  store: string;
  customer: FoundCustomer;
  /** The store's time zone. */
  timeZone: string;
  /** The page at its first tab. */
  href: string;
}
