import { LocalTime } from "@/components/ui/local-time";
import type { translator } from "@/lib/locale";
import type { ListedRequest } from "@/lib/request/listed-request";
import { daysUntil } from "@/lib/request/request-deadline";

/** What is said of an answer that is owed. */
export interface DueWords {
  text: string;
  late: boolean;
}

/** While an answer is owed, how many days are left or how late it is, in the store's time zone. */
export function dueWords(
  t: ReturnType<typeof translator<"request">>,
  { state, dueAt }: Pick<ListedRequest, "state" | "dueAt">,
  timeZone: string,
): DueWords | undefined {
  if (state !== "open") return undefined;
  const days = daysUntil(dueAt, timeZone);
  return days < 0
    ? { text: t("daysLate", { days: -days }), late: true }
    : { text: t("daysLeft", { days }), late: false };
}

/** The due date and, beneath it, how many days are left or how late it is. */
export function DueDate({ at, words }: { at: Date; words: DueWords | undefined }) {
  return (
    <span className="inline-flex flex-col whitespace-nowrap max-lg:text-[13px]">
      <LocalTime at={at} dateOnly />
      {words && (
        <span className={`text-[13px] leading-[18px] ${words.late ? "font-medium text-late" : "text-ink-soft"}`}>
          {words.text}
        </span>
      )}
    </span>
  );
}
