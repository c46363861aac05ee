import type { ReactNode } from "react";

/** One thing that happened. */
export interface TimelineLine {
  id: string;
  what: ReactNode;
  when: ReactNode;
  /** A failure is red, what staff wrote is filled. */
  tone?: "late" | "note" | undefined;
}

/** What happened, newest first, under its days. */
export function Timeline({ days }: { days: { day: string; lines: TimelineLine[] }[] }) {
  return (
    <div className="grid gap-4">
      {days.map(({ day, lines }) => (
        <section key={day} aria-label={day}>
          <h3 className="mb-1.5 text-[13px] font-medium text-ink-soft">{day}</h3>
          <ol className="grid">
            {lines.map(({ id, what, when, tone }) => (
              <li
                key={id}
                id={`line-${id}`}
                tabIndex={-1}
                className={`relative grid scroll-mt-16 grid-cols-[14px_minmax(0,1fr)] gap-x-2.5 rounded-[4px] pb-3 text-sm leading-5 before:z-1 before:mt-1.5 before:size-2 before:rounded-full after:absolute after:start-[3.5px] after:top-4 after:-bottom-1.5 after:w-px after:bg-line last:after:hidden sm:grid-cols-[14px_minmax(0,1fr)_auto] ${DOTS[tone ?? "plain"]}`}
              >
                <div className="min-w-0 wrap-anywhere">{what}</div>
                <span className="text-[12.5px] whitespace-nowrap text-ink-soft max-sm:col-start-2">{when}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

const DOTS = {
  plain: "before:bg-line-strong",
  note: "before:bg-accent",
  late: "before:bg-late",
};
