import ApprovalNeeded from "@/emails/approval-needed";
import ConfirmInformation from "@/emails/confirm-information";
import DeliveryCode from "@/emails/delivery-code";
import DeliveryLink from "@/emails/delivery-link";
import EncryptedDelivery from "@/emails/encrypted-delivery";
import ExportFailed from "@/emails/export-failed";
import ExportPreparing from "@/emails/export-preparing";
import ExportReady from "@/emails/export-ready";
import type { EmailTemplate } from "@/emails/layout";
import NewRequest from "@/emails/new-request";
import NoData from "@/emails/no-data";
import RequestAnswered from "@/emails/request-answered";
import RequestCancelled from "@/emails/request-cancelled";
import RequestReceived from "@/emails/request-received";
import RequestRefused from "@/emails/request-refused";
import SignInLink from "@/emails/sign-in-link";
import type { EmailKind, FactName, TextName } from "@/emails/texts";
import VerifyAddress from "@/emails/verify-address";
import VerifyRequest from "@/emails/verify-request";
import { mintDeliveryCode } from "@/lib/delivery/delivery-code";
import { mintDeliveryLink } from "@/lib/delivery/delivery-link";
import { methods } from "@/lib/delivery/methods/registry";
import type { EventData, EventType } from "@/lib/event/event-types";
import { mintSignInLink } from "@/lib/sign-in/mint-sign-in-link";
import { mintVerification } from "@/lib/verification/mint-verification";
import type { Audience, RequestSource, RequestState } from "@/prisma/generated/client";
import type { EmailFacts } from "./email-facts";

/** One email. Its texts are `emails.AUDIENCE.KIND` in messages/*.json. */
export interface EmailRow<Text extends string> {
  template: EmailTemplate<Text>;
  /** The events that send it, each with the cases in which it does. */
  sentOn: { [T in EventType]?: (event: NotifiedEvent<T>) => boolean };
  /** Whether the store can turn it off, in the notification settings. */
  optional?: true;
  /** To whom of the store it goes, if not to the recipients in the settings. */
  recipients?: "owners" | "approvers";
  /** The rows of its table of facts, if not its audience's (DEFAULT_FACTS). */
  facts?: readonly FactName[];
  /** What else has to be loaded for it. */
  about?: "export" | "delivery";
  /** Where its button leads; to the request, in an email to the store that says nothing else. */
  link?: "verify" | "signIn" | "delivery" | "request" | "export" | "information";
  /** Creates the secret in its link, or its code. @returns undefined when there is nothing left for it to open. */
  mint?: (email: MintingEmail) => Promise<string | undefined>;
  /** Whether it is still true when it is sent: one that waited for a mail server may be out of date. */
  stillNeeded?: (facts: Omit<EmailFacts, "token">) => boolean;
}

/** What of an event decides about its emails. */
export interface NotifiedEvent<T extends EventType = EventType> {
  type: T;
  data: EventData<T>;
  request: { source: RequestSource; state: RequestState; emailVerified: boolean };
}

interface MintingEmail {
  storeId: string;
  requestId: string | null;
  to: string;
  about: { deliveryId?: string; codeId?: string };
}

const always = () => true;
const unverifiedGuest = ({ request }: NotifiedEvent) => request.source === "guest" && request.state === "unverified";
const signedIn = ({ request }: NotifiedEvent) => request.source === "signed_in";
/** A person asks again by the form: theirs is open, and where staff entered it they may still have to prove the address. */
const openAgain = ({ request }: NotifiedEvent) =>
  request.state === "open" && (request.source !== "staff" || request.emailVerified);
const unprovedAgain = ({ request }: NotifiedEvent) =>
  request.state === "open" && request.source === "staff" && !request.emailVerified;
const isEncrypted = ({ data }: NotifiedEvent<"delivery_started">) => data.encrypted;
const opensByLink = ({ data }: NotifiedEvent<"delivery_started">) =>
  !data.encrypted && methods[data.method].customer.linkOpens !== null;
const isUnverified = ({ request }: { request: EmailFacts["request"] }) => request?.state === "unverified";
const isAnswered = ({ request }: { request: EmailFacts["request"] }) => request?.state === "answered";
const saysNoData = ({ data }: NotifiedEvent<"request_answered">) => data.answer === "no_data";
const isOpen = ({ request }: { request: EmailFacts["request"] }) => request?.state === "open";
const verification = async ({ storeId, requestId }: MintingEmail) =>
  requestId ? await mintVerification(storeId, requestId) : undefined;

