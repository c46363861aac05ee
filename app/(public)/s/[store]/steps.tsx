import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatLocale } from "@/app/request-locale";
import { DATA_EXPORT, typeRules } from "@/lib/request/type-rules";
import type { Store } from "@/lib/store/find-store";
import { DEFAULT_TIME_ZONE, formatTime } from "@/lib/time-zone";

/** One step of a request: done, what it waits for now, or still ahead. */
export interface Step {
  key: string;
  title: ReactNode;
  text?: ReactNode;
  progress?: "done" | "now" | undefined;
}

/** The steps of a request, in order. */
export async function StepList({ steps, className = "" }: { steps: Step[]; className?: string }) {
  const t = await getTranslations("public.steps");
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
            {progress === "done" && <span className="sr-only">{t("done")} </span>}
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

/**
 * What will happen to a request.
 * @param proof the step in which a guest proves the address; left out for a signed-in customer.
 * @param due when its answer is due; left out for one that is made now.
 */
export async function stepsAhead(store: Store, proof?: Step, due?: Date): Promise<Step[]> {
  const t = await getTranslations("public.steps");
  const rules = typeRules[DATA_EXPORT];
  const reader = { locale: await formatLocale(), timeZone: store.timeZone ?? DEFAULT_TIME_ZONE };
  const day = formatTime(due ?? rules.due(new Date(), store), "day", reader);
  const further = rules.steps.map((step, index) => ({
    key: step,
    title: t(`${step}Title`),
    text: t(`${step}Text`, { due: day }),
    progress: proof?.progress === "done" && index === 0 ? ("now" as const) : undefined,
  }));
  return proof ? [proof, ...further] : further;
}
