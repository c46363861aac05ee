import type { Reader } from "@/app/request-locale";
import { deadlinesAtReceipt } from "@/lib/clock/at-receipt";
import { translator } from "@/lib/locale";
import { typeRules } from "@/lib/request/type-rules";
import type { Store } from "@/lib/store/find-store";
import { DEFAULT_TIME_ZONE, formatTime } from "@/lib/time-zone";
import type { RequestType } from "@/prisma/generated/client";
import type { Step } from "./step-list";

/**
 * What will happen to a request of a type.
 * @param proof the step in which a guest proves the address; left out for a signed-in customer.
 * @param due when its answer is due; left out for one that is made now.
 */
export function stepsAhead(
  store: Store,
  type: RequestType,
  { locale, formatLocale }: Reader,
  proof?: Step,
  due?: Date,
): Step[] {
  const t = translator(locale, "public");
  const rules = typeRules[type];
  const reader = { locale: formatLocale, timeZone: store.timeZone ?? DEFAULT_TIME_ZONE };
  const day = formatTime(due ?? deadlinesAtReceipt(type, new Date(), store).dueAt, "day", reader);
  const further = rules.steps.map((step, index) => ({
    key: step,
    title: t(`steps.${step}Title`),
    text: t(`steps.${step}Text`, { due: day }),
    progress: proof?.progress === "done" && index === 0 ? ("now" as const) : undefined,
  }));
  return proof ? [proof, ...further] : further;
}
