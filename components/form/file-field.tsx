"use client";

import { FieldFrame } from "./field-frame";

/** A labeled file input. */
export function FileField({
  name,
  label,
  hint,
  accept,
}: {
  name: string;
  label: string;
  hint?: string;
  accept: string;
}) {
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="file"
          accept={accept}
          className="min-h-12 w-full min-w-0 rounded-control border border-edge bg-surface p-1.5 text-sm text-ink file:me-3 file:min-h-9 file:rounded-[6px] file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink aria-invalid:border-late"
        />
      )}
    </FieldFrame>
  );
}
