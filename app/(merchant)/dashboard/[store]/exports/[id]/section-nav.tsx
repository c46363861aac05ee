import type { ReactNode } from "react";
import type { Review } from "./review";
import { viewQuery } from "./review-view";

/** The parts of an export: what each holds, what is to check in it, and whether it is reviewed. */
export function SectionNav({ review }: { review: Review }) {
  const { store, found, view, findings, progress, t, words, locale } = review;
  const { sections, missing, marks } = progress;
  const href = `/dashboard/${store}/exports/${found.id}`;
  const done = sections.length - missing.length;
  return (
    <nav
      aria-label={t("tabs")}
      className="rounded-card border border-line bg-surface text-sm shadow-card lg:sticky lg:top-5"
    >
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5 p-1.5 max-lg:grid-cols-2">
        <li>
          <PartLink href={href} isCurrent={view.section === undefined}>
            <span />
            <span>{t("overview")}</span>
          </PartLink>
        </li>
        {found.sections.map(({ section, rows }) => {
          const toCheck = findings?.count(section) ?? 0;
          return (
            <li key={section}>
              <PartLink href={href + viewQuery({ section })} isCurrent={view.section === section}>
                {rows === 0 ? <span /> : <Mark isReviewed={marks.has(section)} t={t} />}
                <span className="min-w-0 wrap-anywhere hyphens-auto">{words.section(section)}</span>
                <span className="flex items-center gap-1.5">
                  {toCheck > 0 && (
                    <span className="rounded-full bg-wait-wash px-1.5 text-[12.5px] font-medium text-wait tabular-nums">
                      {toCheck.toLocaleString(locale)} <span className="sr-only">{t("tabFindings")}</span>
                    </span>
                  )}
                  <span className="text-[13px] font-normal text-ink-soft tabular-nums">
                    {rows.toLocaleString(locale)}
                  </span>
                </span>
              </PartLink>
            </li>
          );
        })}
      </ul>
      {sections.length > 0 && (
        <div className="grid gap-1.5 border-t border-line px-4 py-3 text-[13px] leading-[18px] text-ink-soft">
          <span id="reviewed">{t("reviewedCount", { done, count: sections.length })}</span>
          <progress
            aria-labelledby="reviewed"
            value={done}
            max={sections.length}
            className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
          />
        </div>
      )}
    </nav>
  );
}

function PartLink({ href, isCurrent, children }: { href: string; isCurrent: boolean; children: ReactNode }) {
  return (
    <a
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className="grid min-h-9 grid-cols-[18px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-[7px] px-2.5 py-1.5 leading-5 no-underline -outline-offset-2! hover:bg-sunken aria-[current]:bg-accent-wash aria-[current]:font-medium"
    >
      {children}
    </a>
  );
}

/** A ring, filled once the section is reviewed; in words too. */
function Mark({ isReviewed, t }: { isReviewed: boolean; t: Review["t"] }) {
  return (
    <span
      className={`grid size-[18px] place-items-center rounded-full border-[1.5px] text-[11px] leading-none font-bold ${isReviewed ? "border-accent bg-accent text-accent-ink" : "border-edge"}`}
    >
      {isReviewed && <span aria-hidden="true">✓</span>}
      <span className="sr-only">{t(isReviewed ? "isReviewed" : "isNotReviewed")}</span>
    </span>
  );
}
