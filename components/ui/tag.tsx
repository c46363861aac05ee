import type { ReactNode } from "react";

export type TagTone = "calm" | "wait" | "good" | "late";

/** A short state with a dot in its colour; the words carry the meaning. */
export function Tag({ tone, children }: { tone: TagTone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-px text-[12.5px] font-medium leading-5 before:size-1.5 before:rounded-full before:bg-current ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}

const TONES = {
  calm: "bg-calm-wash text-calm",
  wait: "bg-wait-wash text-wait",
  good: "bg-good-wash text-good",
  late: "bg-late-wash text-late",
};
