"use client";

import type { ReactNode, TextareaHTMLAttributes } from "react";
import { FieldFrame } from "./field-frame";

/** A labeled text of several lines. */
export function Textarea({
  name,
  label,
  hint,
  grows = false,
  ...textarea
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  /** Grows with its text, if the browser supports it. */
  grows?: boolean;
} & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      {(control, sent) => (
        <textarea
          rows={3}
          autoComplete="off"
          {...textarea}
          {...control}
          defaultValue={sent ?? textarea.defaultValue}
          className={`control w-full rounded-control border border-edge bg-surface px-3.5 text-ink aria-invalid:border-late ${grows ? "field-sizing-content" : ""}`}
        />
      )}
    </FieldFrame>
  );
}
