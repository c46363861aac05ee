import type { ReactNode } from "react";

/** The heading of a page for customers, and what it is about. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <>
      <h1 className="mb-2.5 text-[30px] leading-9 tracking-[-0.022em]">{title}</h1>
      {children && <p className="mb-7 text-[17px] leading-[26px] text-ink-soft wrap-anywhere">{children}</p>}
    </>
  );
}
