"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";

/** The heading of a page for customers, and what it is about. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  const leadId = useId();
  return (
    <>
      {/* A page that turns into another one has a new heading. */}
      <PageHeading key={title} className={children ? "mb-2.5" : "mb-7"} describedBy={children ? leadId : undefined}>
        {title}
      </PageHeading>
      {children && (
        <p id={leadId} className="mb-7 text-[17px] leading-[26px] text-ink-soft wrap-anywhere">
          {children}
        </p>
      )}
    </>
  );
}

/** The first heading alone. A new page's takes the focus, unless something else on it has. */
export function PageHeading({
  className,
  describedBy,
  children,
}: {
  className: string;
  /** The id of the text below it. */
  describedBy?: string | undefined;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      aria-describedby={describedBy}
      className={`text-[27px] leading-[34px] tracking-[-0.022em] outline-none sm:text-[30px] sm:leading-9 ${className}`}
    >
      {children}
    </h1>
  );
}
