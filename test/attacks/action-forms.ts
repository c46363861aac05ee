import { versionOf } from "@/lib/correction/value-version";
import type { Permission } from "@/lib/sign-in/permissions";
import { informationPlaces } from "@/lib/store/article15";
import { informationName } from "@/lib/store/information-settings";

/** What the forms name, all of one store. */
export interface Target {
  requestId: string;
  deliveryId: string;
  exportId: string;
  customerId: string;
  memberId: string;
  noteId: string;
  redactionId: string;
  importId: string;
  invitationId: string;
  bulkId: string;
  addedItemId: string;
  /** Of a live source, in its store. */
  connectionNumber: number;
  /** Of a person who makes a request. */
  email: string;
  publicKey: string;
  /** The secrets of links that work. */
  tokens: {
    delivery: string;
    messages: string;
    agent: string;
    verification: string;
    signIn: string;
    password: string;
    invitation: string;
  };
}

interface ActionForm {
  /** The permission; "token": anyone with a link of the store; "anyone": why nobody is refused. */
  needs: Permission | "token" | { anyone: string };
  /** Who calls it, if not an owner for what needs a permission, and else nobody. */
  caller?: "owner" | "customer";
  /** The fields of the form, besides the store. */
  fields: (target: Target) => Record<string, string>;
  /** SQL that puts the delivery $1 into the state that the action expects. */
  prepare?: string;
  /** Its fields name nothing of a store, so that everyone may send them to their own. */
  namesNothing?: true;
  /** A permitted call changes nothing in the database: only its answer is secret, or holds this text. */
  changesNothing?: true | string;
}

const noFields = () => ({});
const ofRequest = ({ requestId }: Target) => ({ request: requestId });
const ofRecord = (target: Target) => ({
  ...{ ...ofRequest(target), source: "dossier-database", record: `customer:${target.customerId}` },
});
const proposed =
  "UPDATE request_record SET state = 'proposed' FROM delivery WHERE delivery.request_id = request_record.request_id AND delivery.id = $1";
const ofConnection = ({ connectionNumber }: Target) => ({ number: String(connectionNumber) });
const ofDelivery = ({ requestId, deliveryId }: Target) => ({ request: requestId, delivery: deliveryId });
const information = Object.fromEntries(informationPlaces.map((place) => [informationName(place), "A text"]));
const awaiting = "UPDATE delivery SET state = 'awaiting_approval', created_by_id = gen_random_uuid() WHERE id = $1";
const asZip = "UPDATE delivery SET method = 'password_zip' WHERE id = $1";
const ofStore = "WHERE store_id = (SELECT store_id FROM delivery WHERE id = $1)";
/** The request becomes one of an erasure, whose deliveries have ended. */
const asErasure = `gone AS (DELETE FROM delivery WHERE id = $1 RETURNING store_id, request_id),
  typed AS (UPDATE request SET type = 'erasure' FROM gone WHERE request.id = gone.request_id)`;
const planned = (state: string) => `${asErasure}, planned AS (
  INSERT INTO erasure_plan (store_id, request_id, state, subject, approved_by_id, approved_by_name, approved_at, starts_at)
  SELECT store_id, request_id, '${state}'::erasure_state, '{}', gen_random_uuid(), 'Mara', now(), now() FROM gone)`;
const withStep = (kind: string, state: string) => `WITH ${planned("running")}
  INSERT INTO erasure_step (store_id, request_id, number, kind, state)
  SELECT store_id, request_id, 1, '${kind}', '${state}'::erasure_step_state FROM gone`;
const ofValue = (target: Target) => ({ ...ofRequest(target), customer: target.customerId, field: "note" });
/** The request becomes one of a correction, about a customer of whom nothing is noted. */
const asCorrection = `WITH gone AS (SELECT store_id, request_id FROM delivery WHERE id = $1),
  typed AS (UPDATE request SET type = 'correction' FROM gone WHERE request.id = gone.request_id),
  empty AS (UPDATE customer SET note = NULL FROM gone WHERE customer.store_id = gone.store_id)`;
