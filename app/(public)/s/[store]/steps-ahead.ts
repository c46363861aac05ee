import type { Reader } from "@/app/request-locale";
import { deadlinesAtReceipt } from "@/lib/clock/at-receipt";
import { translator } from "@/lib/locale";
import { DATA_EXPORT, typeRules } from "@/lib/request/type-rules";
import type { Store } from "@/lib/store/find-store";
import { DEFAULT_TIME_ZONE, formatTime } from "@/lib/time-zone";
import type { Step } from "./step-list";

/**
 * What will happen to a request.
 * @param proof the step in which a guest proves the address; left out for a signed-in customer.
 * @param due when its answer is due; left out for one that is made now.
 */
export function stepsAhead(store: Store, { locale, formatLocale }: Reader, proof?: Step, due?: Date): Step[] {
  const t = translator(locale, "public");
  const rules = typeRules[DATA_EXPORT];
  const reader = { locale: formatLocale, timeZone: store.timeZone ?? DEFAULT_TIME_ZONE };
  const day = formatTime(due ?? deadlinesAtReceipt(DATA_EXPORT, new Date(), store).dueAt, "day", reader);
  const further = rules.steps.map((step, index) => ({
    key: step,
    title: t(`steps.${step}Title`),
    text: t(`steps.${step}Text`, { due: day }),
    progress: proof?.progress === "done" && index === 0 ? ("now" as const) : undefined,
  }));
  return proof ? [proof, ...further] : further;
}
