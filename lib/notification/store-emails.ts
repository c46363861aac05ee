import ApprovalNeeded from "@/emails/approval-needed";
import ConfirmInformation from "@/emails/confirm-information";
import DeliveryDownloaded from "@/emails/delivery-downloaded";
import DeliveryExpired from "@/emails/delivery-expired";
import DeliveryFailed from "@/emails/delivery-failed";
import DeliveryOpened from "@/emails/delivery-opened";
import DeliveryRevoked from "@/emails/delivery-revoked";
import DeliverySent from "@/emails/delivery-sent";
import DueDigest from "@/emails/due-digest";
import ExportFailed from "@/emails/export-failed";
import ExportReady from "@/emails/export-ready";
import MessageReceived from "@/emails/message-received";
import NewRequest from "@/emails/new-request";
import ProviderChanged from "@/emails/provider-changed";
import RequestAnswered from "@/emails/request-answered";
import RequestAssigned from "@/emails/request-assigned";
import RequestCancelled from "@/emails/request-cancelled";
import RequestExtended from "@/emails/request-extended";
import RequestForwarded from "@/emails/request-forwarded";
import RequestRefused from "@/emails/request-refused";
import RequestReopened from "@/emails/request-reopened";
import RequestRepeated from "@/emails/request-repeated";
import RequestsAssigned from "@/emails/requests-assigned";
import ShopDeletion from "@/emails/shop-deletion";
import ShopRemoved from "@/emails/shop-removed";
import TestEmail from "@/emails/test-email";
import type { EmailKind, TextName } from "@/emails/texts";
import { isClosed } from "@/lib/request/request-status";
import { opensByLink } from "./delivery-emails";
import {
  always,
  byCustomer,
  DEFAULT_FACTS,
  type EmailRow,
  isOpen,
  type NotifiedEvent,
  openAgain,
  openAtOnce,
  openOrAnswered,
  VISIT_FACTS,
} from "./email-row";

const visitFacts = [...DEFAULT_FACTS.store, ...VISIT_FACTS];
/** A colleague was assigned it. One of many that were assigned at once is told with the others, by an email of its own. */
const byColleague = ({ data: { assigneeId, bulkId }, actor }: NotifiedEvent<"request_assigned">) =>
  assigneeId !== null && assigneeId !== actor.id && bulkId === undefined;

/** To the owners, as long as the records are still to be deleted. */
const OF_SHOP = {
  ...{ sentOn: {}, facts: [], about: "shop", link: "shopDeletion", recipients: ["owners"] },
  stillNeeded: ({ shop }) => !!shop && shop.keptAt === null && shop.deletedAt === null,
} as const satisfies Omit<EmailRow<never>, "template">;

/** Every email to a store. */
export const storeEmails = {
  "new-request": {
    template: NewRequest,
    sentOn: { request_made: openAtOnce, request_verified: always },
    optional: true,
    stillNeeded: isOpen,
  },
  "request-forwarded": {
    template: RequestForwarded,
    sentOn: { request_forwarded: always },
    stillNeeded: isOpen,
  },
  "request-repeated": {
    template: RequestRepeated,
    sentOn: { request_repeated: openAgain },
    optional: true,
    stillNeeded: isOpen,
  },
  "request-assigned": {
    template: RequestAssigned,
    sentOn: { request_assigned: byColleague },
    recipients: ["assignee"],
    stillNeeded: ({ request }) => request !== null && !isClosed(request.state),
  },
  "request-extended": {
    template: RequestExtended,
    sentOn: { request_extended: always },
    optional: true,
    reason: "extensionReason",
    stillNeeded: isOpen,
  },
  // Queued by lib/bulk: one email about all that a colleague assigned at once.
  "requests-assigned": {
    template: RequestsAssigned,
    sentOn: {},
    facts: [],
    about: "bulk",
    link: "ownRequests",
    stillNeeded: ({ bulk }) => bulk?.isUndone === false,
  },
  "approval-needed": {
    template: ApprovalNeeded,
    sentOn: { delivery_created: ({ data }) => data.approval === true },
    recipients: ["approvers"],
    about: "delivery",
    stillNeeded: ({ delivery }) => delivery?.state === "awaiting_approval",
  },
  "confirm-information": {
    template: ConfirmInformation,
    sentOn: { confirmation_requested: always },
    recipients: ["owners"],
    link: "information",
    stillNeeded: ({ store }) => store.informationConfirmedAt === null,
  },
  "export-ready": {
    template: ExportReady,
    sentOn: { export_ready: always },
    optional: true,
    recipients: ["settings", "exporter"],
    about: "export",
    link: "export",
    stillNeeded: (facts) => facts.export !== null,
  },
  "export-failed": { template: ExportFailed, sentOn: { export_failed: always }, optional: true, stillNeeded: isOpen },
  "delivery-sent": {
    template: DeliverySent,
    sentOn: { delivery_started: opensByLink, delivery_sent: always },
    optional: true,
    about: "delivery",
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
  "delivery-revoked": { template: DeliveryRevoked, sentOn: { delivery_revoked: openOrAnswered }, optional: true },
  "delivery-failed": { template: DeliveryFailed, sentOn: { delivery_failed: always }, optional: true },
  "message-received": {
    template: MessageReceived,
    sentOn: { message_received: always, proof_given: always, agent_confirmed: always },
    optional: true,
    stillNeeded: isOpen,
  },
  "request-answered": { template: RequestAnswered, sentOn: { request_answered: always }, optional: true },
  "request-refused": { template: RequestRefused, sentOn: { request_refused: always }, optional: true },
  "request-cancelled": { template: RequestCancelled, sentOn: { request_cancelled: always }, optional: true },
  "request-reopened": {
    template: RequestReopened,
    sentOn: { request_reopened: always },
    optional: true,
    stillNeeded: isOpen,
  },
  // Queued by due-digest.job.ts, without an event.
  "due-digest": {
    template: DueDigest,
    sentOn: {},
    facts: [],
    about: "due",
    link: "report",
    stillNeeded: ({ due }) => due !== null && due.total > 0,
  },
  // Queued by lib/shopify, about a shop and no request.
  "shop-removed": { template: ShopRemoved, ...OF_SHOP },
  "shop-deletion": { template: ShopDeletion, ...OF_SHOP },
  // Queued by provider-changed.job.ts.
  "provider-changed": { template: ProviderChanged, sentOn: {}, facts: [], link: "customerSignIn" },
  // Sent by send-test-email.ts, without an event.
  "test-email": { template: TestEmail, sentOn: {}, facts: [], link: "overview" },
} as const satisfies { [K in EmailKind<"store">]: EmailRow<TextName<"store", K>> };
