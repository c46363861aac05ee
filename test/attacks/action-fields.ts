import { informationPlaces } from "@/lib/store/information-fields";
import { informationName } from "@/lib/store/information-settings";
import type { World } from "./world";

/** Whose cookie an action is called with. Those that end a session have none: they would end it for all. */
type Caller = "owner" | "customer" | "nobody";

/**
 * What a form of each action holds where nobody means harm, by the name that the action is exported by.
 * @param number which of the requests, deliveries and tokens: one that was used up takes no further input.
 */
export function actionFields(
  world: World,
  number: number,
): Record<string, { caller: Caller; fields: Record<string, string> }> {
  const { store, requests, deliveries, exportId, customerId, tokens, publicKey } = world;
  const any = (ids: string[]) => ids[number % ids.length] ?? "";
  const owner = (fields: Record<string, string>) => ({ caller: "owner" as const, fields: { store, ...fields } });
  const anyone = (fields: Record<string, string>) => ({ caller: "nobody" as const, fields: { store, ...fields } });
  const request = { request: any(requests) };
  const underWay = { ...deliveries[number % deliveries.length] };
  const place = { export: exportId, view: "section=orders", row: "0" };
  const email = `guest-${number}@mail.example`;
  return {
    leaveDemo: anyone({}),
    signOut: anyone({}),
    signIn: { caller: "nobody", fields: { email, password: "not the password", next: "/dashboard/demo/customers" } },
    setPassword: { caller: "nobody", fields: { token: any(tokens.password), password: `long enough ${email}` } },
    changeOwnPassword: {
      caller: "owner",
      fields: { currentPassword: "not the password", password: `long enough ${number}` },
    },
    signOutElsewhere: { caller: "owner", fields: { endPassword: "not the password" } },
    chooseLanguage: { caller: "nobody", fields: { locale: "de" } },
    requestAsGuest: anyone({ email, type: "export" }),
    requestSignedIn: { caller: "customer", fields: { store, type: "export" } },
    sendLink: anyone({ email }),
    continueSignIn: anyone({ link: "", token: "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", next: "account" }),
    cancelRequest: anyone({ token: any(tokens.verification) }),
    sendCode: anyone({ token: tokens.delivery }),
    signInFirst: anyone({ token: tokens.delivery }),
    sendEncrypted: anyone({ token: tokens.delivery, publicKey }),
    requestData: owner({ customer: customerId }),
    exportAgain: owner({ requestId: any(requests) }),
    redact: owner({
      ...place,
      section: "orders",
      scope: "value",
      pointer: "/name",
      column: "/name",
      reason: "other",
      reasonText: "kept by our lawyers",
    }),
    undo: owner({ ...place, redaction: exportId }),
    startExport: owner(request),
    markAsAnswered: owner(request),
    refuse: owner({ ...request, reason: "You asked last week." }),
    chooseCustomer: owner({ ...request, customer: customerId }),
    askToVerify: owner(request),
    assign: owner({ ...request, assignee: world.merchantId }),
    writeNote: owner({ ...request, note: "Called them." }),
    removeNote: owner({ ...request, note: exportId }),
    deliver: owner({ ...request, method: "outside", how: "post", note: "By post", publicKey }),
    sendAgain: owner(underWay),
    revoke: owner(underWay),
    approve: owner(underWay),
    decline: owner(underWay),
    passOn: owner(underWay),
    makePasswordZip: owner(underWay),
    createHandoffSecret: owner({}),
    saveDataRequests: owner({
      guestsSupported: "on",
      responsePeriod: "1",
      responsePeriodUnit: "months",
      exportLifetimeDays: "30",
      name: "Alder & Finch",
      contactEmail: "privacy@demo.example",
      privacyPolicyUrl: "https://demo.example/privacy",
      locale: "en",
      accentColor: "#1f5f4a",
      logo: "",
    }),
    saveDelivery: owner({ deliveryMethod: "link", recordLifetimeMonths: "36" }),
    saveNotifications: owner({
      recipients: "owner@demo.example\r\ndesk@demo.example",
      senderName: "Alder & Finch",
      replyTo: "privacy@demo.example",
      "request_made-customer": "on",
      "request_made-store": "on",
    }),
    saveInformation: owner({
      language: "en",
      ...Object.fromEntries(informationPlaces.map((place) => [informationName(place), "A text"])),
    }),
  };
}
