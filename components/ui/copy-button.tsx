"use client";

import { useState } from "react";
import { buttonClass } from "./button";

/** Copies a text that was made in place, such as a new password. Without JavaScript it is not shown. */
export function CopyButton({
  text,
  copy,
  copied,
}: {
  text: string;
  /** Its label, before and after. */
  copy: string;
  copied: string;
}) {
  const [last, setLast] = useState<string>();
  return (
    <button
      type="button"
      className={`${buttonClass("plain")} noscript:hidden`}
      onClick={async () => {
        await navigator.clipboard.writeText(text);
        setLast(text);
      }}
    >
      {last === text ? copied : copy}
    </button>
  );
}
