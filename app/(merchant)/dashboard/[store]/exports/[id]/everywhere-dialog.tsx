import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons, DialogLink } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { type FoundPlaces, findPlaces, type ValueAt } from "@/lib/review/find-places";
import { redactEverywhere } from "./actions";
import { dialogHref } from "./dialog-href";
import { ReasonFields } from "./reason-fields";
import { isCustomersOwn, openerId, placeText, type Review, reasonTexts } from "./review";
import { viewQuery } from "./review-view";

/** How many places are listed at once. */
const PAGE_PLACES = 20;

/** Finds all places of a value, and lists them. */
export async function EverywherePreview({
  storeId,
  ...shown
}: { storeId: string } & Omit<Parameters<typeof EverywhereDialog>[0], "found">) {
  const { found, redactions } = shown.review;
  return (
    <EverywhereDialog {...shown} found={await findPlaces({ storeId, exportId: found.id }, shown.at, redactions)} />
  );
}

/** Shown while they are looked for. */
export function SearchingDialog({
  review: { t, href, found },
  section,
  row,
  pointer,
}: {
  review: Review;
  section: ValueAt["section"];
  row: number | undefined;
  pointer: string;
}) {
  return (
    <Dialog
      title={t("everywhereTitle")}
      closeHref={href}
      returnFocusTo={openerId(found.table.of(section), row, pointer)}
    >
      <p aria-live="polite" className="text-sm text-ink-soft">
        {t("everywhereSearching")}
      </p>
    </Dialog>
  );
}

/** Lists all places of a value before anything is done, and redacts all of them for one reason. */
function EverywhereDialog({
  review,
  at,
  found: { value, places, more, redactedCount, isOwn },
  from,
}: {
  review: Review;
  at: ValueAt;
  found: FoundPlaces;
  /** The first place to list, from 0. */
  from: number;
}) {
  const { t, store, href, found } = review;
  const page = (start: number) => dialogHref(href, { dialog: "everywhere", ...at, places: start });
  const shown = places.slice(from, from + PAGE_PLACES);
  const count = places.length;
  return (
    <Dialog
      title={more ? t("everywhereTitle") : t("everywhere", { count })}
      closeHref={href}
      returnFocusTo={openerId(found.table.of(at.section), at.row, at.pointer)}
    >
      <div className="mb-4 grid gap-3 text-sm">
        <p dir="auto" className="line-clamp-4 rounded-control border border-line bg-sunken px-3.5 py-2.5 wrap-anywhere">
          {value.slice(0, 600)}
        </p>
        {(isOwn || isCustomersOwn(review, at)) && <Notice tone="wait">{t("everywhereOwn")}</Notice>}
        {more ? (
          <Notice tone="wait">{t("everywhereTooMany", { count })}</Notice>
        ) : (
          <p className="text-ink-soft">{t("everywhereText", { count })}</p>
        )}
        {redactedCount > 0 && <p className="text-ink-soft">{t("everywhereRedacted", { count: redactedCount })}</p>}
      </div>
      <ol aria-label={t("everywherePlaces")} className="mb-2 border-y border-line text-sm">
        {shown.map((place) => (
          <li
            key={`${place.section} ${place.row} ${place.pointer}`}
            className="border-b border-line py-2 last:border-b-0 wrap-anywhere"
          >
            {placeText(review, place)}
            {place.text !== "" && (
              <span dir="auto" className="line-clamp-2 text-[13px] leading-[18px] text-ink-soft">
                {place.text}
              </span>
            )}
            {place.isPart && (
              <span className="block text-[12.5px] leading-[18px] font-medium text-wait">{t("everywherePart")}</span>
            )}
          </li>
        ))}
      </ol>
      {count > PAGE_PLACES && (
        <div className="mb-4 flex flex-wrap items-center gap-2 text-[13px] text-ink-soft">
          <span className="grow">{t("entriesShown", { from: from + 1, to: from + shown.length, count })}</span>
          {from > 0 && <DialogLink href={page(Math.max(0, from - PAGE_PLACES))}>{t("previousPlaces")}</DialogLink>}
          {from + PAGE_PLACES < count && <DialogLink href={page(from + PAGE_PLACES)}>{t("nextPlaces")}</DialogLink>}
        </div>
      )}
      {more || count === 0 ? (
        <DialogButtons href={href} cancel={t("cancel")}>
          {null}
        </DialogButtons>
      ) : (
        <ActionForm
          action={redactEverywhere}
          className="mt-4 grid gap-5"
          hidden={{
            ...{ store, export: found.id, view: viewQuery(review.view) },
            ...{ section: at.section, row: String(at.row), pointer: at.pointer },
          }}
        >
          <ReasonFields {...reasonTexts(review)} />
          <DialogButtons href={href} cancel={t("cancel")}>
            <SubmitButton>{t("everywhere", { count })}</SubmitButton>
          </DialogButtons>
        </ActionForm>
      )}
    </Dialog>
  );
}
