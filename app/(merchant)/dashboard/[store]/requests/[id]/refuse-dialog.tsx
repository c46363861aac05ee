import { getTranslations } from "next-intl/server";
import { Textarea } from "@/components/form/textarea";
import { previewEmail } from "@/lib/notification/preview-email";
import { MAX_REASON_LENGTH } from "@/lib/store/typed-text";
import { refuse } from "./actions";
import { AskDialog, UndoByReopening } from "./ask-dialog";
import type { RequestView } from "./request-view";
import { TemplatePicker } from "./template-picker";
import { Told } from "./told";

/** Explains what refusing does, and asks for the reason that the customer will read. */
export async function RefuseDialog(view: RequestView) {
  const t = await getTranslations("request");
  const { storeId, request, current } = view;
  const letter = await previewEmail(storeId, "request-refused", { ...request, refusalReason: t("yourReason") });
  return (
    <AskDialog
      view={view}
      title={t("refuseTitle")}
      answers={{
        what: t("refuseWhat", { link: current ? "yes" : "no" }),
        told: <Told view={view} event="request_refused" letter={letter} />,
        undo: <UndoByReopening {...view} />,
      }}
      action={refuse}
      button={t("refuse")}
      look="danger"
    >
      <TemplatePicker storeId={storeId} kind="refusal" field="reason" locale={request.locale} />
      <Textarea
        name="reason"
        label={t("reason")}
        hint={t("reasonHint")}
        maxLength={MAX_REASON_LENGTH}
        required
        rows={4}
      />
    </AskDialog>
  );
}
