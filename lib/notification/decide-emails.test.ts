import { expect, test } from "vitest";
import { eventTypes } from "@/lib/event/event-types";
import type { Answer, DeliveryMethod } from "@/prisma/generated/client";
import { decideEmails } from "./decide-emails";
import { emailsTo, isOptional, type NotifiedEvent } from "./email-table";
import { FIRST_SETTINGS, type NotificationSettings, notificationEvents } from "./notification-settings";

type Case = [
  type: NotifiedEvent["type"],
  source: NotifiedEvent["request"]["source"],
  state: NotifiedEvent["request"]["state"],
  /** What of its data decides. */
  data: { method?: DeliveryMethod; encrypted?: boolean; approval?: true; answer?: Answer },
  /** "kind → recipient": sent whatever the settings, by default, and only if turned on. */
  always: string[],
  byDefault?: string[],
  ifTurnedOn?: string[],
];

const RECEIVED = "request-received → customer";
const NEW = "new-request → settings";
const VERIFY = ["verify-request → customer"];
const LINK = ["delivery-link → customer"];
const ENCRYPTED = ["encrypted-delivery → customer"];

const cases: Case[] = [
  ["request_made", "guest", "unverified", {}, VERIFY],
  ["request_made", "guest", "open", {}, []],
  ["request_made", "signed_in", "open", {}, [], [RECEIVED, NEW]],
  ["request_made", "staff", "open", {}, []],
  ["request_repeated", "guest", "unverified", {}, VERIFY],
  ["request_repeated", "guest", "open", {}, [], [RECEIVED]],
  ["request_repeated", "guest", "answered", {}, []],
  ["request_repeated", "signed_in", "open", {}, [], [RECEIVED]],
  ["request_repeated", "signed_in", "refused", {}, []],
  ["request_repeated", "staff", "open", {}, ["verify-address → customer"]],
  ["request_entered", "staff", "open", {}, []],
  ["request_verified", "guest", "open", {}, [], [RECEIVED, NEW]],
  ["verification_requested", "staff", "open", {}, ["verify-address → customer"]],
  ["confirmation_requested", "staff", "open", {}, ["confirm-information → owners"]],
  ["export_ready", "guest", "open", {}, [], ["export-ready → owners"], ["export-preparing → customer"]],
  ["export_failed", "guest", "open", {}, [], ["export-failed → settings"], ["export-failed → customer"]],
  ["delivery_created", "guest", "open", { method: "link" }, []],
  ["delivery_created", "guest", "open", { method: "link", approval: true }, ["approval-needed → approvers"]],
  ["delivery_started", "guest", "open", { method: "link", encrypted: false }, LINK],
  ["delivery_started", "guest", "open", { method: "encrypted_email", encrypted: false }, LINK],
  ["delivery_started", "guest", "open", { method: "encrypted_email", encrypted: true }, ENCRYPTED],
  ["delivery_started", "guest", "open", { method: "password_zip", encrypted: false }, []],
  ["delivery_started", "guest", "open", { method: "outside", encrypted: false }, []],
  ["delivery_link_resent", "guest", "open", {}, LINK],
  ["delivery_key_added", "guest", "open", {}, ENCRYPTED],
  ["delivery_code_requested", "guest", "open", {}, ["delivery-code → customer"]],
  ["request_answered", "staff", "answered", {}, [], ["request-answered → customer", "request-answered → settings"]],
  [
    "request_answered",
    "guest",
    "answered",
    { answer: "no_data" },
    ["no-data → customer"],
    ["request-answered → settings"],
  ],
  ["request_reopened", "guest", "open", {}, []],
  ["request_refused", "guest", "refused", {}, ["request-refused → customer"], ["request-refused → settings"]],
  ["request_cancelled", "guest", "cancelled", {}, [], ["request-cancelled → customer", "request-cancelled → settings"]],
];

const all = (enabled: boolean) =>
  Object.fromEntries(
    notificationEvents.map((name) => [name, { customer: enabled, store: enabled }]),
  ) as NotificationSettings;

function decided([type, source, state, data]: Case, settings: NotificationSettings) {
  return decideEmails({ type, data, request: { source, state } } as NotifiedEvent, settings)
    .map(({ kind, audience, recipients }) => `${kind} → ${audience === "customer" ? audience : recipients}`)
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

test("each checkbox turns off exactly its own email, except one that the law requires", () => {
  for (const event of notificationEvents)
    for (const audience of ["customer", "store"] as const) {
      const settings = { ...all(true), [event]: { ...all(true)[event], [audience]: false } };
      const source = event === "request_made" ? "signed_in" : "guest";
      const row: Case = [event, source, "open", {}, []];
      if (!isOptional(event, audience)) {
        expect(decided(row, settings)).toEqual(decided(row, all(true)));
        continue;
      }
      const gone = decided(row, all(true)).filter((email) => !decided(row, settings).includes(email));
      expect(gone, `${event}: ${audience}`).toHaveLength(1);
      expect(gone[0]?.endsWith("customer")).toBe(audience === "customer");
    }
});

test("every optional email is sent only on events that have a checkbox", () => {
  for (const audience of ["customer", "store"] as const)
    for (const [kind, { optional, sentOn }] of emailsTo(audience))
      if (optional)
        for (const type of Object.keys(sentOn))
          expect([...notificationEvents, "request_repeated"], kind).toContain(type);
});
