import type { ReactNode } from "react";

/** What an empty list shows: why it is empty, and what to do. @param title left out where the page's heading says it. */
export function EmptyState({ title, text, children }: { title?: string; text: ReactNode; children?: ReactNode }) {
  return (
    <div className="px-6 py-12 text-center">
      {title && <h2>{title}</h2>}
      <p className="mx-auto mt-1 max-w-[46ch] text-sm text-ink-soft wrap-anywhere">{text}</p>
      {children && <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
