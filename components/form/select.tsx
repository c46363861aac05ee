"use client";

import { FieldFrame } from "./field-frame";

/** A labeled choice of one among a few. */
export function Select({
  name,
  label,
  hint,
  options,
  placeholder,
  defaultValue,
}: {
  name: string;
  label: string;
  hint?: string;
  options: { value: string; label: string }[];
  /** Shown until one is chosen, which is required. */
  placeholder?: string;
  defaultValue?: string;
}) {
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      {(control, sent) => (
        <select
          // React does not update the selected option of an existing select: each answer gets a new one.
          key={sent ?? defaultValue}
          {...control}
          defaultValue={sent ?? defaultValue}
          required={placeholder !== undefined}
          className="control w-full rounded-control border border-edge bg-surface px-3 text-ink aria-invalid:border-late"
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
