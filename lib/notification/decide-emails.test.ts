import { expect, test } from "vitest";
import { type EventType, eventTypes } from "@/lib/event/event-types";
import type { ActorKind, Answer, DeliveryMethod, RequestType } from "@/prisma/generated/client";
import { decideEmails } from "./decide-emails";
import type { NotifiedEvent } from "./email-row";
import { emailsTo } from "./email-table";
import {
  FIRST_SETTINGS,
  isOptional,
  type NotificationSettings,
  notificationEvents,
  notificationGroups,
  settingsBy,
  standingOf,
} from "./notification-settings";

type Case = [
  type: NotifiedEvent["type"],
  source: NotifiedEvent["request"]["source"],
  state: NotifiedEvent["request"]["state"],
  /** What of its data decides, and who did it: the member "mara", if nothing else is said. */
  data: {
    method?: DeliveryMethod;
    encrypted?: boolean;
    approval?: true;
    answer?: Answer;
    assigneeId?: string | null;
    bulkId?: string;
    linkSent?: true;
    unread?: true;
    stopped?: true;
    byMessage?: true;
    by?: ActorKind;
    asksFor?: RequestType;
    /** Of the request: its address was proved. */
    proved?: false;
  },
  /** "kind → recipient": sent whatever the settings, by default, and only if turned on. */
  always: string[],
  byDefault?: string[],
  ifTurnedOn?: string[],
];

const RECEIVED = "request-received → customer";
const NEW = "new-request → settings";
const VERIFY = ["verify-request → customer"];
const CONFIRM = ["confirm-address → customer"];
const LINK = ["delivery-link → customer"];
const ENCRYPTED = ["encrypted-delivery → customer"];
const SENT = ["delivery-sent → settings"];
const both = (kind: string) => [`${kind} → customer`, `${kind} → settings`];

