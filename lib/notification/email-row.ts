import type { EmailTemplate } from "@/emails/layout";
import type { FactName } from "@/emails/texts";
import type { EventData, EventType } from "@/lib/event/event-types";
import { typeRules } from "@/lib/request/type-rules";
import type { ActorKind, Answer, Audience, RequestSource, RequestState, RequestType } from "@/prisma/generated/client";
import type { EmailFacts } from "./email-facts";

/** One email. Its texts are `emails.AUDIENCE.KIND` in messages/*.json. */
export interface EmailRow<Text extends string> {
  template: EmailTemplate<Text>;
  /** The events that send it, each with the cases in which it does. */
  sentOn: { [T in EventType]?: (event: NotifiedEvent<T>) => boolean };
  /** Whether the store can turn it off, in the notification settings. */
  optional?: true;
  /** To whom of the store it goes, if not to the recipients in the settings. */
  recipients?: readonly Recipient[];
  /** The rows of its table of facts, if not its audience's (DEFAULT_FACTS). */
  facts?: readonly FactName[];
  /** The store's words that it quotes, if not those of a refusal. */
  reason?: "extensionReason";
  /** What else has to be loaded for it. */
  about?: "export" | "delivery" | "due" | "bulk" | "shop" | "message" | "agent" | "pause" | "erasure" | "correction";
  /** Where its button leads; to the request, in an email to the store that says nothing else. */
  link?:
    | "verify"
    | "withdrawErasure"
    | "signIn"
    | "delivery"
    | "messages"
    | "agent"
    | "request"
    | "export"
    | "information"
    | "report"
    | "ownRequests"
    | "shopDeletion"
    | "customerSignIn"
    | "overview";
  /** Creates the secret in its link, or its code. @returns undefined when there is nothing left for it to open. */
  mint?: (email: MintingEmail) => Promise<string | undefined>;
  /** Whether it is still true when it is sent: one that waited for a mail server may be out of date. */
  stillNeeded?: (facts: Omit<EmailFacts, "token">) => boolean;
}

/**
 * Someone of the store: the addresses in the settings or else the owners, the owners, everyone who may approve except
 * who asked for it, the member who is assigned the request, the member who started the export.
 */
export type Recipient = "settings" | "owners" | "approvers" | "assignee" | "exporter";

/** What of an event decides about its emails. */
export interface NotifiedEvent<T extends EventType = EventType> {
  type: T;
  data: EventData<T>;
  actor: { kind: ActorKind; id: string | null };
  request: { type: RequestType; source: RequestSource; state: RequestState; emailVerified: boolean };
}

export interface MintingEmail {
  storeId: string;
  requestId: string | null;
  to: string;
  about: { deliveryId?: string; codeId?: string };
}

export const DEFAULT_FACTS = {
  customer: ["reference", "type", "store", "requested"],
  store: ["person", "reference", "type", "requested", "due"],
} as const satisfies Record<Audience, FactName[]>;

/** With which browser, from where and when a customer did something: for "Not you?". */
export const VISIT_FACTS = ["at", "browser", "network"] as const satisfies FactName[];

export const always = () => true;
/** Whether the answer says what was corrected: it names personal data, so that only who proved the address gets it. */
export const saysCorrected = (answered: {
  data: { answer?: Answer | undefined };
  request: { type: RequestType; emailVerified: boolean };
}) => answered.data.answer === "done" && answered.request.type === "correction" && answered.request.emailVerified;
/** Whether nobody is asked to prove anything. */
const isUnasked = ({ request }: NotifiedEvent) => typeRules[request.type].verification === "none";
/** A customer whom the store signed in, and whose address nobody has proved. */
export const unproved = (event: NotifiedEvent) =>
  signedIn(event) && event.request.state === "open" && !event.request.emailVerified && !isUnasked(event);
const signedIn = ({ request }: NotifiedEvent) => request.source === "signed_in";
/** Made by the customer, and open at once. */
export const openAtOnce = (event: NotifiedEvent) =>
  signedIn(event) || (event.request.source === "guest" && isUnasked(event));
export const unverifiedGuest = ({ request }: NotifiedEvent) =>
  request.source === "guest" && request.state === "unverified";
/** A person asks again whose request staff entered, and whose address nobody has proved. */
export const unprovedAgain = ({ request }: NotifiedEvent) =>
  request.state === "open" && request.source === "staff" && !request.emailVerified;
/** A person asks again by the form: theirs is open, and where staff entered it they may still have to prove the address. */
export const openAgain = ({ request }: NotifiedEvent) =>
  request.state === "open" && (request.source !== "staff" || request.emailVerified);
/** A refusal, and a request that the customer cancelled, have an email of their own. */
export const openOrAnswered = ({ request }: NotifiedEvent) => request.state === "open" || request.state === "answered";
/** Staff download a ZIP with a password too, to pass it on. */
export const byCustomer = ({ actor }: NotifiedEvent) => actor.kind === "customer";
export const isOpen = ({ request }: Pick<EmailFacts, "request">) => request?.state === "open";
export const isUnverified = ({ request }: Pick<EmailFacts, "request">) => request?.state === "unverified";
export const isAnswered = ({ request }: Pick<EmailFacts, "request">) => request?.state === "answered";
/** The customer has the copy, or can get it. */
export const isGiven = ({ delivery }: Pick<EmailFacts, "delivery">) =>
  delivery !== null && ["live", "completed", "expired"].includes(delivery.state);
