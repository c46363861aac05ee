import type { ReactNode } from "react";

/** A page's back link, heading, tags and actions. */
export function PageHeader({
  back,
  pages,
  title,
  mark,
  tags,
  children,
}: {
  back?: { href: string; label: string };
  /** Links to the pages before and after this one, next to the link back. */
  pages?: ReactNode;
  title: string;
  /** What the heading says after the title in smaller letters, such as a reference. */
  mark?: string;
  tags?: ReactNode;
  /** Actions, on the right. */
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <div className="min-w-0 grow basis-64">
        {back && (
          <div className="mb-0.5 flex flex-wrap items-center gap-x-4 text-sm text-ink-soft">
            <a href={back.href}>{back.label}</a>
            {pages}
          </div>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 dir="auto" className="line-clamp-3 wrap-anywhere">
            {mark ? <bdi>{title}</bdi> : title}{" "}
            {mark && <span className="font-mono text-[15px] font-normal tracking-normal text-ink-soft">{mark}</span>}
          </h1>
          {tags}
        </div>
      </div>
      {children}
    </div>
  );
}