const cases: Case[] = [
  ["request_made", "guest", "unverified", {}, VERIFY],
  ["request_made", "guest", "open", {}, []],
  ["request_made", "signed_in", "open", {}, [], [RECEIVED, NEW]],
  ["request_made", "signed_in", "open", { proved: false }, CONFIRM, [NEW]],
  ["request_made", "staff", "open", {}, []],
  // Nobody may be asked to prove an opt-out.
  ["request_made", "guest", "open", { asksFor: "opt_out", proved: false }, [], [RECEIVED, NEW]],
  ["request_made", "signed_in", "open", { asksFor: "opt_out", proved: false }, [], [RECEIVED, NEW]],
  ["request_made", "guest", "unverified", { asksFor: "erasure" }, VERIFY],
  ["request_repeated", "guest", "unverified", {}, VERIFY],
  ["request_repeated", "guest", "open", {}, [], [RECEIVED], ["request-repeated → settings"]],
  ["request_repeated", "guest", "answered", {}, []],
  ["request_repeated", "signed_in", "open", {}, [], [RECEIVED], ["request-repeated → settings"]],
  ["request_repeated", "signed_in", "open", { proved: false }, CONFIRM, [], ["request-repeated → settings"]],
  ["request_repeated", "signed_in", "refused", {}, []],
  ["request_repeated", "staff", "open", {}, ["verify-address → customer"]],
  ["request_forwarded", "shopify", "open", { by: "system" }, ["request-forwarded → settings"]],
  ["request_forwarded", "guest", "open", { by: "system" }, ["request-forwarded → settings"]],
  ["request_entered", "staff", "open", {}, []],
  ["request_verified", "guest", "open", {}, [], [RECEIVED, NEW]],
  ["request_assigned", "guest", "open", { assigneeId: "nancy" }, ["request-assigned → assignee"]],
  ["request_assigned", "guest", "open", { assigneeId: "mara" }, []],
  ["request_assigned", "guest", "open", { assigneeId: null }, []],
  ["request_assigned", "guest", "open", { assigneeId: "nancy", bulkId: "of many" }, []],
  ["verification_reminded", "guest", "unverified", { by: "system" }, ["verify-reminder → customer"]],
  ["verification_requested", "staff", "open", {}, ["verify-address → customer"]],
  ["confirmation_requested", "staff", "open", {}, ["confirm-information → owners"]],
  ["export_ready", "guest", "open", {}, [], ["export-ready → settings, exporter"], ["export-preparing → customer"]],
  ["export_failed", "guest", "open", {}, [], ["export-failed → settings"], ["export-failed → customer"]],
  ["delivery_created", "guest", "open", { method: "link" }, []],
  ["delivery_created", "guest", "open", { method: "link", approval: true }, ["approval-needed → approvers"]],
  ["delivery_started", "guest", "open", { method: "link", encrypted: false }, LINK, [], SENT],
  ["delivery_started", "guest", "open", { method: "encrypted_email", encrypted: false }, LINK, [], SENT],
  ["delivery_started", "guest", "open", { method: "encrypted_email", encrypted: true }, ENCRYPTED],
  ["delivery_started", "guest", "open", { method: "password_zip", encrypted: false }, []],
  ["delivery_started", "guest", "open", { method: "outside", encrypted: false }, []],
  ["delivery_withheld", "guest", "open", {}, ["partly-refused → customer"]],
  ["delivery_withheld", "staff", "open", { proved: false }, []],
  ["delivery_sent", "guest", "answered", { by: "system" }, [], [], SENT],
  ["delivery_opened", "guest", "open", { by: "customer" }, [], [], both("delivery-opened")],
  ["delivery_downloaded", "guest", "open", { by: "customer" }, [], both("delivery-downloaded")],
  ["delivery_downloaded", "guest", "open", { by: "merchant" }, []],
  ["delivery_expired", "guest", "open", { by: "system", unread: true }, [], both("delivery-expired")],
  ["delivery_expired", "guest", "answered", { by: "system" }, []],
  ["delivery_revoked", "guest", "open", { linkSent: true }, [], both("delivery-revoked")],
  ["delivery_revoked", "guest", "open", {}, [], ["delivery-revoked → settings"]],
  ["delivery_revoked", "guest", "refused", { by: "system", linkSent: true }, []],
  ["delivery_failed", "guest", "open", { by: "system" }, [], ["delivery-failed → settings"]],
  ["delivery_link_resent", "guest", "open", {}, LINK],
  ["delivery_key_added", "guest", "open", {}, ENCRYPTED],
  ["delivery_code_requested", "guest", "open", {}, ["delivery-code → customer"]],
  ["message_sent", "guest", "open", {}, ["message-sent → customer"]],
  ["message_received", "guest", "open", { by: "customer" }, [], ["message-received → settings"]],
  ["agent_confirmation_requested", "staff", "open", {}, ["agent-confirm → customer"]],
  ["agent_confirmed", "guest", "open", { by: "customer" }, [], ["message-received → settings"]],
  ["proof_requested", "guest", "open", {}, ["proof-requested → customer"]],
  ["proof_given", "guest", "open", { by: "customer" }, [], ["message-received → settings"]],
  ["message_code_requested", "guest", "open", { by: "customer" }, ["message-code → customer"]],
  ["request_answered", "staff", "answered", {}, [], ["request-answered → customer", "request-answered → settings"]],
  [
    "request_answered",
    "guest",
    "answered",
    { answer: "no_data" },
    ["no-data → customer"],
    ["request-answered → settings"],
  ],
  [
    "request_answered",
    "guest",
    "answered",
    { answer: "done", asksFor: "correction" },
    ["corrected → customer"],
    ["request-answered → settings"],
  ],
  // It would show the record's values to whoever has the address.
  [
    "request_answered",
    "staff",
    "answered",
    { answer: "done", asksFor: "correction", proved: false },
    [],
    both("request-answered"),
  ],
  ["erasure_approved", "guest", "open", {}, ["erasure-approved → customer"]],
  ["erasure_approved", "shopify", "open", {}, []],
  ["erasure_held", "guest", "open", {}, []],
  ["erasure_held", "guest", "open", { stopped: true }, ["erasure-stopped → customer"]],
  ["erasure_finished", "guest", "answered", {}, ["erased → customer"]],
  ["erasure_finished", "shopify", "answered", {}, []],
  ["request_reopened", "guest", "open", {}, [], both("request-reopened")],
  ["request_extended", "guest", "open", {}, ["request-extended → customer"], [], ["request-extended → settings"]],
  ["request_paused", "guest", "open", {}, ["request-paused → customer"]],
  ["request_paused", "guest", "open", { byMessage: true }, []],
  ["pause_reminded", "guest", "open", { by: "system" }, ["request-paused → customer"]],
  ["request_resumed", "guest", "open", {}, []],
  ["request_refused", "guest", "refused", {}, ["request-refused → customer"], ["request-refused → settings"]],
  ["request_cancelled", "guest", "cancelled", {}, [], ["request-cancelled → customer", "request-cancelled → settings"]],
];

