import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { dateIn } from "@/lib/time-zone";
import { addDataText } from "./added-actions";
import { AddedUpload } from "./added-upload";
import { addedUploadTexts } from "./added-upload-texts";
import { ADDED_ID, type RequestView } from "./request-view";

/** The ids of the elements that get the focus back. */
export const ADD_TEXT_LINK_ID = "add-text-link";
export const ADD_FILES_LINK_ID = "add-files-link";

/** Asks for a text from a system that is not connected. */
export async function AddTextDialog({ store, request, timeZone, href }: RequestView) {
  const t = await getTranslations("added");
  const today = dateIn(timeZone, new Date());
  return (
    <Dialog title={t("addText")} closeHref={href} returnFocusTo={ADD_TEXT_LINK_ID}>
      <ActionForm action={addDataText} hidden={{ store, request: request.id }} className="grid gap-5">
        <Field name="system" label={t("system")} hint={t("systemHint")} maxLength={100} required />
        <Field name="asOf" type="date" label={t("asOf")} max={today} defaultValue={today} required />
        <Textarea name="text" label={t("textLabel")} maxLength={20_000} rows={5} dir="auto" required />
        <DialogButtons href={href} cancel={t("cancel")}>
          <SubmitButton>{t("addText")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

/** Asks for files from such a system. They are sent by script, one by one: without it the dialog says so. */
export async function AddFilesDialog({ store, request, timeZone, href }: RequestView) {
  const t = await getTranslations("added");
  return (
    <Dialog title={t("addFiles")} closeHref={href} returnFocusTo={ADD_FILES_LINK_ID}>
      <div className="hidden noscript:block">
        <p className="mb-4 text-sm">{t("noScript")}</p>
        <DialogButtons href={href} cancel={t("cancel")}>
          {null}
        </DialogButtons>
      </div>
      <AddedUpload
        url={`/api/stores/${store}/requests/${request.id}/files`}
        closeHref={href}
        addedHref={`${href}#${ADDED_ID}`}
        today={dateIn(timeZone, new Date())}
        texts={await addedUploadTexts()}
      />
    </Dialog>
  );
}
