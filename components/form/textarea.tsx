"use client";

import { type ReactNode, type TextareaHTMLAttributes, useSyncExternalStore } from "react";
import { FieldFrame } from "./field-frame";

const neverChanges = () => () => {};

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
  const isFromServer = useSyncExternalStore(
    neverChanges,
    () => false,
    () => true,
  );
  // React sets a textarea that the server has sent to its default (initTextarea of react-dom): what was typed before stays.
  const typed = (id: string) =>
    isFromServer && typeof document !== "undefined"
      ? document.querySelector<HTMLTextAreaElement>(`textarea#${CSS.escape(id)}`)?.value
      : undefined;
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      {(control, sent) => (
        <textarea
          rows={3}
          autoComplete="off"
          {...textarea}
          {...control}
          defaultValue={typed(control.id) ?? sent ?? textarea.defaultValue}
          className={`control w-full rounded-control border border-edge bg-surface px-3.5 text-ink aria-invalid:border-late ${grows ? "field-sizing-content" : ""}`}
        />
      )}
    </FieldFrame>
  );
}
