import { ActionForm } from "@/components/form/action-form";
import { Radios } from "@/components/form/radios";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons, DialogLink } from "@/components/ui/dialog";
import { mayRecur } from "@/lib/review/find-places";
import type { ReviewRow } from "@/lib/review/review-page";
import { rowTitle } from "@/lib/section/descriptor";
import { fieldAt } from "@/lib/section/field";
import { columnOf, parsePointer, valueAt } from "@/lib/section/pointer";
import type { SectionKey } from "@/lib/section/sections";
import { redact } from "./actions";
import { dialogHref } from "./dialog-href";
import { envelopeParts } from "./held-value";
import { ReasonFields } from "./reason-fields";
import { foundReason, type HeldRow, openerId, type Review, reasonTexts, valuesBelow } from "./review";
import { viewQuery } from "./review-view";

/** Where the dialog was opened: at a value of a row, a row, or the section. */
export interface RedactTarget {
  held: ReviewRow | undefined;
  pointer: string;
  /** In how many places the value is that are not redacted; undefined where that has not been counted. */
  placeCount?: number | undefined;
}

/** Shows what will be redacted, and asks how much of it and why. */
export function RedactDialog({
  review,
  section,
  target: { held, pointer, placeCount },
}: {
  review: Review;
  section: SectionKey;
  target: RedactTarget;
}) {
  const { t, words, store, found, view, href } = review;
  const descriptor = found.table.of(section);
  const nameOf = (place: string) => words.path(descriptor, place).join(", ");
  const field = nameOf(pointer);
  const title = held && (rowTitle(descriptor, held.row)?.join(" ") ?? "");
  const rows = found.sections.find((one) => one.section === section)?.rows ?? 0;
  const column = held ? columnOf(held.row, pointer) : "";
  const isValue = held !== undefined && pointer !== "";
  const above = pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
  const scopes = [
    ...(isValue ? [{ value: "value", label: t("scope-value", { field }) }] : []),
    ...(held ? [{ value: "row", label: t("scope-row", { row: held.index + 1 }), hint: title }] : []),
    ...(isValue ? [{ value: "column", label: t("scope-column", { field: nameOf(column), count: rows }) }] : []),
    { value: "section", label: t("scope-section", { section: words.section(section), count: rows }) },
  ];
  return (
    <Dialog title={t("redactTitle")} closeHref={href} returnFocusTo={openerId(descriptor, held?.index, pointer)}>
      {isValue && (
        <div className="mb-4 max-h-32 overflow-hidden rounded-control border border-line bg-sunken px-3.5 py-2.5 text-sm">
          <p className="text-[13px] text-ink-soft wrap-anywhere">{field}</p>
          <p dir="auto" className="line-clamp-4 whitespace-pre-line wrap-anywhere">
            {preview(valueAt(held.row, pointer))}
          </p>
        </div>
      )}
      {isValue && placeCount !== 1 && mayRecur(descriptor, pointer, valueAt(held.row, pointer)) && (
        <div className="mb-5 grid justify-items-start gap-1.5 border-b border-line pb-4 text-[13px] text-ink-soft">
          <DialogLink href={dialogHref(href, { dialog: "everywhere", row: held.index, pointer })}>
            {placeCount === undefined ? t("everywhereFind") : t("everywhere", { count: placeCount })}
          </DialogLink>
          {t("everywhereHint")}
        </div>
      )}
      {isValue && fieldAt(descriptor.fields, parsePointer(above))?.kind === "address" && (
        <p className="mb-4">
          <DialogLink href={dialogHref(href, { dialog: "redact", row: held.index, pointer: above })}>
            {t("redactAllValue", { field: nameOf(above) })}
          </DialogLink>
        </p>
      )}
      {held && isValue && <WithoutScript held={{ review, section, ...held }} pointer={pointer} />}
      {placeCount === 1 && <p className="mb-4 text-[13px] text-ink-soft">{t("everywhereOnce")}</p>}
      <ActionForm
        action={redact}
        className="grid gap-5"
        hidden={{
          ...{ store, export: found.id, view: viewQuery(view), section, pointer, column },
          ...(held && { row: String(held.index) }),
        }}
      >
        <Radios name="scope" legend={t("scope")} options={scopes} defaultValue={scopes[0]?.value ?? "section"} />
        <ReasonFields
          {...reasonTexts(review)}
          likely={isValue ? foundReason(review, { section, row: held.index, pointer }) : undefined}
        />
        <DialogButtons href={href} cancel={t("cancel")}>
          <SubmitButton>{t("redact")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

/** Leads to the dialog of each value of a list's entry, where no script opens its menu. */
function WithoutScript({ held, pointer }: { held: HeldRow; pointer: string }) {
  const { t, href } = held.review;
  if (typeof valueAt(held.row, pointer) !== "object") return null;
  return (
    <ul className="mb-4 hidden gap-1.5 text-sm noscript:grid">
      {valuesBelow(held, pointer).map((value) => (
        <li key={value.pointer}>
          <a href={dialogHref(href, { dialog: "redact", row: held.index, pointer: value.pointer })}>
            {t("redactValue", { field: value.label })}
          </a>
        </li>
      ))}
    </ul>
  );
}

function preview(value: unknown): string {
  if (value === null || typeof value !== "object") return String(value ?? "").slice(0, 600);
  const texts = (held: unknown): string[] =>
    held !== null && typeof held === "object"
      ? envelopeParts(held).flatMap(([, part]) => texts(part))
      : held === null
        ? []
        : [String(held)];
  return texts(value).join("\n").slice(0, 600);
}
