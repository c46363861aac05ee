/** A customer's names as the platform wrote them. */
interface Names {
  firstName: string | null;
  lastName: string | null;
  company?: string | null;
}

/** A customer's display name, the company's where there is no other; null where the store has no name. */
export function customerName({ firstName, lastName, company }: Names): string | null {
  return [firstName, lastName].filter(Boolean).join(" ") || company || null;
}

/** What the dashboard calls a customer: the name, else what else is known. */
export function customerTitle(
  customer: Names & { email: string | null; phone: string | null; platformId: string | null; id: string },
): string {
  return customerName(customer) ?? customer.email ?? customer.phone ?? customer.platformId ?? customer.id;
}
