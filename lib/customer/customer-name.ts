/** A customer's names as the platform wrote them. */
interface Names {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
}

/** What a customer is called, or null where the store holds no name. */
export function customerName({ firstName, lastName, company }: Names): string | null {
  return [firstName, lastName].filter(Boolean).join(" ") || company || null;
}

/** What a customer is called in the dashboard: by name, else by what else is known. */
export function customerTitle(
  customer: Names & { email: string | null; phone: string | null; platformId: string | null; id: string },
): string {
  return customerName(customer) ?? customer.email ?? customer.phone ?? customer.platformId ?? customer.id;
}
