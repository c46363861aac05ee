import { getLocale, getTranslations } from "next-intl/server";
import { DATA_EXPORT, typeRules } from "@/lib/request/type-rules";
import type { Store } from "@/lib/store/find-store";
import { DEFAULT_TIME_ZONE, formatTime } from "@/lib/time-zone";

/** What will happen to a request made now. */
export async function Steps({ store, guest }: { store: Store; guest: boolean }) {
  const t = await getTranslations("public.steps");
  const rules = typeRules[DATA_EXPORT];
  const reader = { locale: await getLocale(), timeZone: store.timeZone ?? DEFAULT_TIME_ZONE };
  const due = formatTime(rules.due(new Date(), store), "day", reader);
  const steps = [...(guest ? (["prove"] as const) : []), ...rules.steps];
  return (
    <ol className="mt-9 grid gap-3.5 border-t border-line pt-6">
      {steps.map((step, index) => (
        <li
          key={step}
          className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-2.5 text-[14.5px] leading-[21px] text-ink-soft"
        >
          <span
            aria-hidden="true"
            className="row-span-2 grid size-[22px] place-items-center rounded-full border border-line-strong text-xs"
          >
            {index + 1}
          </span>
          <b className="font-medium text-ink">{t(`${step}Title`)}</b>
          <span className="mt-1">{t(`${step}Text`, { due })}</span>
        </li>
      ))}
    </ol>
  );
}
