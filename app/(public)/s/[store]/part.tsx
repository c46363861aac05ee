import type { ReactNode } from "react";

/** A part of a page for customers, under a line. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-7 border-t border-line pt-6 text-ink-soft">
      <h2 className="mb-1.5 text-lg leading-[26px] text-ink">{title}</h2>
      {children}
    </section>
  );
}
