/** What can happen to a request. Each is a line of its timeline, under the messages' `events`. */
export const eventTypes = [
  "request_made",
  "request_repeated",
  "request_verified",
  "request_answered",
  "request_refused",
  "request_cancelled",
  "customer_linked",
  "export_requested",
  "export_ready",
  "export_failed",
  "export_downloaded",
  "export_expired",
  "request_assigned",
  "verification_requested",
  "address_verified",
  "redaction_made",
  "redaction_undone",
  "delivery_created",
  "delivery_approved",
  "delivery_declined",
  "delivery_started",
  "delivery_failed",
  "delivery_link_resent",
  "delivery_code_requested",
  "delivery_code_wrong",
  "delivery_opened",
  "delivery_downloaded",
  "delivery_key_added",
  "delivery_sent",
  "delivery_handed_over",
  "delivery_revoked",
  "delivery_expired",
] as const;

export type EventType = (typeof eventTypes)[number];

/** Who did it. A merchant's name is kept as it was then. */
export type Actor = { kind: "customer" } | { kind: "system" } | { kind: "merchant"; id: string; name: string };
