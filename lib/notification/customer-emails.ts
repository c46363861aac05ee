import AgentConfirm from "@/emails/agent-confirm";
import ConfirmAddress from "@/emails/confirm-address";
import Corrected from "@/emails/corrected";
import Erased from "@/emails/erased";
import ErasureApproved from "@/emails/erasure-approved";
import ErasureStopped from "@/emails/erasure-stopped";
import ExportFailed from "@/emails/export-failed";
import ExportPreparing from "@/emails/export-preparing";
import MessageCode from "@/emails/message-code";
import MessageSent from "@/emails/message-sent";
import NoData from "@/emails/no-data";
import ProofRequested from "@/emails/proof-requested";
import RequestAnswered from "@/emails/request-answered";
import RequestCancelled from "@/emails/request-cancelled";
import RequestExtended from "@/emails/request-extended";
import RequestPaused from "@/emails/request-paused";
import RequestReceived from "@/emails/request-received";
import RequestRefused from "@/emails/request-refused";
import RequestReopened from "@/emails/request-reopened";
import SignInLink from "@/emails/sign-in-link";
import type { EmailKind, TextName } from "@/emails/texts";
import VerifyAddress from "@/emails/verify-address";
import VerifyReminder from "@/emails/verify-reminder";
import VerifyRequest from "@/emails/verify-request";
import { mintErasureLink } from "@/lib/erasure/erasure-link";
import { mintMessageCode } from "@/lib/message/message-code";
import { mintMessageLink } from "@/lib/message/message-link";
import { mintSignInLink } from "@/lib/sign-in/mint-sign-in-link";
import { mintAgentLink } from "@/lib/verification/confirm-agent";
import { mintVerification } from "@/lib/verification/mint-verification";
import { deliveryEmails } from "./delivery-emails";
import {
  always,
  DEFAULT_FACTS,
  type EmailRow,
  isAnswered,
  isOpen,
  isUnverified,
  type MintingEmail,
  type NotifiedEvent,
  openAgain,
  openAtOnce,
  saysCorrected,
  unproved,
  unprovedAgain,
  unverifiedGuest,
} from "./email-row";

const saysNoData = ({ data }: NotifiedEvent<"request_answered">) => data.answer === "no_data";
const verification = async ({ storeId, requestId }: MintingEmail) =>
  requestId ? await mintVerification(storeId, requestId) : undefined;
/** Shopify tells those whose data it asks to erase itself. */
const notByShopify = ({ request }: NotifiedEvent) => request.source !== "shopify";

/** Every email to a customer. */
export const customerEmails = {
  "verify-request": {
    template: VerifyRequest,
    sentOn: {
      request_made: unverifiedGuest,
      request_repeated: unverifiedGuest,
      verification_requested: unverifiedGuest,
    },
    link: "verify",
    mint: verification,
    stillNeeded: isUnverified,
  },
  "verify-reminder": {
    template: VerifyReminder,
    sentOn: { verification_reminded: always },
    link: "verify",
    mint: verification,
    stillNeeded: isUnverified,
  },
  "verify-address": {
    template: VerifyAddress,
    sentOn: {
      verification_requested: ({ request }) => request.state === "open",
      request_repeated: unprovedAgain,
    },
    link: "verify",
    mint: verification,
    stillNeeded: isOpen,
  },
  // In place of request-received: it confirms that too.
  "confirm-address": {
    template: ConfirmAddress,
    sentOn: { request_made: unproved, request_repeated: unproved },
    facts: [...DEFAULT_FACTS.customer, "answerBy"],
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
  ...deliveryEmails,
  "request-received": {
    template: RequestReceived,
    sentOn: {
      request_made: (event) => openAtOnce(event) && !unproved(event),
      request_verified: always,
      request_repeated: (event) => openAgain(event) && !unproved(event),
    },
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
    sentOn: { request_answered: (event) => !saysNoData(event) && !saysCorrected(event) },
    optional: true,
    about: "delivery",
    stillNeeded: isAnswered,
  },
  // GDPR Art. 12(3): a person has to be told what was done.
  corrected: {
    template: Corrected,
    sentOn: { request_answered: saysCorrected },
    about: "correction",
    stillNeeded: isAnswered,
  },
  "no-data": { template: NoData, sentOn: { request_answered: saysNoData }, stillNeeded: isAnswered },
  "request-refused": { template: RequestRefused, sentOn: { request_refused: always } },
  // GDPR Art. 12(3): a person has to be told of an extension, with its reasons, before the first date.
  "request-extended": {
    template: RequestExtended,
    sentOn: { request_extended: always },
    reason: "extensionReason",
    facts: [...DEFAULT_FACTS.customer, "answerBy"],
  },
  // Where a message asks the customer, that is the letter.
  "request-paused": {
    template: RequestPaused,
    sentOn: { request_paused: ({ data }) => !data.byMessage, pause_reminded: ({ data }) => !data.messageId },
    about: "pause",
    stillNeeded: (facts) => isOpen(facts) && Boolean(facts.message),
  },
  // Never turned off: it is the question itself.
  "message-sent": {
    template: MessageSent,
    sentOn: { message_sent: always, pause_reminded: ({ data }) => data.messageId !== undefined },
    about: "message",
    link: "messages",
    mint: async ({ storeId, requestId }) => (requestId ? await mintMessageLink(storeId, requestId) : undefined),
    stillNeeded: isOpen,
  },
  "agent-confirm": {
    template: AgentConfirm,
    sentOn: { agent_confirmation_requested: always },
    about: "agent",
    link: "agent",
    mint: async ({ storeId, requestId }) => (requestId ? await mintAgentLink(storeId, requestId) : undefined),
    stillNeeded: isOpen,
  },
  "proof-requested": {
    template: ProofRequested,
    sentOn: { proof_requested: always },
    link: "messages",
    mint: async ({ storeId, requestId }) => (requestId ? await mintMessageLink(storeId, requestId) : undefined),
    stillNeeded: isOpen,
  },
  "message-code": {
    template: MessageCode,
    sentOn: { message_code_requested: always },
    mint: async ({ storeId, about: { codeId } }) => (codeId ? await mintMessageCode(storeId, codeId) : undefined),
  },
  "request-cancelled": { template: RequestCancelled, sentOn: { request_cancelled: always }, optional: true },
  "request-reopened": {
    template: RequestReopened,
    sentOn: { request_reopened: always },
    optional: true,
    facts: [...DEFAULT_FACTS.customer, "answerBy"],
    stillNeeded: isOpen,
  },
  // Always sent: nobody's data is erased unless they were told, and could withdraw.
  "erasure-approved": {
    template: ErasureApproved,
    sentOn: { erasure_approved: notByShopify },
    facts: [...DEFAULT_FACTS.customer, "erasureStarts"],
    link: "withdrawErasure",
    mint: async ({ storeId, requestId }) => (requestId ? await mintErasureLink(storeId, requestId) : undefined),
    stillNeeded: isOpen,
  },
  "erasure-stopped": {
    template: ErasureStopped,
    sentOn: { erasure_held: (event) => event.data.stopped === true && notByShopify(event) },
    facts: [...DEFAULT_FACTS.customer, "answerBy"],
    stillNeeded: isOpen,
  },
  // After it, nothing of the person is left in the request: lib/erasure/reduce-request.ts.
  erased: { template: Erased, sentOn: { erasure_finished: notByShopify }, about: "erasure" },
} as const satisfies { [K in EmailKind<"customer">]: EmailRow<TextName<"customer", K>> };
