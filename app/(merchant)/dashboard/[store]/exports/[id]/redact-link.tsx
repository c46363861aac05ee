"use client";

import Link from "next/link";
import { createContext, type ReactNode, useContext } from "react";
import { dialogHref } from "./dialog-href";

/** The page that dialogs open over. */
export const BaseContext = createContext("");

/** Tells all links below which page their dialogs open over. */
export function RedactLinks({ base, children }: { base: string; children: ReactNode }) {
  return <BaseContext value={base}>{children}</BaseContext>;
}

/**
 * Opens the dialog to redact a value, a row or the section. On wide screens with a mouse it appears on
 * hover and focus; elsewhere it is always visible.
 */
export function RedactLink({
  id,
  row,
  pointer,
  text,
  name,
  always = false,
}: {
  /** The id of the element that gets the focus back. */
  id: string;
  row?: number;
  pointer?: string;
  text: string;
  /** Its accessible name: the text and what it applies to. */
  name: string;
  /** Whether it is to be seen without hovering, such as at a value that was pointed out. */
  always?: boolean;
}) {
  const opened = { dialog: "redact", ...(row !== undefined && { row }), ...(pointer && { pointer }) };
  return (
    <Link
      id={id}
      href={dialogHref(useContext(BaseContext), opened)}
      prefetch={false}
      scroll={false}
      aria-label={name}
      className={`inline-flex min-h-6 shrink-0 items-center self-start rounded-[5px] px-1.5 text-[12.5px] text-ink-soft underline decoration-line-strong hover:bg-sunken hover:text-ink ${always ? "" : QUIET}`}
    >
      {text}
    </Link>
  );
}

const QUIET =
  "transition-opacity md:pointer-fine:opacity-0 md:pointer-fine:group-hover/value:opacity-100 md:focus-visible:opacity-100 noscript:opacity-100!";
