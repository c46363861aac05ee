import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import { defaultLocale, isLocale } from "@/lib/locale";
import type { MadeRedaction } from "@/lib/review/list-redactions";
import { markerText } from "@/lib/section/redact-row";
import { EVERY_ROW } from "@/lib/section/redaction";
import { undo, undoAll } from "./actions";
import { controlId, type HeldRow, type Review } from "./review";
import { viewQuery } from "./review-view";

/** Shown in place of something redacted: the reason, who redacted it and when, and how to undo it. */
export function RedactedMark({
  held: { review, section, index },
  pointer,
  redaction,
}: {
  held: HeldRow;
  pointer: string;
  redaction: MadeRedaction;
}) {
  const { t, words, found } = review;
  const what =
    pointer === ""
      ? t("row", { row: index + 1 })
      : t("fieldOfRow", { field: words.path(found.table.of(section), pointer).join(", "), row: index + 1 });
  return (
    <div className="inline-flex max-w-full flex-wrap items-baseline gap-x-2 gap-y-0.5">
      <RedactionReason review={review} redaction={redaction} />
      {redaction.row === EVERY_ROW && pointer !== "" && (
        <span className="text-[12.5px] text-ink-soft">{t("everyRow")}</span>
      )}
      <UndoForm review={review} redaction={redaction} id={controlId(index, pointer)} row={index} what={what} />
    </div>
  );
}

/** The marker, and who made it when. */
export function RedactionReason({ review, redaction }: { review: Review; redaction: MadeRedaction }) {
  const locale = isLocale(review.locale) ? review.locale : defaultLocale;
  return (
    <>
      <span className="rounded-[5px] border border-dashed border-edge bg-sunken px-1.5 font-medium wrap-anywhere">
        <bdi>{markerText(redaction, locale)}</bdi>
      </span>
      <span className="text-[12.5px] text-ink-soft wrap-anywhere">
        <bdi>{redaction.createdByName}</bdi> · <LocalTime at={redaction.createdAt} />
      </span>
    </>
  );
}

/** The buttons that undo a redaction, and all of the same value that were made with it. */
export function UndoForm({
  review: { store, found, view, t, groupCounts },
  redaction,
  id,
  row,
  what,
}: {
  review: Review;
  redaction: MadeRedaction;
  id?: string;
  /** The row to return to. */
  row?: number;
  /** Names what is undone. */
  what: string;
}) {
  const { groupId } = redaction;
  const count = (groupId && groupCounts.get(groupId)) || 1;
  const place = { store, export: found.id, view: viewQuery(view), ...(row !== undefined && { row: String(row) }) };
  return (
    <>
      <ActionForm action={undo} className="inline" hidden={{ ...place, redaction: redaction.id }}>
        <SubmitButton look="link" id={id}>
          {t("undo")} <span className="sr-only">{what}</span>
        </SubmitButton>
      </ActionForm>
      {groupId && count > 1 && (
        <ActionForm action={undoAll} className="inline" hidden={{ ...place, group: groupId }}>
          <SubmitButton look="link">{t("undoAll", { count })}</SubmitButton>
        </ActionForm>
      )}
    </>
  );
}
