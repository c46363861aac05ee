"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Says what is wrong; it takes the focus when it appears, and each time that `of` changes. */
export function Problem({ of, children }: { of: unknown; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (of) box.current?.focus();
  }, [of]);
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-card border border-late/30 bg-late-wash px-4 py-3.5 wrap-anywhere"
    >
      {children}
    </div>
  );
}
