import { getLocale, getTranslations } from "next-intl/server";
import { readFlash } from "@/app/flash";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { PlainForm } from "@/components/form/plain-form";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import { formatBytes } from "@/components/ui/format-bytes";
import type { ShownFile } from "@/lib/message/thread";
import { removeAnswerFile } from "./actions";

/** The files of the customer's next answer, and the form that adds some. */
export async function AnswerFiles({
  store,
  requestId,
  files,
}: {
  /** The store's slug. */
  store: string;
  requestId: string;
  files: ShownFile[];
}) {
  const t = await getTranslations("messages");
  const locale = await getLocale();
  const flash = await readFlash();
  return (
    <section aria-labelledby="answer-files" className="grid gap-3">
      <h2 id="answer-files" className="text-base font-semibold">
        {t("files")}
      </h2>
      {files.length > 0 && (
        <ul aria-label={t("files")} className="grid rounded-control border border-line">
          {files.map(({ id, fileName, sizeBytes }) => (
            <li
              key={id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3.5 py-2 last:border-b-0"
            >
              <span className="grow">
                {fileName} <span className="text-sm text-ink-soft">{formatBytes(sizeBytes ?? 0, locale)}</span>
              </span>
              <ActionForm action={removeAnswerFile} hidden={{ store, request: requestId, file: id }}>
                <SubmitButton look="plain">
                  {t("removeFile")} <span className="sr-only">{fileName}</span>
                </SubmitButton>
              </ActionForm>
            </li>
          ))}
        </ul>
      )}
      <PlainForm
        action={`/api/stores/${store}/messages/${requestId}/files`}
        encType="multipart/form-data"
        className="grid gap-3"
        {...(flash?.field && { fieldErrors: { [flash.field]: flash.text } })}
      >
        <Field name="files" type="file" label={t("chooseFiles")} hint={t("filesHint")} multiple />
        <div>
          <button type="submit" className={buttonClass("plain")}>
            {t("addFiles")}
          </button>
        </div>
      </PlainForm>
    </section>
  );
}
