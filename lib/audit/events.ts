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
] as const;

export type EventType = (typeof eventTypes)[number];

/** Who did it. A merchant's name is kept as it was then. */
export type Actor = { kind: "customer" } | { kind: "system" } | { kind: "merchant"; id: string; name: string };
