import type { ReactNode } from "react";

interface TimelineLine {
  id: string;
  what: ReactNode;
  who: ReactNode;
  when: ReactNode;
  /** Further details. */
  more?: ReactNode;
}

/** What happened, newest first. */
export function Timeline({ lines }: { lines: TimelineLine[] }) {
  return (
    <ol className="grid gap-4">
      {lines.map(({ id, what, who, when, more }, index) => (
        <li
          key={id}
          className={`grid grid-cols-[14px_minmax(0,1fr)] gap-x-2.5 text-sm leading-5 before:mt-1.5 before:size-2 before:rounded-full ${index === 0 ? "before:bg-accent before:ring-3 before:ring-accent-wash" : "before:bg-line-strong"}`}
        >
          <span className="wrap-anywhere">{what}</span>
          <span className="col-start-2 text-[12.5px] text-ink-soft wrap-anywhere">
            {who && <>{who} · </>}
            {when}
          </span>
          {more && <span className="col-start-2 text-[12.5px] text-ink-soft wrap-anywhere">{more}</span>}
        </li>
      ))}
    </ol>
  );
}
