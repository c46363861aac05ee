import { Pagination } from "@/components/ui/pagination";
import type { SectionKey } from "@/lib/section/sections";
import { PageJump } from "./page-jump";
import { RedactLinks } from "./redact-link";
import { RedactedMark } from "./redacted-mark";
import { type HeldRow, type Review, redactionAt, shownTitle } from "./review";
import { PAGE_LINES, viewQuery } from "./review-view";
import { ListTable, listsOf } from "./row-list";

/** All entries of one row's list, such as an order's lines, on pages of their own. */
export function ReviewLines({
  review,
  section,
  index,
  row,
}: {
  review: Review;
  section: SectionKey;
  index: number;
  row: HeldRow["row"];
}) {
  const { t, words, view, store, found } = review;
  const held: HeldRow = { review, section, index, row };
  const [list] = listsOf(found.table.of(section));
  if (!list) return null;
  const [name, field] = list;
  const entries = Array.isArray(row[name]) ? row[name] : [];
  const from = view.lines ?? 0;
  const redaction = redactionAt(held, `/${name}`);
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
          {words.label(name, field)}: <bdi>{shownTitle(held) ?? t("row", { row: index + 1 })}</bdi>{" "}
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
          <ListTable
            held={held}
            name={name}
            field={field}
            entries={entries.slice(from, from + PAGE_LINES)}
            from={from}
          />
        )}
      </div>
      <Pagination
        label={t("linePages")}
        previous={from > 0 ? page(Math.max(0, from - PAGE_LINES), t("previousLines")) : undefined}
        next={from + PAGE_LINES < entries.length ? page(from + PAGE_LINES, t("nextLines")) : undefined}
      >
        <PageJump review={review} start={from} length={PAGE_LINES} total={entries.length} />
      </Pagination>
    </RedactLinks>
  );
}
