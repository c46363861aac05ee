import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { previewCopy } from "@/app/(merchant)/dashboard/[store]/exports/[id]/actions";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { DialogLink } from "@/components/ui/dialog";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { identityActions, type StepAction } from "@/lib/request/next-step";
import { startExport } from "./actions";
import { MORE_ACTIONS_ID, type RequestView } from "./request-view";

/** The heading's actions: the menu of what is rarer, and the page's one button. */
export async function RequestActions(view: RequestView) {
  const t = await getTranslations("request");
  const isOffered = (action: StepAction) => !OWNERS_OWN.includes(action) || view.can("request.approve_erasure");
  const primary = view.next.primary && isOffered(view.next.primary) ? view.next.primary : undefined;
  const identity = view.can("request.verify") ? identityActions(view.request) : [];
  // What ends the request comes last.
  const more = [...view.next.more.slice(0, -1), identity, ...view.next.more.slice(-1)]
    .map((group) => group.filter(isOffered))
    .filter((group) => group.length > 0);
  const items = await menuItems(view);
  if (!primary && more.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:flex-row-reverse max-sm:[&>:last-child]:grow">
      {more.length > 0 && (
        <Menu
          id={MORE_ACTIONS_ID}
          label={t("moreActions")}
          className={buttonClass("plain")}
          align="end"
          groups={more.map((group) => group.map((action) => items[action]))}
        />
      )}
      {primary && <StepButton {...view} action={primary} />}
    </div>
  );
}

/** What staff see that an owner has to do. */
const OWNERS_OWN: StepAction[] = ["approveErasure", "holdErasure"];

/** What each action is in the menu. */
async function menuItems({ store, request, link }: RequestView): Promise<Record<StepAction, MenuItem>> {
  const t = await getTranslations("request");
  const erasure = await getTranslations("erasure");
  const agent = await getTranslations("agent");
  const exportId = request.export?.id ?? "";
  const hidden = { store, request: request.id };
  const dialog = (name: string) => link({ dialog: name });
  const page = `/dashboard/${store}/exports/${exportId}`;
  return {
    export: { label: t("exportAgain"), form: { action: startExport, hidden } },
    review: { label: t("review"), href: page },
    deliver: { label: t("deliver"), href: dialog("deliver") },
    preview: { label: t("preview"), form: { action: previewCopy, hidden: { store, export: exportId } } },
    extend: { label: t("extend"), href: dialog("extend") },
    pause: { label: t("pause"), href: dialog("pause") },
    endPause: { label: t("endPause"), href: dialog("end-pause") },
    download: {
      label: t("downloadOriginal"),
      hint: t("downloadOriginalHint"),
      href: `/api/stores/${store}/exports/${exportId}/archive`,
      download: true,
    },
    contents: { label: t("contents"), href: page },
    answer: { label: t("close"), href: dialog("close") },
    refuse: { label: t("refuse"), href: dialog("refuse"), danger: true },
    reopen: { label: t("reopen"), href: dialog("reopen") },
    agent: { label: agent("set"), href: dialog("agent") },
    proof: { label: t("askForProof"), href: dialog("proof") },
    approveErasure: { label: erasure("approve"), href: dialog("approve-erasure") },
    holdErasure: { label: erasure("hold"), href: dialog("hold-erasure") },
    withdrawErasure: { label: erasure("withdraw"), href: dialog("withdraw-erasure") },
    finishErasure: { label: erasure("finish"), href: dialog("finish-erasure") },
  };
}

/** An action as a button: accented where it is the page's one. */
export async function StepButton({ store, request, link, next, action }: RequestView & { action: StepAction }) {
  const t = await getTranslations("request");
  const erasure = await getTranslations("erasure");
  const look = action === next.primary ? "primary" : "plain";
  const dialog = (name: string, label: string) => (
    <DialogLink id={`${name}-link`} href={link({ dialog: name })} look={look}>
      {label}
    </DialogLink>
  );
  const buttons: Partial<Record<StepAction, () => ReactNode>> = {
    export: () => (
      <ActionForm action={startExport} hidden={{ store, request: request.id }}>
        <SubmitButton look={look}>{t(next.step === "retry" ? "exportAgain" : "export")}</SubmitButton>
      </ActionForm>
    ),
    review: () => (
      <ButtonLink href={`/dashboard/${store}/exports/${request.export?.id}`} look={look}>
        {t("review")}
      </ButtonLink>
    ),
    deliver: () => dialog("deliver", t("deliver")),
    answer: () => dialog("close", t(next.step === "byHand" && request.type !== "erasure" ? "doneTell" : "close")),
    reopen: () => dialog("reopen", t("reopen")),
    approveErasure: () => dialog("approve-erasure", erasure("approve")),
    finishErasure: () => dialog("finish-erasure", erasure("finish")),
  };
  return buttons[action]?.() ?? null;
}
