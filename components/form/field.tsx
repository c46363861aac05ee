"use client";

import type { InputHTMLAttributes } from "react";
import { useFormState } from "./action-form";

/** A labelled input with its hint and its error, both announced with it. */
export function Field({
  name,
  label,
  hint,
  ...input
}: { name: string; label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>) {
  const { state, formId } = useFormState();
  const id = `${formId}${name}`;
  const error = state.validationErrors?.fields[name];
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {hint && (
        <span id={`${id}-hint`} className="text-[13px] leading-[18px] text-ink-soft">
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className="text-[13px] font-medium leading-[18px] text-late">
          {error}
        </span>
      )}
      <input
        {...input}
        id={id}
        name={name}
        defaultValue={state.validationErrors?.values[name] ?? input.defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className="min-h-12 w-full rounded-control border border-edge bg-surface px-3.5 text-base text-ink aria-invalid:border-late"
      />
    </div>
  );
}