export const DEFAULT_FACTS = {
  customer: ["reference", "type", "store", "requested"],
  store: ["person", "reference", "type", "requested", "due"],
} as const satisfies Record<Audience, FactName[]>;

/** Every email: who gets it when, what it shows, and how long it is needed. */
const emailTable = {
  customer: {
    "verify-request": {
      template: VerifyRequest,
      sentOn: { request_made: unverifiedGuest, request_repeated: unverifiedGuest },
      link: "verify",
      mint: verification,
      stillNeeded: isUnverified,
    },
    "verify-address": {
      template: VerifyAddress,
      sentOn: { verification_requested: always, request_repeated: unprovedAgain },
      link: "verify",
      mint: verification,
      stillNeeded: isOpen,
    },
    // Sent by send-sign-in-link.ts, without an event.
    "sign-in-link": {
      template: SignInLink,
      sentOn: {},
      facts: [],
      link: "signIn",
      mint: ({ storeId, to }) => mintSignInLink(storeId, to),
    },
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
    "delivery-code": {
      template: DeliveryCode,
      sentOn: { delivery_code_requested: always },
      about: "delivery",
      mint: async ({ storeId, about: { codeId } }) => (codeId ? await mintDeliveryCode(storeId, codeId) : undefined),
    },
    "request-received": {
      template: RequestReceived,
      sentOn: { request_made: signedIn, request_verified: always, request_repeated: openAgain },
      optional: true,
      facts: [...DEFAULT_FACTS.customer, "answerBy"],
      stillNeeded: isOpen,
    },
    "export-preparing": {
      template: ExportPreparing,
      sentOn: { export_ready: always },
      optional: true,
      stillNeeded: isOpen,
    },
    "export-failed": { template: ExportFailed, sentOn: { export_failed: always }, optional: true, stillNeeded: isOpen },
    "request-answered": {
      template: RequestAnswered,
      sentOn: { request_answered: (event) => !saysNoData(event) },
      optional: true,
      about: "delivery",
      stillNeeded: isAnswered,
    },
    "no-data": { template: NoData, sentOn: { request_answered: saysNoData }, stillNeeded: isAnswered },
    // GDPR Art. 12(4): a person has to be told the reasons, and where to complain.
    "request-refused": { template: RequestRefused, sentOn: { request_refused: always } },
    "request-cancelled": { template: RequestCancelled, sentOn: { request_cancelled: always }, optional: true },
  },
  store: {
    "new-request": {
      template: NewRequest,
      sentOn: { request_made: signedIn, request_verified: always },
      optional: true,
      stillNeeded: isOpen,
    },
    "approval-needed": {
      template: ApprovalNeeded,
      sentOn: { delivery_created: ({ data }) => data.approval === true },
      recipients: "approvers",
      about: "delivery",
      stillNeeded: ({ delivery }) => delivery?.state === "awaiting_approval",
    },
    "confirm-information": {
      template: ConfirmInformation,
      sentOn: { confirmation_requested: always },
      recipients: "owners",
      link: "information",
      stillNeeded: ({ store }) => store.informationConfirmedAt === null,
    },
    // Always to the owners: its link opens for members only.
    "export-ready": {
      template: ExportReady,
      sentOn: { export_ready: always },
      optional: true,
      recipients: "owners",
      about: "export",
      link: "export",
      stillNeeded: (facts) => facts.export !== null,
    },
    "export-failed": { template: ExportFailed, sentOn: { export_failed: always }, optional: true, stillNeeded: isOpen },
    "request-answered": { template: RequestAnswered, sentOn: { request_answered: always }, optional: true },
    "request-refused": { template: RequestRefused, sentOn: { request_refused: always }, optional: true },
    "request-cancelled": { template: RequestCancelled, sentOn: { request_cancelled: always }, optional: true },
  },
} as const satisfies { [A in Audience]: { [K in EmailKind<A>]: EmailRow<TextName<A, K>> } };

/** Every email to an audience. */
export function emailsTo(audience: Audience) {
  return Object.entries(emailTable[audience]) as [EmailKind, EmailRow<never>][];
}

/** Whether the store can turn off what an event sends to an audience. */
export function isOptional(event: EventType, audience: Audience): boolean {
  return emailsTo(audience).some(([, { optional, sentOn }]) => optional && sentOn[event]);
}

/** @throws when there is no such email for this audience. */
export function emailRow(audience: Audience, kind: string): EmailRow<never> {
  const found = emailsTo(audience).find(([name]) => name === kind);
  if (!found) throw new Error(`no email ${kind} for ${audience}`);
  return found[1];
}