const unconfirmed =
  "UPDATE agent SET asked_at = NULL, mandate_seen_at = NULL, confirmed_at = NULL FROM delivery WHERE delivery.request_id = agent.request_id AND delivery.id = $1";
const without = "DELETE FROM delivery WHERE id = $1";

/** A permitted call of each action, by the name that it is exported by. The tests expect one of each action of the build. */
export const actionForms: Record<string, ActionForm> = {
  requestAsGuest: {
    needs: { anyone: "everyone may send a request" },
    fields: ({ email }) => ({ email, type: "export", hint: "Order 1001" }),
  },
  sendLink: { needs: { anyone: "the link is sent to the inbox only" }, fields: ({ email }) => ({ email }) },
  chooseLanguage: { needs: { anyone: "sets a cookie of the browser" }, fields: () => ({ locale: "de" }) },
  signIn: {
    needs: { anyone: "asks for the password: see enumeration" },
    fields: ({ email }) => ({ email, password: "not the password", next: "/dashboard/demo/customers" }),
  },
  sendPasswordLink: { needs: { anyone: "the link is sent to the inbox only" }, fields: ({ email }) => ({ email }) },
  signOut: { needs: { anyone: "ends the caller's session" }, fields: noFields },
  leaveDemo: { needs: { anyone: "ends the caller's session" }, fields: noFields },
  changeOwnPassword: {
    needs: { anyone: "asks for the caller's session and password: see sessions" },
    caller: "owner",
    fields: ({ email }) => ({ currentPassword: "not the password", password: `long enough ${email}` }),
  },
  signOutElsewhere: {
    needs: { anyone: "asks for the caller's session and password: see sessions" },
    caller: "owner",
    fields: () => ({ endPassword: "not the password" }),
  },
  changeOwnEmail: {
    needs: { anyone: "asks for the caller's session and password: see change-email.test" },
    caller: "owner",
    fields: ({ email }) => ({ newEmail: email, emailPassword: "not the password" }),
  },
  withdrawOwnEmailChange: {
    needs: { anyone: "asks for the caller's session" },
    caller: "owner",
    fields: noFields,
  },
  savePreferences: {
    needs: { anyone: "asks for the caller's session" },
    caller: "owner",
    fields: () => ({ locale: "en", timeZone: "Europe/Berlin" }),
  },
  // On a page of the dashboard, which leads everyone else to the sign-in.
  switchLanguage: {
    needs: { anyone: "sets the caller's own language" },
    caller: "owner",
    fields: () => ({ locale: "en" }),
  },
  confirmEmailChange: {
    needs: { anyone: "asks for a link of no store: see change-email.test" },
    fields: ({ tokens }) => ({ token: tokens.password }),
  },
  stopEmailChange: {
    needs: { anyone: "asks for a link of no store: see change-email.test" },
    fields: ({ tokens }) => ({ token: tokens.password }),
  },
  setPassword: {
    needs: { anyone: "asks for a link of no store: see sessions" },
    fields: ({ tokens, email }) => ({ token: tokens.password, password: `long enough ${email}` }),
  },
  createFirstStore: {
    needs: { anyone: "asks for a link that no deployment with a store has: see create-first-store.test" },
    fields: ({ tokens, email }) => ({
      ...{ token: tokens.password, storeName: "Second", slug: "second", locale: "en", timeZone: "UTC" },
      ...{ name: "Ann", email, password: "seven green umbrellas" },
    }),
  },
  requestSignedIn: {
    needs: { anyone: "asks for a session of the store: see authorization" },
    caller: "customer",
    fields: () => ({ type: "export" }),
  },
  withdraw: {
    needs: { anyone: "asks for a session of the store: see authorization" },
    caller: "customer",
    fields: ofRequest,
  },
  withdrawErasureByLink: {
    needs: "token",
    fields: ({ tokens }) => ({ token: tokens.verification }),
    prepare: `WITH ${planned("waiting")}
      INSERT INTO erasure_link (store_id, request_id, token_hash)
      SELECT gone.store_id, gone.request_id, token_hash FROM gone JOIN verification USING (store_id, request_id)`,
  },
  // The link is not enough: the session must be of its address, or the password right.
  acceptInvitation: {
    needs: "token",
    fields: ({ tokens }) => ({ token: tokens.invitation }),
    changesNothing: true,
  },
  signInAndAccept: {
    needs: "token",
    fields: ({ tokens }) => ({ token: tokens.invitation, password: "not the password" }),
    changesNothing: true,
  },
  joinAsNew: {
    needs: "token",
    fields: ({ tokens }) => ({ token: tokens.invitation, name: "Ann", password: "seven green umbrellas" }),
  },
  cancelRequest: {
    needs: "token",
    fields: ({ tokens }) => ({ token: tokens.verification }),
    prepare: "UPDATE request SET state = 'unverified' WHERE id = (SELECT request_id FROM delivery WHERE id = $1)",
  },
  continueSignIn: { needs: "token", fields: ({ tokens }) => ({ link: tokens.signIn, token: "", next: "account" }) },
  sendCode: { needs: "token", fields: ({ tokens }) => ({ token: tokens.delivery }) },
  sendMessageCode: { needs: "token", fields: ({ tokens }) => ({ token: tokens.messages }) },
  confirmOwnAgent: { needs: "token", fields: ({ tokens }) => ({ token: tokens.agent }) },
  // No code was sent.
  openMessages: {
    needs: "token",
    fields: ({ tokens }) => ({ token: tokens.messages, code: "123456" }),
    changesNothing: "This code is no longer valid",
  },
  sendAnswer: {
    needs: { anyone: "asks for the cookie of a code, or the request's own session: see messages.test" },
    fields: (target) => ({ ...ofRequest(target), answer: "The second one" }),
  },
  sendProof: {
    needs: { anyone: "asks for the cookie of a code, or the request's own session: see messages.test" },
    fields: (target) => ({ ...ofRequest(target), order_number: "#1001", postal_code: "12209" }),
  },
  removeAnswerFile: {
    needs: { anyone: "asks for the cookie of a code, or the request's own session: see messages.test" },
    fields: (target) => ({ ...ofRequest(target), file: target.noteId }),
  },
  signInFirst: { needs: "token", fields: ({ tokens }) => ({ token: tokens.delivery }), changesNothing: true },
  // The link is not enough: the browser must have entered a code.
  sendEncrypted: {
    needs: "token",
    fields: ({ tokens, publicKey }) => ({ token: tokens.delivery, publicKey }),
    changesNothing: true,
  },

  requestData: { needs: "export.start", fields: ({ customerId }) => ({ customer: customerId }), prepare: without },
  addRequest: {
    needs: "request.enter",
    fields: ({ email, customerId }) => ({
      ...{
        customer: customerId,
        receivedOn: new Date().toISOString().slice(0, 10),
        channel: "letter",
        name: "Ada Byron",
      },
      ...{
        email,
        phone: "+44 20 7946 0000",
        country: "GB",
        identity: "other",
        identityNote: "Met her",
        note: "A note",
      },
    }),
  },
  exportAgain: { needs: "export.start", fields: ({ requestId }) => ({ requestId }), prepare: without },
  startExport: { needs: "export.start", fields: ofRequest, prepare: without },
  erase: {
    needs: "customer.erase",
    fields: ({ customerId }) => ({ customer: customerId }),
    // While a request of the customer is open, nobody erases them.
    changesNothing: "This customer has an open request",
  },
  previewCopy: { needs: "export.download", fields: ({ exportId }) => ({ export: exportId }) },
  redact: {
    needs: "export.redact",
    fields: ({ exportId }) => ({
      ...{ export: exportId, view: "section=orders", row: "0", section: "orders", scope: "section" },
      ...{ pointer: "/name", column: "/name", reason: "other", reasonText: "kept by our lawyers" },
    }),
  },
  markSection: {
    needs: "export.redact",
    fields: ({ exportId }) => ({ export: exportId, view: "section=orders", section: "orders", reviewed: "yes" }),
  },
  redactEverywhere: {
    needs: "export.redact",
    fields: ({ exportId }) => ({
      ...{ export: exportId, view: "section=orders", row: "0", section: "orders" },
      ...{ pointer: "/email", reason: "other_person", reasonText: "" },
    }),
    // The target's archive is noise, so the call gets as far as reading it.
    changesNothing: "This export no longer exists",
  },
  undoAll: {
    needs: "export.redact",
    fields: ({ exportId, redactionId }) => ({ export: exportId, view: "section=orders", row: "0", group: redactionId }),
    prepare: "UPDATE redaction SET group_id = id WHERE export_id = (SELECT export_id FROM delivery WHERE id = $1)",
  },
  undo: {
    needs: "export.redact",
    fields: ({ exportId, redactionId }) => ({
      export: exportId,
      view: "section=orders",
      row: "0",
      redaction: redactionId,
    }),
  },
  closeWithoutDelivery: {
    needs: "request.answer",
    fields: (target) => ({ ...ofRequest(target), answer: "withdrawn", note: "By phone" }),
    prepare: without,
  },
  reopen: {
    needs: "request.answer",
    fields: ofRequest,
    prepare: `UPDATE request SET state = 'answered', answer = 'other', closed_at = now() WHERE id = (SELECT request_id FROM delivery WHERE id = $1)`,
  },
  extend: { needs: "request.answer", fields: (target) => ({ ...ofRequest(target), reason: "There are many orders." }) },
  pause: {
    needs: "request.answer",
    fields: (target) => ({ ...ofRequest(target), reason: "identity", question: "Which orders are yours?" }),
  },
  endPause: {
    needs: "request.answer",
    fields: ofRequest,
    prepare: `INSERT INTO request_pause (store_id, id, request_id, reason, question, started_at)
              SELECT store_id, gen_random_uuid(), request_id, 'identity', 'Which orders are yours?', now() FROM delivery WHERE id = $1`,
  },
  refuse: { needs: "request.refuse", fields: (target) => ({ ...ofRequest(target), reason: "You asked last week." }) },
  approveErase: { needs: "request.approve_erasure", fields: ofRequest, prepare: `WITH ${asErasure} SELECT 1` },
  holdErase: {
    needs: "request.approve_erasure",
    fields: (target) => ({ ...ofRequest(target), reason: "A lawsuit" }),
    prepare: `WITH ${asErasure} SELECT 1`,
  },
  liftErase: {
    needs: "request.approve_erasure",
    fields: ofRequest,
    prepare: `WITH ${asErasure} INSERT INTO erasure_hold (store_id, request_id, reason, set_by_name, set_at)
      SELECT store_id, request_id, 'A lawsuit', 'Mara', now() FROM gone`,
  },
  withdrawErase: { needs: "request.refuse", fields: ofRequest, prepare: `WITH ${asErasure} SELECT 1` },
  tickErase: {
    needs: "request.answer",
    fields: (target) => ({ ...ofRequest(target), number: "1" }),
    prepare: withStep("by_hand", "pending"),
  },
  correctValue: {
    needs: "request.answer",
    fields: (target) => ({ ...ofValue(target), shown: versionOf(null), value: "A note" }),
    prepare: `${asCorrection} SELECT 1`,
  },
  undoValue: {
    needs: "request.answer",
    fields: ofValue,
    prepare: `${asCorrection} INSERT INTO correction_change (store_id, request_id, customer_id, field, old_value, by_name)
      SELECT store_id, request_id, substring(record FROM 10)::uuid, 'note', 'A note', 'Mara'
        FROM gone JOIN request_record USING (store_id, request_id) WHERE record LIKE 'customer:%'`,
  },
  tellSystem: { needs: "request.answer", fields: (target) => ({ ...ofRequest(target), system: "shop" }) },
  retryErase: { needs: "request.answer", fields: ofRequest, prepare: withStep("live", "failed") },
  finishErase: { needs: "request.answer", fields: ofRequest, prepare: withStep("by_hand", "done") },
  addDataText: {
    needs: "request.add_data",
    fields: (target) => ({ ...ofRequest(target), system: "Helpdesk", asOf: "2026-03-01", text: "A ticket" }),
  },
  removeData: {
    needs: "request.add_data",
    fields: (target) => ({ ...ofRequest(target), item: target.addedItemId }),
  },
  addOrder: {
    needs: "request.link_customer",
    fields: (target) => ({ ...ofRequest(target), order: target.customerId, reason: "named_order" }),
    changesNothing: "Check this field", // no such order
  },
  searchSources: { needs: "request.link_customer", fields: ofRequest },
  acceptRecord: { needs: "request.link_customer", fields: ofRecord, prepare: proposed },
  rejectRecord: { needs: "request.link_customer", fields: ofRecord, prepare: proposed },
  chooseCustomer: {
    needs: "request.link_customer",
    fields: (target) => ({ ...ofRequest(target), customer: target.customerId }),
    // A request with an export cannot be linked to another customer.
    prepare: `WITH gone AS (DELETE FROM delivery WHERE id = $1 RETURNING request_id),
                   none AS (DELETE FROM export USING gone WHERE export.request_id = gone.request_id)
              DELETE FROM request_record USING gone WHERE request_record.request_id = gone.request_id`,
  },
  sendQuestion: { needs: "request.answer", fields: (target) => ({ ...ofRequest(target), question: "Which order?" }) },
  setAgent: { needs: "request.verify", fields: (target) => ({ ...ofRequest(target), agent: "Ada Lovelace" }) },
  askPerson: { needs: "request.verify", fields: ofRequest, prepare: unconfirmed },
  seeMandate: { needs: "request.verify", fields: ofRequest, prepare: unconfirmed },
  askProof: { needs: "request.verify", fields: (target) => ({ ...ofRequest(target), proof: "two_facts" }) },
  markRead: {
    needs: "request.answer",
    fields: ofRequest,
    prepare: `INSERT INTO message (store_id, id, request_id, author, text)
      SELECT store_id, gen_random_uuid(), request_id, 'customer', 'The second one' FROM delivery WHERE id = $1`,
  },
  askToVerify: {
    needs: "request.verify",
    fields: ofRequest,
    prepare: "UPDATE request SET email_verified = false WHERE id = (SELECT request_id FROM delivery WHERE id = $1)",
  },
  assign: { needs: "request.assign", fields: (target) => ({ ...ofRequest(target), assignee: target.memberId }) },
  actOnSelected: {
    needs: "request.bulk",
    fields: ({ requestId, memberId }) => ({ act: "assign", assignee: memberId, request: requestId, view: "" }),
  },
  confirmSelected: {
    needs: "request.bulk",
    fields: ({ bulkId }) => ({ bulk: bulkId, view: "" }),
    prepare: `UPDATE bulk_act SET state = 'asked', kind = 'resend' ${ofStore}`,
  },
  undoSelected: {
    needs: "request.bulk",
    fields: ({ bulkId }) => ({ bulk: bulkId }),
    prepare: `UPDATE bulk_act SET state = 'finished', kind = 'assign', finished_at = now() ${ofStore}`,
  },
  writeNote: { needs: "request.write_note", fields: (target) => ({ ...ofRequest(target), note: "Called them." }) },
  removeNote: { needs: "request.write_note", fields: (target) => ({ ...ofRequest(target), note: target.noteId }) },
  deliver: {
    needs: "delivery.create",
    fields: (target) => ({
      ...ofRequest(target),
      ...{ method: "outside", how: "post", note: "By post", message: "Thank you", publicKey: target.publicKey },
    }),
    prepare: without,
  },
  askOwners: {
    needs: "delivery.create",
    fields: ofRequest,
    prepare: `UPDATE store SET information_confirmed_at = NULL WHERE id = (SELECT store_id FROM delivery WHERE id = $1)`,
  },
  sendAgain: { needs: "delivery.manage", fields: ofDelivery },
  revoke: { needs: "delivery.manage", fields: ofDelivery },
  approve: { needs: "delivery.approve", fields: ofDelivery, prepare: awaiting },
  decline: { needs: "delivery.approve", fields: ofDelivery, prepare: awaiting },
  passOn: { needs: "delivery.manage", fields: ofDelivery, prepare: asZip },
  makePasswordZip: { needs: "delivery.manage", fields: ofDelivery, prepare: asZip, changesNothing: true },

  openUpload: {
    needs: "import.run",
    fields: noFields,
    prepare: "DELETE FROM import WHERE store_id = (SELECT store_id FROM delivery WHERE id = $1)",
  },
  runImport: { needs: "import.run", fields: ({ importId }) => ({ import: importId }) },
  discardUpload: { needs: "import.run", fields: ({ importId }) => ({ import: importId }) },

  invite: { needs: "team.manage", fields: ({ email }) => ({ email, role: "staff" }), namesNothing: true },
  resendInvitation: { needs: "team.manage", fields: ({ invitationId }) => ({ invitation: invitationId }) },
  withdrawInvitation: { needs: "team.manage", fields: ({ invitationId }) => ({ invitation: invitationId }) },
  changeRole: { needs: "team.manage", fields: ({ memberId }) => ({ member: memberId, role: "owner" }) },
  removeMember: { needs: "team.manage", fields: ({ memberId }) => ({ member: memberId }) },
  createHandoffSecret: { needs: "settings.manage", fields: noFields },
  chooseHandoffSource: { needs: "settings.manage", fields: () => ({ source: "dossier-database" }) },
  // Says what is wrong with it.
  checkHandoff: {
    needs: "settings.manage",
    fields: () => ({ token: "a.b.c" }),
    changesNothing: "This is not a JSON Web Token",
  },
  // Nothing answers there.
  connectOpenid: {
    needs: "settings.manage",
    fields: () => ({
      discoveryUrl: "https://id.example/.well-known/openid-configuration",
      clientId: "dossier",
      clientSecret: "s3cr3t",
    }),
    changesNothing: "The provider does not answer",
  },
  disconnectOpenid: {
    needs: "settings.manage",
    fields: noFields,
    prepare: `INSERT INTO openid_provider (store_id, discovery_url, client_id, client_secret, issuer, hosts)
              SELECT store_id, 'https://id.example/', 'dossier', 'sealed', 'https://id.example', '{id.example}'
                FROM delivery WHERE id = $1 ON CONFLICT DO NOTHING`,
  },
  connectSource: {
    needs: "settings.manage",
    fields: () => ({ kind: "web_service", name: "Help desk", address: "https://other-desk.example/dossier" }),
  },
  // Nothing answers there: that is written down.
  checkConnection: { needs: "settings.manage", fields: ofConnection },
  replaceConnectionCredentials: {
    needs: "settings.manage",
    fields: (target) => ({ ...ofConnection(target), kind: "web_service" }),
  },
  keepShopRecords: {
    needs: "settings.manage",
    fields: (target) => ({ ...ofConnection(target), reason: "Invoices have to be kept." }),
    prepare: `INSERT INTO shop_deletion (store_id, number, shop, due_at)
      SELECT store_id, number, 'northwind.myshopify.com', now() + interval '28 days' FROM connection ${ofStore}
      ON CONFLICT (store_id, number) DO UPDATE SET kept_at = NULL`,
  },
  confirmOwnText: {
    needs: "settings.manage",
    fields: ({ connectionNumber }) => ({
      section: `${connectionNumber}-tickets`,
      en: "To answer you",
      de: "Zur Antwort",
    }),
  },
  saveConnectionRights: {
    needs: "settings.manage",
    fields: (target) => ({ ...ofConnection(target), erase: "on", object: "on" }),
  },
  disconnect: { needs: "settings.manage", fields: ofConnection },
  addSystem: {
    needs: "settings.manage",
    fields: () => ({ name: "Old till", contact: "Ada, upstairs" }),
    namesNothing: true,
  },
  removeSystem: {
    needs: "settings.manage",
    fields: ofConnection,
    prepare: `INSERT INTO unconnected_system (store_id, number, name, contact)
              SELECT store_id, 1, 'Old till', 'Ada' FROM delivery WHERE id = $1 ON CONFLICT DO NOTHING`,
  },
  chooseTimeZone: { needs: "settings.manage", fields: () => ({ timeZone: "Europe/Berlin" }) },
  sendTestEmail: { needs: "settings.manage", fields: noFields },
  setShopLinked: { needs: "settings.manage", fields: () => ({ linked: "on" }) },
  hideSetup: {
    needs: "settings.manage",
    fields: noFields,
    // Each step is done.
    prepare: `WITH own AS (UPDATE store SET contact_email = 'privacy@demo.example', established_in = 'DE', information_confirmed_at = now(),
                      shop_linked_at = now(), setup_hidden_at = NULL
                    WHERE id = (SELECT store_id FROM delivery WHERE id = $1) RETURNING id)
              INSERT INTO email (store_id, id, audience, template, locale, "to", to_normalized, state)
              SELECT own.id, gen_random_uuid(), 'store', 'test-email', 'en', merchant.email, merchant.email, 'sent'
                FROM own JOIN membership ON membership.store_id = own.id AND role = 'owner'
                JOIN merchant ON merchant.id = membership.merchant_id LIMIT 1`,
  },
  saveRequestTypes: { needs: "settings.manage", fields: () => ({ erasure: "on", "erasure-countries": "Germany, AT" }) },
  saveLaw: { needs: "settings.manage", fields: () => ({ place: "GB-SCT", gdpr: "on" }) },
  saveDelivery: { needs: "settings.manage", fields: () => ({ deliveryMethod: "outside", retentionMonths: "12" }) },
  saveKeptOrders: {
    needs: "settings.manage",
    fields: () => ({ ordersAreBooks: "on", orderKeepingCountry: "DE", orderKeepingYears: "8" }),
  },
  saveTexts: {
    needs: "settings.manage",
    fields: () => ({
      name: "request-received",
      language: "en",
      subject: "Received: {reference}",
      opening: "Hi",
      closing: "",
    }),
  },
  saveTemplate: {
    needs: "settings.manage",
    fields: () => ({ kind: "refusal", language: "en", name: "Twice", text: "You asked last week." }),
  },
  removeTemplate: {
    needs: "settings.manage",
    fields: ({ requestId }) => ({ template: requestId }),
    prepare: `INSERT INTO answer_template (store_id, id, kind, locale, name, text)
              SELECT store_id, request_id, 'refusal', 'en', 'Twice', 'A text' FROM delivery WHERE id = $1`,
  },
  saveInformation: { needs: "settings.manage", fields: () => ({ language: "en", ...information }) },
  saveNotifications: {
    needs: "settings.manage",
    fields: () => ({
      ...{ recipients: "owner@demo.example\r\nteam@demo.example", senderName: "Alder & Finch" },
      ...{ replyTo: "privacy@demo.example", "request_made-customer": "on", "request_made-store": "on" },
    }),
  },
  saveDataRequests: {
    needs: "settings.manage",
    fields: () => ({
      ...{ guestsSupported: "on", responsePeriod: "1", responsePeriodUnit: "months", exportRetentionDays: "30" },
      ...{ name: "Alder & Finch", contactEmail: "privacy@demo.example", locale: "en", accentColor: "#1f5f4a" },
      privacyPolicyUrl: "https://demo.example/privacy",
      shopUrl: "https://demo.example/",
    }),
  },
};
