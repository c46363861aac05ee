import { Pagination } from "@/components/ui/pagination";
import type { Section } from "@/lib/section/rows";
import { RedactLinks } from "./redact-link";
import { RedactedMark } from "./redacted-mark";
import { type HeldRow, type Review, redactionAt } from "./review";
import { rowTitle } from "./review-texts";
import { PAGE_LINES, viewQuery } from "./review-view";
import { LISTS, ListTable } from "./row-list";

/** All entries of one row's list, such as an order's lines, on pages of their own. */
export function ReviewLines({
  review,
  section,
  index,
  row,
}: {
  review: Review;
  section: Section;
  index: number;
  row: Record<string, unknown>;
}) {
  const { t, texts, view, store, found } = review;
  const held: HeldRow = { review, section, index, row };
  const name = Object.keys(LISTS[section] ?? {})[0] ?? "lines";
  const entries = Array.isArray(row[name]) ? (row[name] as unknown[]) : [];
  const from = view.lines ?? 0;
  const redaction = redactionAt(held, `/${name}`);
  const title = rowTitle(section, row, (pointer) => !redactionAt(held, pointer)) ?? t("row", { row: index + 1 });
  const base = `/dashboard/${store}/exports/${found.id}`;
  const page = (lines: number, label: string) => ({ href: base + viewQuery({ ...view, lines }), label });
  return (
    <RedactLinks base={review.href}>
      <div className="border-b border-line px-[18px] py-3.5">
        <p className="text-sm text-ink-soft">
          <a href={`${base}${viewQuery({ ...view, lines: undefined, row: undefined })}#row-${index}`}>
            {t("backToRows")}
          </a>
        </p>
        <h2 className="wrap-anywhere">
          {texts.field(section, name)}: <bdi>{title}</bdi>{" "}
          <span className="font-normal text-ink-soft">
            {t("entriesShown", {
              from: from + 1,
              to: Math.min(from + PAGE_LINES, entries.length),
              count: entries.length,
            })}
          </span>
        </h2>
      </div>
      <div className="px-[18px] py-3">
        {redaction ? (
          <RedactedMark held={held} pointer={`/${name}`} redaction={redaction} />
        ) : (
          <ListTable held={held} name={name} entries={entries.slice(from, from + PAGE_LINES)} from={from} />
        )}
      </div>
      <Pagination
        label={t("linePages")}
        previous={from > 0 ? page(Math.max(0, from - PAGE_LINES), t("previousLines")) : undefined}
        next={from + PAGE_LINES < entries.length ? page(from + PAGE_LINES, t("nextLines")) : undefined}
      />
    </RedactLinks>
  );
}
