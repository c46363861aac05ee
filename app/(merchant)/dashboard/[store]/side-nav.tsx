"use client";

import { useSelectedLayoutSegment } from "next/navigation";

/** The dashboard's parts, with the current one marked. On narrow screens it is a row that scrolls. */
export function SideNav({
  label,
  links,
  count,
}: {
  label: string;
  links: { segment: string; href: string; label: string }[];
  /** The number of open requests, with a label for screen readers. */
  count: { text: string; label: string } | null;
}) {
  const segment = useSelectedLayoutSegment();
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto md:flex-col">
      {links.map((link) => (
        <a
          key={link.segment}
          href={link.href}
          aria-current={link.segment === segment ? "page" : undefined}
          className="-outline-offset-2! flex justify-between gap-1.5 whitespace-nowrap rounded-[7px] px-2.5 py-1.5 text-sm text-ink-soft no-underline hover:text-ink aria-[current]:bg-surface aria-[current]:font-medium aria-[current]:text-ink aria-[current]:inset-ring aria-[current]:inset-ring-line"
        >
          {link.label}
          {link.segment === "requests" && count && (
            <span className="tabular-nums">
              {count.text} <span className="sr-only">{count.label}</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
