import { getTranslations } from "next-intl/server";
import { LocalTime } from "@/components/ui/local-time";

/** When the answer is due; while it is owed, how many days are left or how late it is. */
export async function Due({
  state,
  dueAt,
  locale,
}: {
  state: "unverified" | "open" | "answered" | "refused" | "cancelled";
  dueAt: Date;
  locale: string;
}) {
  const t = await getTranslations("request");
  const days = (dueAt.getTime() - Date.now()) / (24 * 3600 * 1000);
  const late = days < 0;
  return (
    <span className="inline-flex flex-col whitespace-nowrap max-lg:text-[13px]">
      <LocalTime at={dueAt.toISOString()} locale={locale} dateOnly />
      {state === "open" && (
        <span className={`text-[13px] leading-[18px] ${late ? "font-medium text-late" : "text-ink-soft"}`}>
          {late ? t("daysLate", { days: Math.ceil(-days) }) : t("daysLeft", { days: Math.floor(days) })}
        </span>
      )}
    </span>
  );
}
