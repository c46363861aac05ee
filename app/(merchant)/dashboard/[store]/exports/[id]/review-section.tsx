import { Fragment } from "react";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Pagination } from "@/components/ui/pagination";
import { SearchForm } from "@/components/ui/search-form";
import type { ReviewPage } from "@/lib/review/review-page";
import { EVERY_ROW } from "@/lib/section/redaction";
import type { SectionKey } from "@/lib/section/sections";
import { MarkReviewed } from "./mark-reviewed";
import { PageJump } from "./page-jump";
import { RedactLink, RedactLinks } from "./redact-link";
import { RedactionReason, UndoForm } from "./redacted-mark";
import { controlId, type Review, sourceNameAt } from "./review";
import { pageRows, type ReviewView, viewQuery } from "./review-view";
import { RowCard } from "./row-card";

/** One section under review: its search, and a page of its rows. */
export function ReviewSection({ review, section, page }: { review: Review; section: SectionKey; page: ReviewPage }) {
  const { t, view, store, found, findings, words } = review;
  const name = words.section(section);
  const redaction = review.redactionAt({ section, row: EVERY_ROW, pointer: "" });
  const held = found.sections.find((one) => one.section === section);
  const foundCount = findings?.count(section) ?? 0;
  const href = `/dashboard/${store}/exports/${found.id}`;
  const to = (changes: Partial<ReviewView>) => href + viewQuery({ ...view, open: undefined, from: 0, ...changes });
  const filtered = view.q !== "" || view.found;
  const count = held?.rows ?? 0;
  const length = pageRows(found.table.of(section));
  return (
    <RedactLinks base={review.href}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-[18px] py-3.5">
        <h2 className="min-w-0 grow basis-40">
          {name} {!redaction && <span className="font-normal text-ink-soft">{t("rowCount", { count })}</span>}
        </h2>
        {!redaction && count > 0 && (
          <span>
            <RedactLink
              id={controlId(undefined)}
              text={t("redactSection")}
              name={t("redactSectionNamed", { section: name })}
              always
            />
          </span>
        )}
        {count > 0 && <MarkReviewed review={review} section={section} />}
      </div>
      {held?.failure && (
        <div className="px-[18px] pt-4">
          <Notice tone="late">
            <p className="text-sm">{t("sectionFailed")}</p>
          </Notice>
        </div>
      )}
      {redaction ? (
        <div className="grid gap-2 px-[18px] py-6 text-sm">
          <p className="text-ink-soft">{t("sectionRedacted")}</p>
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <RedactionReason review={review} redaction={redaction} />
          </p>
          <UndoForm review={review} redaction={redaction} id={controlId(undefined)} what={name} />
        </div>
      ) : count === 0 && page.rows.length === 0 && !filtered ? (
        <EmptyState title={t("emptyTitle")} text={held?.failure ? t("emptyFailedText") : t("emptyText")} />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-[18px] py-3">
            <SearchForm
              label={t("searchIn", { section: name })}
              submit={t("search")}
              value={view.q}
              action={href}
              kept={{ section, ...(view.found && { only: "found" }) }}
            />
            {foundCount > 0 && (
              <a
                href={to({ found: !view.found })}
                aria-current={view.found ? "true" : undefined}
                className={`${buttonClass("plain")} aria-[current]:border-wait aria-[current]:bg-wait-wash aria-[current]:text-wait`}
              >
                {view.found ? t("showAll") : t("onlyFound", { count: foundCount })}
              </a>
            )}
          </div>
          <Looked review={review} section={section} page={page} count={count} href={to} />
          {page.rows.map(({ index, row }, place) => (
            <Fragment key={index}>
              <SourceName {...{ review, section, index }} before={page.rows[place - 1]?.index} />
              <RowCard held={{ review, section, index, row }} isOnly={count === 1} />
            </Fragment>
          ))}
          <Pagination
            label={t("pages", { section: name })}
            previous={
              view.from > 0
                ? filtered
                  ? { href: to({}), label: t("firstPage") }
                  : { href: to({ from: Math.max(0, view.from - length) }), label: t("previousPage") }
                : undefined
            }
            next={
              page.next !== null
                ? {
                    href: to({ from: page.next }),
                    label: page.rows.length < length ? t("lookFurther") : t("nextPage"),
                  }
                : undefined
            }
          >
            {!filtered && <PageJump review={review} start={view.from} length={length} total={count} />}
          </Pagination>
        </>
      )}
    </RedactLinks>
  );
}

/** What the source of the rows below is called, above the first of them on the page. */
function SourceName({
  review,
  section,
  index,
  before,
}: {
  review: Review;
  section: SectionKey;
  index: number;
  /** The row above it on the page. */
  before: number | undefined;
}) {
  const name = sourceNameAt(review, section, index);
  if (name === undefined || (before !== undefined && sourceNameAt(review, section, before) === name)) return null;
  return (
    <p className="border-b border-line bg-sunken px-[18px] py-1.5 text-[13px] font-medium text-ink-soft wrap-anywhere">
      <bdi>{name}</bdi>
    </p>
  );
}

/** Which rows these are, and how far a search has got. */
function Looked({
  review: { t, view, found },
  section,
  page,
  count,
  href,
}: {
  review: Review;
  section: SectionKey;
  page: ReviewPage;
  count: number;
  href: (changes: Partial<ReviewView>) => string;
}) {
  const from = page.readFrom + 1;
  const to = page.readTo;
  if (view.q === "" && !view.found)
    return page.rows.length > 0 && count > pageRows(found.table.of(section)) ? (
      <p className="px-[18px] pt-3 text-[13px] text-ink-soft">{t("rowsShown", { from, to, count })}</p>
    ) : null;
  return (
    <p className="px-[18px] pt-3 pb-1 text-[13px] text-ink-soft">
      {page.rows.length === 0 ? t("nothingFound") : t("matches", { count: page.rows.length })}{" "}
      {view.q !== "" && to >= from && t("looked", { from, to, count })}{" "}
      <a href={href({ q: "", found: false })}>{t("showAll")}</a>
    </p>
  );
}
