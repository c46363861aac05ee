import { informationPlaces } from "@/lib/store/information-fields";
import { informationName } from "@/lib/store/information-settings";
import type { TestDelivery } from "@/test/factories/delivery";

/** What an action works on: of the store that is attacked. */
export interface Prey extends TestDelivery {
  customerId: string;
  noteId: string;
  redactionId: string;
  memberId: string;
  /** Of links that are live. */
  tokens: { verification: string; signIn: string };
}

/** Who may call an action, and a form with which whoever may has it change something. */
interface Right {
  /** The lowest role; "token": whoever holds a link of this store; "anyone": why nobody is refused. */
  needs: "staff" | "owner" | "token" | { anyone: string };
  fields: (prey: Prey) => Record<string, string>;
  /** Brings the prey into the state that the action asks for. */
  prepare?: string;
  /** Whoever may call it changes nothing by it: what it answers is what must not be seen. */
  changesNothing?: true;
}

const information = Object.fromEntries(informationPlaces.map((place) => [informationName(place), "Attacker's"]));
const noFields = () => ({});
const ofRequest = ({ requestId }: Prey) => ({ request: requestId });
const ofDelivery = ({ requestId, deliveryId }: Prey) => ({ request: requestId, delivery: deliveryId });
const awaiting = "UPDATE delivery SET state = 'awaiting_approval', created_by_id = gen_random_uuid() WHERE id = $1";
const asZip = "UPDATE delivery SET method = 'password_zip' WHERE id = $1";
const without = "DELETE FROM delivery WHERE id = $1";

/** By the name that an action is exported by. The test demands that each action of the build has its entry here. */
export const rights: Record<string, Right> = {
  requestAsGuest: { needs: { anyone: "asking is everyone's right" }, fields: noFields },
  sendLink: { needs: { anyone: "the link goes to the inbox alone" }, fields: noFields },
  chooseLanguage: { needs: { anyone: "sets a cookie of the browser's own" }, fields: noFields },
  signIn: { needs: { anyone: "asks for the password: see enumeration" }, fields: noFields },
  signOut: { needs: { anyone: "ends the caller's own session" }, fields: noFields },
  leaveDemo: { needs: { anyone: "ends the caller's own session" }, fields: noFields },
  changeOwnPassword: {
    needs: { anyone: "asks for the caller's own session and password: see sessions" },
    fields: noFields,
  },
  signOutElsewhere: {
    needs: { anyone: "asks for the caller's own session and password: see sessions" },
    fields: noFields,
  },
  setPassword: { needs: { anyone: "asks for a link of no store: see sessions" }, fields: noFields },

  requestSignedIn: { needs: { anyone: "asks for a session of the store: see below" }, fields: noFields },
  cancelRequest: {
    needs: "token",
    fields: ({ tokens }) => ({ token: tokens.verification }),
    prepare: "UPDATE request SET state = 'unverified' WHERE id = (SELECT request_id FROM delivery WHERE id = $1)",
  },
  continueSignIn: { needs: "token", fields: ({ tokens }) => ({ link: tokens.signIn }) },
  sendCode: { needs: "token", fields: ({ token }) => ({ token }) },
  signInFirst: { needs: "token", fields: ({ token }) => ({ token }), changesNothing: true },
  // Holding the link is not enough: the browser must have entered a code.
  sendEncrypted: { needs: "token", fields: ({ token }) => ({ token, publicKey: "none" }), changesNothing: true },

  requestData: { needs: "staff", fields: ({ customerId }) => ({ customer: customerId }), prepare: without },
  exportAgain: { needs: "staff", fields: ({ requestId }) => ({ requestId }), prepare: without },
  startExport: { needs: "staff", fields: ofRequest, prepare: without },
  redact: {
    needs: "staff",
    fields: ({ exportId }) => ({ export: exportId, section: "orders", scope: "section", reason: "security" }),
  },
  undo: { needs: "staff", fields: ({ exportId, redactionId }) => ({ export: exportId, redaction: redactionId }) },
  markAsAnswered: { needs: "staff", fields: ofRequest },
  refuse: { needs: "staff", fields: (prey) => ({ ...ofRequest(prey), reason: "Asked last week." }) },
  chooseCustomer: {
    needs: "staff",
    fields: (prey) => ({ ...ofRequest(prey), customer: prey.customerId }),
    // What was collected for one customer is not another's: the request has no export yet.
    prepare: `WITH gone AS (DELETE FROM delivery WHERE id = $1 RETURNING request_id),
                   none AS (DELETE FROM export USING gone WHERE export.request_id = gone.request_id)
              UPDATE request SET customer_id = NULL FROM gone WHERE id = gone.request_id`,
  },
  askToVerify: {
    needs: "staff",
    fields: ofRequest,
    prepare: "UPDATE request SET email_verified = false WHERE id = (SELECT request_id FROM delivery WHERE id = $1)",
  },
  assign: { needs: "staff", fields: (prey) => ({ ...ofRequest(prey), assignee: prey.memberId }) },
  writeNote: { needs: "staff", fields: (prey) => ({ ...ofRequest(prey), note: "Called them." }) },
  removeNote: { needs: "staff", fields: (prey) => ({ ...ofRequest(prey), note: prey.noteId }) },
  deliver: { needs: "staff", fields: (prey) => ({ ...ofRequest(prey), method: "link" }), prepare: without },
  sendAgain: { needs: "staff", fields: ofDelivery },
  revoke: { needs: "staff", fields: ofDelivery },
  approve: { needs: "staff", fields: ofDelivery, prepare: awaiting },
  decline: { needs: "staff", fields: ofDelivery, prepare: awaiting },
  passOn: { needs: "staff", fields: ofDelivery, prepare: asZip },
  makePasswordZip: { needs: "staff", fields: ofDelivery, prepare: asZip, changesNothing: true },

  createHandoffSecret: { needs: "owner", fields: noFields },
  saveDelivery: { needs: "owner", fields: () => ({ deliveryMethod: "outside", recordLifetimeMonths: "12" }) },
  saveInformation: { needs: "owner", fields: () => ({ language: "en", ...information }) },
  saveNotifications: {
    needs: "owner",
    fields: () => ({ recipients: "attacker@mail.example", senderName: "Attacker", replyTo: "" }),
  },
  saveDataRequests: {
    needs: "owner",
    fields: () => ({
      ...{ guestsSupported: "on", responsePeriod: "1", responsePeriodUnit: "months", exportLifetimeDays: "30" },
      ...{ name: "Attacker's", contactEmail: "", privacyPolicyUrl: "", locale: "en", accentColor: "#1f5f4a" },
    }),
  },
};
