/** One kind of data held on a customer, in the order of the archive. */
export const sections = ["profile", "addresses", "orders", "consents", "requests", "emails"] as const;
export type Section = (typeof sections)[number];

/** The rows of each section. Times are ISO 8601 in UTC, money decimal strings, null what is not held. */
interface SectionRows {
  profile: ProfileRow;
  addresses: AddressRow;
  orders: OrderRow;
  consents: ConsentRow;
  requests: RequestRow;
  emails: EmailRow;
}
export type SectionRow<S extends Section> = SectionRows[S];

export interface ProfileRow {
  id: string;
  kind: "account" | "guest";
  platformId: string | null;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  locale: string | null;
  note: string | null;
  tags: string[];
  taxExempt: boolean | null;
  createdAt: string;
  updatedAt: string;
  attributes: Record<string, unknown>;
}

export interface AddressRow {
  platformId: string;
  isDefault: boolean;
  name: string | null;
  company: string | null;
  line1: string | null;
  line2: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
  phone: string | null;
}

export interface OrderRow {
  platformId: string;
  name: string;
  email: string | null;
  phone: string | null;
  placedAt: string;
  paidAt: string | null;
  fulfilledAt: string | null;
  cancelledAt: string | null;
  currency: string;
  subtotal: string;
  shipping: string;
  taxes: string;
  discount: string;
  total: string;
  financialStatus: string | null;
  fulfillmentStatus: string | null;
  paymentMethod: string | null;
  shippingMethod: string | null;
  discountCode: string | null;
  note: string | null;
  tags: string[];
  billingAddress: Record<string, unknown> | null;
  shippingAddress: Record<string, unknown> | null;
  attributes: Record<string, unknown>;
  lines: OrderLineRow[];
}

export interface OrderLineRow {
  position: number;
  name: string;
  sku: string | null;
  quantity: number;
  price: string;
  discount: string;
  attributes: Record<string, unknown>;
}

export interface ConsentRow {
  channel: "email" | "sms";
  granted: boolean;
  source: string;
  wording: string | null;
  at: string;
}

export interface RequestRow {
  reference: string;
  type: string;
  source: string;
  state: string;
  email: string | null;
  createdAt: string;
  verifiedAt: string | null;
  dueAt: string;
  closedAt: string | null;
  refusalReason: string | null;
  events: { at: string; type: string; actor: string }[];
}

export interface EmailRow {
  to: string;
  subject: string | null;
  text: string | null;
  state: string;
  createdAt: string;
  sentAt: string | null;
}
