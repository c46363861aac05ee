import type { ReactNode } from "react";

/** A surface for one thing. */
export function Card({ children, padded = true, label }: { children: ReactNode; padded?: boolean; label?: string }) {
  return (
    <section
      aria-label={label}
      className={`min-w-0 rounded-card border border-line bg-surface shadow-card ${padded ? "px-[18px] py-4" : ""}`}
    >
      {children}
    </section>
  );
}