const all = (enabled: boolean) => settingsBy(() => enabled);

function decided(
  [type, source, state, { by = "merchant", proved, asksFor = "export", ...data }]: Case,
  settings: NotificationSettings,
) {
  const actor = { kind: by, id: by === "merchant" ? "mara" : null };
  return decideEmails(
    {
      ...{ type, data, actor },
      request: { type: asksFor, source, state, emailVerified: proved ?? source !== "staff" },
    } as NotifiedEvent,
    settings,
  )
    .map(({ kind, audience, recipients }) => `${kind} → ${audience === "customer" ? audience : recipients.join(", ")}`)
    .sort();
}

test.each(cases)("%s (%s, %s, %j) sends its emails", (...row) => {
  const [, , , , always, byDefault = [], ifTurnedOn = []] = row;
  expect(decided(row, all(false))).toEqual(always);
  expect(decided(row, FIRST_SETTINGS)).toEqual([...always, ...byDefault].sort());
  expect(decided(row, all(true))).toEqual([...always, ...byDefault, ...ifTurnedOn].sort());
});

test("no other event sends anything", () => {
  const named = new Set(cases.map(([type]) => type));
  const others = eventTypes.filter((type) => !named.has(type));
  expect(others.length).toBeGreaterThan(10);
  for (const type of others)
    for (const source of ["guest", "signed_in", "staff"] as const)
      expect(decided([type, source, "open", { encrypted: true, approval: true }, []], all(true))).toEqual([]);
});

/** Lines of no event: the daily digest reads them. */
const dueMarks = Object.keys(notificationGroups.due);

test("each checkbox turns off exactly its own email, except one that is always sent", () => {
  for (const event of notificationEvents.filter((name) => !dueMarks.includes(name)))
    for (const audience of ["customer", "store"] as const) {
      const settings = { ...all(true), [event]: { ...all(true)[event], [audience]: false } };
      const source = event === "request_made" ? "signed_in" : "guest";
      const data = { assigneeId: "nancy", linkSent: true, unread: true, by: "customer" } as const;
      const row: Case = [event as EventType, source, "open", data, []];
      if (!isOptional(event, audience)) {
        expect(decided(row, settings)).toEqual(decided(row, all(true)));
        continue;
      }
      const gone = decided(row, all(true)).filter((email) => !decided(row, settings).includes(email));
      expect(gone, `${event}: ${audience}`).toHaveLength(1);
      expect(gone[0]?.endsWith("customer")).toBe(audience === "customer");
    }
});

test("a line says always, never, or can be changed, as its emails are", () => {
  for (const event of notificationEvents.filter((name) => !dueMarks.includes(name)))
    for (const audience of ["customer", "store"] as const) {
      // To a customer who asks again, the line of what they repeat decides.
      if (event === "request_repeated" && audience === "customer") continue;
      const types = (event === "delivery_sent" ? [event, "delivery_started"] : [event]) as EventType[];
      const rows = emailsTo(audience).flatMap(([, row]) => (types.some((type) => row.sentOn[type]) ? [row] : []));
      const standing = standingOf(event, audience);
      expect(rows.length === 0, `${event}: ${audience}`).toBe(standing === "never");
      expect(
        rows.some(({ optional }) => optional),
        `${event}: ${audience}`,
      ).toBe(standing === "on" || standing === "off");
    }
});

test("every optional email is sent only on events that have a checkbox", () => {
  for (const audience of ["customer", "store"] as const)
    for (const [kind, { optional, sentOn }] of emailsTo(audience))
      if (optional)
        for (const type of Object.keys(sentOn))
          expect([...notificationEvents, "delivery_started", "proof_given", "agent_confirmed"], kind).toContain(type);
});
