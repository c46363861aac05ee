import { LocalTime } from "@/components/ui/local-time";
import type { translator } from "@/lib/locale";
import type { ListedRequest } from "@/lib/request/listed-request";

/** What is said of an answer that is owed. */
export interface DueWords {
  text: string;
  late: boolean;
}

/** While an answer is owed, how many days are left or how late it is. */
export function dueWords(
  t: ReturnType<typeof translator<"request">>,
  { state, dueAt }: { state: ListedRequest["state"]; dueAt: Date },
): DueWords | undefined {
  if (state !== "open") return undefined;
  const days = (dueAt.getTime() - Date.now()) / (24 * 3600 * 1000);
  return days < 0
    ? { text: t("daysLate", { days: Math.ceil(-days) }), late: true }
    : { text: t("daysLeft", { days: Math.floor(days) }), late: false };
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
