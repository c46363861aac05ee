import type { ReactNode } from "react";

export type TagTone = "calm" | "wait" | "good" | "late";

/** A short state with a colored dot; the words carry the meaning. Its styles are in tag.css. */
export function Tag({ tone, children }: { tone: TagTone; children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}
