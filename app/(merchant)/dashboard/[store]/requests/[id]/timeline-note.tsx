import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog, DialogButtons, DialogLink } from "@/components/ui/dialog";
import { formatTime } from "@/lib/time-zone";
import type { Note } from "@/prisma/generated/client";
import { removeNote, writeNote } from "./actions";
import type { RequestView } from "./request-view";

/** A note in the timeline, with its author; that one may delete it. */
export async function TimelineNote({
  note: { id, authorId, authorName, text, createdAt },
  can,
  reader,
  link,
  timeZone,
}: RequestView & { note: Note }) {
  const t = await getTranslations("request");
  const at = formatTime(createdAt, "shortTime", { locale: await getLocale(), timeZone });
  return (
    <>
      {t.rich("noteBy", { name: () => <bdi className="font-medium">{authorName}</bdi> })}
      <div className="mt-1 rounded-control bg-sunken px-3 py-2">
        <p dir="auto" className="whitespace-pre-line wrap-anywhere">
          {text}
        </p>
        {can("request.write_note") && authorId === reader && (
          <DialogLink id={`note-${id}`} href={link({ dialog: "note", note: id })} look="link">
            <span className="text-[13px] text-ink-soft">
              {t("deleteNote")} <span className="sr-only">{t("deleteNoteOf", { at })}</span>
            </span>
          </DialogLink>
        )}
      </div>
    </>
  );
}

/** Asks before a note is deleted: it is gone then. */
export async function DeleteNoteDialog({ store, request, href, noteId }: RequestView & { noteId: string }) {
  const t = await getTranslations("request");
  return (
    <Dialog title={t("deleteNoteTitle")} closeHref={href} returnFocusTo={`note-${noteId}`}>
      <p className="mb-5 text-sm text-ink-soft">{t("deleteNoteText")}</p>
      <ActionForm action={removeNote} hidden={{ store, request: request.id, note: noteId }}>
        <DialogButtons href={href} cancel={t("keep")}>
          <SubmitButton look="danger">{t("deleteNote")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

/** Where a note is written. @param newest the newest note's id: once one is added, the field is empty again. */
export async function NoteForm({ store, request, newest }: RequestView & { newest: string | undefined }) {
  const t = await getTranslations("request");
  return (
    <Card label={t("writeNote")}>
      <ActionForm key={newest} action={writeNote} hidden={{ store, request: request.id }} className="grid gap-2.5">
        <Textarea name="note" label={t("note")} maxLength={5000} rows={2} grows required />
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
          <p className="text-[13px] leading-[18px] text-ink-soft">{t("noNotes")}</p>
          <button type="submit" className={buttonClass("plain")}>
            {t("addNote")}
          </button>
        </div>
      </ActionForm>
    </Card>
  );
}
