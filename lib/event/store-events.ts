import { z } from "zod";
import { BulkKind, Role } from "@/prisma/generated/enums";
import { id, nothing, word } from "./event-fields";

const role = z.enum(Role);
const ofConnection = z.object({ number: z.int() });
/** Of an act on many requests: how many it was done to, and how many were left out. */
const bulkCounts = z.object({ bulkId: id, done: z.int(), leftOut: z.int() });
/** Whose text it is (lib/notification/editable-texts.ts), in which language. */
const ofText = z.object({ name: word, locale: word });

/**
 * What happens to the store itself, of no request. The database refuses an event without a request of any other type:
 * its CHECK event_request_id_check lists these, so a new one needs a migration.
 */
export const storeEvents = {
  /** `confirmed` where the information that comes with each copy was; `rights` are what a live source may do from now on. */
  settings_saved: z.object({
    page: z.enum([
      ...["data-requests", "law", "request-types", "notifications", "delivery"],
      ...["information", "texts", "connections", "sign-in"],
    ] as const),
    confirmed: z.literal(true).optional(),
    rights: ofConnection.extend({ erase: z.boolean(), object: z.boolean() }).optional(),
  }),
  /**
   * A part of an email or of the request page in the store's own words, the old and the new; null for the default.
   * Templates are no such text: they are a `settings_saved`.
   */
  text_changed: ofText.extend({ part: word, from: z.string().nullable(), to: z.string().nullable() }),
  /** A member sent themselves an email as it would be with these texts, by part. */
  text_tested: ofText.extend({ texts: z.record(word, z.string()) }),
  handoff_secret_made: nothing,
  /** The team: an invitation's address is in its row alone. */
  member_invited: z.object({ invitationId: id, role }),
  invitation_resent: z.object({ invitationId: id }),
  invitation_withdrawn: z.object({ invitationId: id }),
  member_joined: z.object({ memberId: id, role }),
  member_role_changed: z.object({ memberId: id, role }),
  member_removed: z.object({ memberId: id }),
  customer_signed_in: z.object({ by: z.enum(["link", "handoff", "openid"]) }),
  /** Live sources, by their numbers. */
  connection_made: ofConnection.extend({ kind: word }),
  connection_secret_made: ofConnection,
  connection_ended: ofConnection,
  /** A shop uninstalled the app: its connection has ended, and its records are to be deleted. */
  shop_removed: ofConnection,
  /** The owners were told again, shortly before. */
  shop_deletion_reminded: ofConnection,
  /** An owner has a legal reason to keep them, which is in their row. */
  shop_records_kept: ofConnection,
  /** Rows by section. */
  shop_records_deleted: ofConnection.extend({ rows: z.record(word, z.int()) }),
  /** The store's OpenID Connect provider; it changed its issuer or a host, so that it signs nobody in any more. */
  openid_connected: nothing,
  openid_changed: nothing,
  openid_ended: nothing,
  bulk_finished: bulkCounts.extend({ kind: z.enum(BulkKind) }),
  bulk_undone: bulkCounts,
  /** The names of the filters that it was limited by. */
  register_downloaded: z.object({ filters: z.array(word) }),
  /** Rows by section. */
  customer_erased: z.object({ customerId: id, rows: z.record(word, z.int()) }),
} as const satisfies Record<string, z.ZodObject>;
