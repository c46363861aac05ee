import { z } from "zod";
import { sectionKey } from "@/lib/section/sections";
import { Answer, DeliveryMethod, IdentityCheck, PauseReason, ReceiptChannel, Regime } from "@/prisma/generated/enums";
import { id, nothing, source, word } from "./event-fields";
import { linkReasons } from "./link-reasons";

const ofExport = z.object({ exportId: id });
const ofDelivery = z.object({ deliveryId: id });
/** With which browser a customer did something, and from which network. */
const visitor = {
  browser: z
    .string()
    .max(80)
    .regex(/^[\p{L}\d][\p{L}\d .()/+-]*$/u)
    .optional(),
  network: z
    .string()
    .regex(/^[\da-f.:]+\/\d{2,3}$/)
    .optional(),
};
/** What a customer does with a delivery. */
const byVisitor = ofDelivery.extend(visitor);
const ofRedaction = ofExport.extend({ section: sectionKey, row: z.int(), pointer: z.string() });
const method = z.enum(DeliveryMethod);
const ofBulk = z.object({ bulkId: id });
const addedKinds = ["text", "file"] as const;
/**
 * A record of Dossier's own is named by its id. A live one is not: its key is the platform's id of the person, and a web
 * service may choose their address. Releases before wrote it, and nothing reads it.
 */
const ofRecord = z.object({
  source,
  record: z
    .string()
    .regex(/^(customer|order):[\da-f-]{36}$/)
    .optional()
    .catch(undefined),
});

