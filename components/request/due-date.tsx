import type { ReactNode } from "react";
import type { translator } from "@/lib/locale";
import type { ListedRequest } from "@/lib/request/listed-request";
import { daysUntil, type Urgency, urgencyOf } from "@/lib/request/request-deadline";

/** What is said of an answer that is owed. */
export interface DueWords {
  text: string;
  urgency: Urgency;
}

/** While an answer is owed, in how many days it is due or how long it is overdue, in the store's time zone. */
export function dueWords(
  t: ReturnType<typeof translator<"request">>,
  { state, dueAt }: Pick<ListedRequest, "state" | "dueAt">,
  timeZone: string,
  now = new Date(),
): DueWords | undefined {
  if (state !== "open") return undefined;
  const days = daysUntil(dueAt, timeZone, now);
  return { text: days < 0 ? t("daysLate", { days: -days }) : t("daysLeft", { days }), urgency: urgencyOf(days) };
}

/** How urgent an answer is, in words and a color, and beneath it the due date. Its look is in due-date.css. */
export function DueDate({ date, words }: { date: ReactNode; words: DueWords | undefined }) {
  return (
    <span className="due">
      {words && <b className={words.urgency}>{words.text}</b>} {date}
    </span>
  );
}
