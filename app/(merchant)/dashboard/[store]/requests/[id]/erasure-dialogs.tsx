import { getTranslations } from "next-intl/server";
import { Textarea } from "@/components/form/textarea";
import { readErasureView } from "@/lib/erasure/read-erasure";
import { readErasureResult } from "@/lib/erasure/read-result";
import { isWrittenTo } from "@/lib/erasure/reduce-request";
import { previewEmail } from "@/lib/notification/preview-email";
import { MAX_REASON_LENGTH } from "@/lib/store/typed-text";
import { AskDialog } from "./ask-dialog";
import { approveErase, finishErase, holdErase, withdrawErase } from "./erasure-actions";
import type { RequestView } from "./request-view";
import { ReadLetter, Told } from "./told";

/** Whether the request is one of an erasure that has not started. */
export function isStoppable({ request, next }: RequestView): boolean {
  return request.state === "open" && (next.step === "erase" || next.step === "eraseWaiting");
}

/** Whether its reader may put the erasure on hold. */
export function mayHold(view: RequestView): boolean {
  return isStoppable(view) && !view.request.erasureHold && view.can("request.approve_erasure");
}

/** Asks before an erasure is approved. */
export async function ApproveErasureDialog(view: RequestView) {
  const t = await getTranslations("erasure");
  const { waitHours: hours } = await readErasureView(view.request);
  const now = new Date();
  const startsAt = new Date(now.getTime() + hours * 3_600_000).toISOString();
  const event = { at: now, actorName: null, startsAt };
  const letter = await previewEmail(view.storeId, "erasure-approved", view.request, { event });
  return (
    <AskDialog
      view={view}
      title={t("approveTitle")}
      answers={{
        what: t("approveWhat", { hours }),
        told:
          view.request.source === "shopify" ? (
            t("toldShopify")
          ) : (
            <Told view={view} event="erasure_approved" letter={letter} />
          ),
        undo: t("approveUndo", { hours }),
      }}
      action={approveErase}
      button={t("approve")}
      look="danger"
      returnFocusTo="approve-erasure-link"
    />
  );
}

/** Asks for the reason of a hold. */
export async function HoldErasureDialog(view: RequestView) {
  const t = await getTranslations("erasure");
  const { request } = view;
  const isTold = request.erasurePlan !== null && isWrittenTo(request);
  return (
    <AskDialog
      view={view}
      title={t("holdTitle")}
      answers={{
        what: t("holdWhat", { approved: request.erasurePlan ? "yes" : "no" }),
        told: t("holdTold", { approved: isTold ? "yes" : "no", address: request.email ?? "" }),
        undo: t("holdUndo"),
      }}
      action={holdErase}
      button={t("hold")}
    >
      <Textarea
        name="reason"
        label={t("holdReason")}
        hint={t("holdReasonHint")}
        maxLength={MAX_REASON_LENGTH}
        required
        rows={3}
      />
    </AskDialog>
  );
}

/** Asks before staff withdraw the request for its customer. */
export async function WithdrawErasureDialog(view: RequestView) {
  const t = await getTranslations("erasure");
  return (
    <AskDialog
      view={view}
      title={t("withdrawTitle")}
      answers={{
        what: t("withdrawWhat"),
        told: <Told view={view} event="request_cancelled" />,
        undo: t("withdrawUndo"),
      }}
      action={withdrawErase}
      button={t("withdraw")}
    />
  );
}

/** Asks before an erasure is finished. */
export async function FinishErasureDialog(view: RequestView) {
  const t = await getTranslations("erasure");
  const request = await getTranslations("request");
  const { id: requestId, email, source, locale } = view.request;
  const erasure = await readErasureResult({ storeId: view.storeId, requestId });
  const letter = await previewEmail(view.storeId, "erased", view.request, { erasure });
  const nobody = source === "shopify" ? t("toldShopify") : request("told-noAddress");
  return (
    <AskDialog
      view={view}
      title={t("finishTitle")}
      answers={{
        what: t("finishWhat"),
        told: isWrittenTo(view.request) ? (
          <>
            {t("finishTold", { address: email ?? "" })} <ReadLetter letter={letter} locale={locale} />
          </>
        ) : (
          nobody
        ),
        undo: t("finishUndo"),
      }}
      action={finishErase}
      button={t("finish")}
      returnFocusTo="finish-erasure-link"
    />
  );
}