/** What happens to a request, with what each event's data holds: ids and plain words, never a token or an address. */
export const requestEvents = {
  request_made: nothing,
  request_repeated: nothing,
  /**
   * A member of the store's staff entered one that came by phone, letter or the like; `joined` where it was the person's
   * live one already.
   */
  request_entered: z.object({
    channel: z.enum(ReceiptChannel),
    receivedOn: z.iso.date(),
    identity: z.enum(IdentityCheck).optional(),
    joined: z.literal(true).optional(),
  }),
  /** Shopify passed it on for the shop's merchant; `joined` where it was the person's live one already. */
  request_forwarded: z.object({ platform: z.literal("shopify"), joined: z.literal(true).optional() }),
  request_verified: nothing,
  /** `answer` where nothing was delivered. */
  request_answered: z.object({ answer: z.enum(Answer).optional() }),
  request_reopened: nothing,
  /** When it was due first, and when it is due now, in ISO 8601. */
  request_extended: z.object({ from: z.iso.datetime(), until: z.iso.datetime() }),
  /** Its clock waits for the customer; `byMessage` where a message asks them, so that no letter of its own has to. */
  request_paused: z.object({ reason: z.enum(PauseReason), byMessage: z.literal(true).optional() }),
  /** The customer was told again what its clock waits for: by the message that they did not answer, where there is one. */
  pause_reminded: z.object({ messageId: id.optional(), pause: z.enum(PauseReason).optional() }),
  /** The clock runs again, since the customer `answered` or a member of the store ended the pause; when it is due now. */
  request_resumed: z.object({ answered: z.literal(true).optional(), until: z.iso.datetime() }),
  /** A law turned out to apply, since it is known where the customer lives; `until` where the due date moved. */
  regime_added: z.object({ regime: z.enum(Regime), until: z.iso.datetime().optional() }),
  request_refused: nothing,
  request_cancelled: nothing,
  /** `reason` is left out by earlier releases: staff had chosen the customer. */
  customer_linked: z.object({ customerId: id, reason: z.enum(linkReasons).optional() }),
  /** The record of the customer is gone: its orders turned out to be another's, or it was erased. */
  customer_unlinked: z.object({ customerId: id }),
  record_linked: ofRecord.extend({ reason: z.enum(linkReasons) }),
  record_unlinked: ofRecord,
  /** A proposed record is not the person's, according to a member of the store. */
  record_rejected: ofRecord,
  /** The search for the person's records ended: how many were linked and proposed; `failed` names sources without an answer. */
  subject_matched: z.object({
    ...{ accepted: z.int(), proposed: z.int() },
    /** The sources that did not answer, and how many records those that did named without being asked for them. */
    ...{ failed: z.array(source).optional(), dropped: z.record(source, z.int()).optional() },
  }),
  /** When it starts by itself, and how many steps it has. */
  erasure_approved: z.object({ startsAt: z.iso.datetime(), steps: z.int() }),
  /** `stopped` where it had been approved. The reason is in the hold's row. */
  erasure_held: z.object({ stopped: z.literal(true).optional() }),
  erasure_hold_lifted: nothing,
  erasure_started: nothing,
  /** Staff ticked a step that they saw to elsewhere. */
  erasure_step_ticked: z.object({ number: z.int() }),
  /** The request is answered. */
  erasure_finished: nothing,
  /** A live source that was asked to erase a record told that it did. */
  erasure_confirmed: z.object({ source }),
  /** Data from a system that is not connected, added by hand. */
  data_added: z.object({ kind: z.enum(addedKinds) }),
  data_removed: z.object({ kind: z.enum(addedKinds) }),
  export_requested: ofExport,
  export_ready: ofExport,
  export_failed: ofExport,
  export_downloaded: ofExport,
  export_expired: ofExport,
  /** Null for nobody. `bulkId` where it is one of many, of which the assignee gets one email. */
  request_assigned: z.object({ assigneeId: id.nullable(), bulkId: id.optional() }),
  request_closed_as_spam: ofBulk,
  request_spam_undone: ofBulk,
  /** An objection or opt-out took effect on this many consents in the imported records. */
  consents_withdrawn: z.object({ consents: z.int() }),
  /** It was passed on to a connection. */
  objection_passed_on: z.object({ source, state: z.enum(["done", "queued", "nothing", "failed"]) }),
  /** Staff corrected a value of an imported customer, or took that back; the values are in the correction's row. */
  record_corrected: z.object({ customerId: id, field: word }),
  correction_undone: z.object({ customerId: id, field: word }),
  /** Staff told a system of it themselves: by its key, or that of a connection. */
  system_told: z.object({ system: word }),
  verification_requested: nothing,
  /** A guest's request waits for its verification: its link was sent once more, by itself. */
  verification_reminded: nothing,
  /** A member asked the owners to confirm the information that comes with each copy. */
  confirmation_requested: nothing,
  address_verified: nothing,
  redaction_made: ofRedaction,
  redaction_undone: ofRedaction,
  /** Of one value in all its places. */
  redactions_made: ofExport.extend({ count: z.int() }),
  redactions_undone: ofExport.extend({ count: z.int() }),
  /**
   * `approval` where a second member has to approve it; `identity` where the store had to check who the person is; `without`
   * names the sources that the member delivers it without, with their sections that failed: none where nothing was searched.
   */
  delivery_created: ofDelivery.extend({
    method,
    exportId: id.optional(),
    approval: z.literal(true).optional(),
    identity: z.enum(IdentityCheck).optional(),
    without: z.array(z.object({ source, sections: z.array(word) })).optional(),
  }),
  delivery_approved: ofDelivery,
  delivery_declined: ofDelivery,
  /** `encrypted` where it leaves as an encrypted email at once; `tooLarge` where it was to and could not. */
  delivery_started: ofDelivery.extend({
    exportId: id,
    method,
    encrypted: z.boolean(),
    tooLarge: z.literal(true).optional(),
  }),
  /** The copy that was started lacks what the store withholds. */
  delivery_withheld: ofDelivery,
  delivery_failed: ofDelivery,
  delivery_link_resent: ofDelivery,
  delivery_code_requested: byVisitor.extend({ codeId: id }),
  delivery_code_wrong: byVisitor,
  delivery_opened: byVisitor,
  delivery_downloaded: byVisitor,
  delivery_key_added: byVisitor,
  delivery_sent: ofDelivery,
  delivery_handed_over: ofDelivery,
  /** `reason` where it was not revoked by itself: too many wrong codes, its request was refused or reopened, or it held a rejected record; `linkSent` where the customer had been sent its link. */
  delivery_revoked: ofDelivery.extend({
    reason: z.enum(["wrong_codes", "refused", "reopened", "withdrawn", "record_rejected"]).optional(),
    linkSent: z.literal(true).optional(),
  }),
  /** `unread` where the customer had been sent its link and never downloaded. */
  delivery_expired: ofDelivery.extend({ unread: z.literal(true).optional() }),
  /** The store asked the customer something, whose words are in the message; `pause` where the clock waits for the answer. */
  message_sent: z.object({ messageId: id, pause: z.enum(PauseReason).optional() }),
  /** The customer answered, with this many files. */
  message_received: z.object({ messageId: id, files: z.int() }),
  message_code_requested: z.object({ codeId: id, ...visitor }),
  message_code_wrong: z.object(visitor),
  /** An authorized agent made it, whose name is in its row; the person is asked, and confirms it; a member saw the mandate. */
  agent_named: nothing,
  agent_confirmation_requested: nothing,
  agent_confirmed: nothing,
  agent_mandate_seen: nothing,
  /** The store asked for further proof of who the person is (GDPR Art. 12(6)); how much of what they typed was right. */
  proof_requested: z.object({ proofId: id }),
  proof_given: z.object({ proofId: id, matched: z.int(), needed: z.int() }),
} as const satisfies Record<string, z.ZodObject>;
