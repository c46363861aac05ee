import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { formatTime } from "@/lib/time-zone";
import { removeNote, writeNote } from "./actions";
import type { RequestView } from "./request-view";

/** Internal notes about a request. */
export async function RequestNotes({ store, request, can, reader, timeZone }: RequestView) {
  const t = await getTranslations("request");
  const mayAct = can("request.write_note");
  const hidden = { store, request: request.id };
  const zone = { locale: await getLocale(), timeZone };
  const deleteOf = (at: Date) => t("deleteNoteOf", { at: formatTime(at, "shortTime", zone) });
  return (
    <Card padded={false}>
      <h2 className="border-b border-line px-[18px] py-4">{t("notes")}</h2>
      {request.notes.length > 0 && (
        <ul className="border-b border-line">
          {request.notes.map(({ id, authorId, authorName, text, createdAt }) => (
            <li key={id} className="border-b border-line px-[18px] py-3 text-sm last:border-b-0">
              <p dir="auto" className="whitespace-pre-line wrap-anywhere">
                {text}
              </p>
              <div className="mt-1 flex flex-wrap items-center gap-x-3 text-[13px] text-ink-soft">
                <span>
                  <bdi>{authorName}</bdi> · <LocalTime at={createdAt} />
                </span>
                {mayAct && authorId === reader && (
                  <ActionForm action={removeNote} hidden={{ ...hidden, note: id }}>
                    <button type="submit" aria-label={deleteOf(createdAt)} className="min-h-6 underline hover:text-ink">
                      {t("deleteNote")}
                    </button>
                  </ActionForm>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className="px-[18px] py-4">
        {mayAct ? (
          <ActionForm
            // Once a note is saved, its field is empty again.
            key={request.notes[0]?.id}
            action={writeNote}
            hidden={hidden}
            className="grid justify-items-start gap-3 [&>*:first-child]:w-full [&>div]:w-full"
          >
            <Textarea name="note" label={t("note")} hint={t("noNotes")} maxLength={5000} rows={2} required />
            <SubmitButton look="plain">{t("addNote")}</SubmitButton>
          </ActionForm>
        ) : (
          <p className="text-sm text-ink-soft">{t("noNotes")}</p>
        )}
      </div>
    </Card>
  );
}
