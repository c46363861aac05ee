import { getTranslations } from "next-intl/server";
import { methods } from "@/lib/delivery/methods/registry";
import { AskDialog, UndoByReopening } from "./ask-dialog";
import { approve, passOn, revoke, sendAgain } from "./delivery-actions";
import type { RequestView } from "./request-view";
import { Told } from "./told";

/** What can be done with a delivery that is under way and has to be asked first. */
export const deliveryActs = ["approve", "passOn", "sendAgain", "revoke"] as const;
export type DeliveryAct = (typeof deliveryActs)[number];

/** The acts that a member may do with the delivery that is under way, in the order of the buttons. */
export function possibleActs({ current, reader, can }: RequestView): DeliveryAct[] {
  if (!current || !can("delivery.manage")) return [];
  const { state, method, createdById } = current;
  if (state === "awaiting_approval" && createdById !== reader) return ["approve"];
  const { action } = methods[method].merchant;
  if (state !== "live") return ["revoke"];
  return [
    ...(action === "markAsSent" ? (["passOn"] as const) : []),
    ...(action === "sendLinkAgain" ? (["sendAgain"] as const) : []),
    "revoke",
  ];
}

/** The id of the element that gets the focus back. */
export const deliveryActId = (act: DeliveryAct) => `${act}-link`;

/** Asks before one of them: what it does, who is told, and how to get back. */
export async function DeliveryDialog({ act, ...view }: RequestView & { act: DeliveryAct }) {
  const t = await getTranslations("deliver");
  const {
    current,
    request: { email },
  } = view;
  if (!current || !possibleActs(view).includes(act)) return null;
  const address = email ?? "";
  const { method, startedAt, downloads } = current;
  const isLinkSent = startedAt !== null && methods[method].customer.linkOpens !== null;
  const answers = {
    approve: {
      what: t(`approveWhat-${method}`),
      told: t(`approveTold-${method}`, { address }),
      undo: t("approveUndo"),
    },
    passOn: {
      what: t("passOnWhat"),
      told: <Told view={view} event="request_answered" />,
      undo: <UndoByReopening {...view} />,
    },
    sendAgain: { what: t("sendAgainWhat"), told: t("sendAgainTold", { address }), undo: t("sendAgainUndo") },
    revoke: {
      what: t(startedAt ? `revokeText-${method}` : "revokeTextBefore", { count: downloads }),
      told: isLinkSent ? <Told view={view} event="delivery_revoked" /> : t("revokeToldNobody"),
      undo: t("revokeUndo"),
    },
  }[act];
  const action = { approve, passOn, sendAgain, revoke }[act];
  return (
    <AskDialog
      view={view}
      title={t(`${act}Title`)}
      answers={answers}
      action={action}
      hidden={{ delivery: current.id }}
      button={t(LABELS[act])}
      look={act === "revoke" ? "danger" : "primary"}
      returnFocusTo={deliveryActId(act)}
    />
  );
}

/** What the button of each is called; the dialog's repeats it. */
export const LABELS = { approve: "approve", passOn: "passedOn", sendAgain: "sendAgain", revoke: "revoke" } as const;
