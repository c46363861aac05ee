import type { ReactNode } from "react";

/** One step of a request: done, what it waits for now, or still ahead. */
export interface Step {
  key: string;
  title: ReactNode;
  text?: ReactNode;
  progress?: "done" | "now" | undefined;
}

/**
 * The steps of a request, in order.
 * @param done what a screen reader says before a step that is done.
 */
export function StepList({ steps, done, className = "" }: { steps: Step[]; done: string; className?: string }) {
  return (
    <ol className={`grid gap-3.5 ${className}`}>
      {steps.map(({ key, title, text, progress }, index) => (
        <li
          key={key}
          aria-current={progress === "now" ? "step" : undefined}
          className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-2.5 text-[15px] leading-[22px] text-ink-soft"
        >
          <span
            aria-hidden="true"
            className={`row-span-2 grid size-[22px] place-items-center rounded-full text-xs ${MARKS[progress ?? "ahead"]}`}
          >
            {progress === "done" ? "✓" : index + 1}
          </span>
          <b className="font-medium text-ink">
            {progress === "done" && <span className="sr-only">{done} </span>}
            {title}
          </b>
          {text && <span className="col-start-2 mt-1 wrap-anywhere">{text}</span>}
        </li>
      ))}
    </ol>
  );
}

const MARKS = {
  done: "bg-accent text-accent-ink",
  now: "border-2 border-accent font-semibold text-ink",
  ahead: "border border-line-strong",
};
