import type { ReactNode } from "react";
import { buttonClass } from "./button";

/** Links to the previous and next pages, and between them a way to any other; nothing if there is only one page. */
export function Pagination({
  label,
  previous,
  next,
  children,
}: {
  label: string;
  children?: ReactNode;
  previous: { href: string; label: string } | undefined;
  next: { href: string; label: string } | undefined;
}) {
  if (!previous && !next) return null;
  return (
    <nav
      aria-label={label}
      className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-3.5 py-2.5"
    >
      {previous ? (
        <a href={previous.href} rel="prev" className={buttonClass("plain")}>
          <span aria-hidden="true">←</span> {previous.label}
        </a>
      ) : (
        <span />
      )}
      {children}
      {next && (
        <a href={next.href} rel="next" className={buttonClass("plain")}>
          {next.label} <span aria-hidden="true">→</span>
        </a>
      )}
    </nav>
  );
}
