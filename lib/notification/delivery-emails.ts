import DeliveryCode from "@/emails/delivery-code";
import DeliveryDownloaded from "@/emails/delivery-downloaded";
import DeliveryExpired from "@/emails/delivery-expired";
import DeliveryLink from "@/emails/delivery-link";
import DeliveryOpened from "@/emails/delivery-opened";
import DeliveryRevoked from "@/emails/delivery-revoked";
import EncryptedDelivery from "@/emails/encrypted-delivery";
import PartlyRefused from "@/emails/partly-refused";
import type { EmailKind, TextName } from "@/emails/texts";
import { mintDeliveryCode } from "@/lib/delivery/delivery-code";
import { mintDeliveryLink } from "@/lib/delivery/delivery-link";
import { methods } from "@/lib/delivery/methods/registry";
import {
  always,
  byCustomer,
  DEFAULT_FACTS,
  type EmailRow,
  isGiven,
  type NotifiedEvent,
  openOrAnswered,
  VISIT_FACTS,
} from "./email-row";

const isEncrypted = ({ data }: NotifiedEvent<"delivery_started">) => data.encrypted;
/** Whether the customer gets a link to what was started. */
export const opensByLink = ({ data }: NotifiedEvent<"delivery_started">) =>
  !data.encrypted && methods[data.method].customer.linkOpens !== null;
const losesLink = (event: NotifiedEvent<"delivery_revoked">) => event.data.linkSent === true && openOrAnswered(event);
const visitFacts = [...DEFAULT_FACTS.customer, ...VISIT_FACTS];

/** The emails to a customer about a copy of their data. */
export const deliveryEmails = {
  "delivery-link": {
    template: DeliveryLink,
    sentOn: { delivery_started: opensByLink, delivery_link_resent: always },
    about: "delivery",
    link: "delivery",
    mint: async ({ storeId, about: { deliveryId } }) =>
      deliveryId ? await mintDeliveryLink(storeId, deliveryId) : undefined,
  },
  "encrypted-delivery": {
    template: EncryptedDelivery,
    sentOn: { delivery_started: isEncrypted, delivery_key_added: always },
    about: "delivery",
    stillNeeded: ({ delivery }) => delivery?.live === true,
  },
  // GDPR Art. 12(4): a copy that lacks something is a refusal in part. To a proved address only: it says whose data it is.
  "partly-refused": {
    template: PartlyRefused,
    sentOn: { delivery_withheld: ({ request }) => request.emailVerified },
    about: "delivery",
    stillNeeded: isGiven,
  },
  "delivery-code": {
    template: DeliveryCode,
    sentOn: { delivery_code_requested: always },
    about: "delivery",
    mint: async ({ storeId, about: { codeId } }) => (codeId ? await mintDeliveryCode(storeId, codeId) : undefined),
  },
  "delivery-opened": {
    template: DeliveryOpened,
    sentOn: { delivery_opened: always },
    optional: true,
    facts: visitFacts,
  },
  "delivery-downloaded": {
    template: DeliveryDownloaded,
    sentOn: { delivery_downloaded: byCustomer },
    optional: true,
    facts: visitFacts,
  },
  "delivery-expired": {
    template: DeliveryExpired,
    sentOn: { delivery_expired: ({ data }) => data.unread === true },
    optional: true,
  },
  "delivery-revoked": { template: DeliveryRevoked, sentOn: { delivery_revoked: losesLink }, optional: true },
} as const satisfies { [K in EmailKind<"customer">]?: EmailRow<TextName<"customer", K>> };
