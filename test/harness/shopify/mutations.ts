import type { Seeded, ShopData } from "./shop-data";

interface ConsentInput {
  customerId: string;
  [consent: string]: unknown;
}

/**
 * The mutations that the connector has, over a shop's data: what they did is at the customer as `erasureRequests`,
 * `dataSaleOptOut`, and the states of their consents.
 */
export function mutationsOf({ customers }: ShopData) {
  const byId = (id: string) => customers.find((one) => one.id === id);
  const failed = (field: string, code: string) => ({ userErrors: [{ field: [field], message: "It failed.", code }] });
  return {
    customerRequestDataErasure({ customerId }: { customerId: string }) {
      const customer = byId(customerId);
      if (!customer) return failed("customerId", "DOES_NOT_EXIST");
      customer.erasureRequests = Number(customer.erasureRequests ?? 0) + 1;
      return { customerId, userErrors: [] };
    },
    customerEmailMarketingConsentUpdate({ input }: { input: ConsentInput }) {
      const customer = byId(input.customerId);
      const email = customer?.defaultEmailAddress as Seeded | null | undefined;
      if (!customer || !email) return failed("customerId", "INVALID");
      Object.assign(email, input.emailMarketingConsent);
      return { customer, userErrors: [] };
    },
    customerSmsMarketingConsentUpdate({ input }: { input: ConsentInput }) {
      const customer = byId(input.customerId);
      const phone = customer?.defaultPhoneNumber as { smsMarketingConsent: object } | null | undefined;
      if (!customer || !phone) return failed("customerId", "INVALID");
      const { marketingState } = input.smsMarketingConsent as { marketingState: string };
      Object.assign(phone.smsMarketingConsent, { state: marketingState });
      return { customer, userErrors: [] };
    },
    dataSaleOptOut({ email }: { email: string }) {
      const customer = customers.find(
        (one) => (one.defaultEmailAddress as { emailAddress: string } | null)?.emailAddress === email,
      );
      if (!customer) return failed("email", "FAILED");
      customer.dataSaleOptOut = true;
      return { customerId: customer.id, userErrors: [] };
    },
  };
}
