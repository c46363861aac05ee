"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** A page's first heading. On a new page it takes the focus, unless something else has it. */
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
      className={`outline-none wrap-anywhere ${className}`}
    >
      {children}
    </h1>
  );
}
