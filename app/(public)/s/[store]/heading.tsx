"use client";

import { type ReactNode, useId } from "react";
import { PageHeading } from "@/components/ui/page-heading";

/** The heading of a page for customers, and what it is about. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  const leadId = useId();
  return (
    <>
      {/* A page that turns into another one has a new heading. */}
      <PageHeading
        key={title}
        className={`public-title ${children ? "mb-2.5" : "mb-7"}`}
        describedBy={children ? leadId : undefined}
      >
        {title}
      </PageHeading>
      {children && (
        <p id={leadId} className="mb-7 text-[17px] leading-[26px] text-ink-soft whitespace-pre-line wrap-anywhere">
          {children}
        </p>
      )}
    </>
  );
}
