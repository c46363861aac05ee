import type { ReactNode } from "react";

/** A message about what was done or what to know, in a colored box. */
export function Notice({ tone, children }: { tone: "good" | "wait" | "late" | "calm"; children: ReactNode }) {
  return <div className={`rounded-card border px-4 py-3.5 ${TONES[tone]}`}>{children}</div>;
}

const TONES = {
  good: "border-good/25 bg-good-wash",
  wait: "border-wait/25 bg-wait-wash",
  late: "border-late/25 bg-late-wash",
  calm: "border-calm/25 bg-calm-wash",
};
