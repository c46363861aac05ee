import { LocalTime } from "@/components/ui/local-time";
import type { DueWords } from "./due-words";

/** When the answer is due, and beneath it what is said of one that is owed. */
export function DueDate({ at, locale, words }: { at: string; locale: string; words: DueWords | undefined }) {
  return (
    <span className="inline-flex flex-col whitespace-nowrap max-lg:text-[13px]">
      <LocalTime at={at} locale={locale} dateOnly />
      {words && (
        <span className={`text-[13px] leading-[18px] ${words.late ? "font-medium text-late" : "text-ink-soft"}`}>
          {words.text}
        </span>
      )}
    </span>
  );
}
