import { z } from "zod";
import { text } from "./parts";

const userErrors = z.array(z.object({ code: text }));

const state = z.object({ state: z.string() }).nullish();

/** Who a customer is now, and what they agreed to: read before anything is done to them. */
export const customerToActOn = {
  document: `query CustomerToActOn($id: ID!) {
    customer(id: $id) {
      id dataSaleOptOut defaultEmailAddress { emailAddress marketingState }
      defaultPhoneNumber { phoneNumber smsMarketingConsent { state } whatsAppMarketingConsent { state } }
    }
  }`,
  answer: z.object({
    customer: z
      .object({
        ...{ id: z.string(), dataSaleOptOut: z.boolean() },
        defaultEmailAddress: z.object({ emailAddress: z.string(), marketingState: z.string() }).nullish(),
        defaultPhoneNumber: z
          .object({ phoneNumber: z.string(), smsMarketingConsent: state, whatsAppMarketingConsent: state })
          .nullish(),
      })
      .nullish(),
  }),
};
export type ActedOn = NonNullable<z.infer<typeof customerToActOn.answer>["customer"]>;

/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/customerRequestDataErasure */
export const requestErasure = {
  scope: "write_customer_data_erasure",
  document: `mutation RequestErasure($customerId: ID!) {
    done: customerRequestDataErasure(customerId: $customerId) { customerId userErrors { code } }
  }`,
  answer: z.object({ done: z.object({ customerId: text, userErrors }).nullish() }),
};

const updated = z.object({ customer: z.object({ id: z.string() }).nullish(), userErrors });

/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/customerEmailMarketingConsentUpdate */
export const endEmailMarketing = {
  scope: "write_customers",
  document: `mutation EndEmailMarketing($customerId: ID!) {
    done: customerEmailMarketingConsentUpdate(
      input: { customerId: $customerId, emailMarketingConsent: { marketingState: UNSUBSCRIBED } }
    ) { customer { id } userErrors { code } }
  }`,
  answer: z.object({ done: updated.nullish() }),
};

/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/customerSmsMarketingConsentUpdate */
export const endSmsMarketing = {
  scope: "write_customers",
  document: `mutation EndSmsMarketing($customerId: ID!) {
    done: customerSmsMarketingConsentUpdate(
      input: { customerId: $customerId, smsMarketingConsent: { marketingState: UNSUBSCRIBED } }
    ) { customer { id } userErrors { code } }
  }`,
  answer: z.object({ done: updated.nullish() }),
};

/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/dataSaleOptOut */
export const optOutOfSale = {
  scope: "write_privacy_settings",
  document: `mutation OptOutOfSale($email: String!) {
    done: dataSaleOptOut(email: $email) { customerId userErrors { code } }
  }`,
  answer: z.object({ done: z.object({ customerId: text, userErrors }).nullish() }),
};
