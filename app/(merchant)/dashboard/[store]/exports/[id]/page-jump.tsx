import { buttonClass } from "@/components/ui/button";
import type { Review } from "./review";
import { viewQuery } from "./review-view";

/** Goes to any page of a long list by a plain form; nothing where there is only one. */
export function PageJump({
  review: { t, view, store, found },
  start,
  length,
  total,
}: {
  review: Review;
  /** The first row or entry that is shown, from 0. */
  start: number;
  /** How many a page has. */
  length: number;
  total: number;
}) {
  const count = Math.ceil(total / length);
  if (count < 2) return null;
  const page = Math.floor(start / length) + 1;
  const kept = new URLSearchParams(
    viewQuery({ ...view, open: undefined, ...(view.lines === undefined && { from: 0 }) }),
  );
  return (
    <form
      action={`/dashboard/${store}/exports/${found.id}`}
      method="get"
      className="flex items-center gap-2 text-[13px] text-ink-soft"
    >
      {[...kept].map(([name, text]) => (
        <input key={name} type="hidden" name={name} value={text} />
      ))}
      <label className="flex items-center gap-2">
        {t("jumpPage")}
        <input
          key={page}
          type="number"
          name="page"
          min={1}
          max={count}
          required
          defaultValue={page}
          className="min-h-9 w-20 rounded-control border border-edge bg-surface px-2.5 text-sm text-ink tabular-nums max-md:text-base"
        />
      </label>
      <span className="tabular-nums">{t("jumpOf", { count })}</span>
      <button type="submit" className={buttonClass("plain")}>
        {t("jump")}
      </button>
    </form>
  );
}
