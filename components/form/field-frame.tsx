"use client";

import type { ReactNode } from "react";
import { useFormState } from "./action-form";

/** The attributes that link a control to its label, hint and error. */
export interface ControlProps {
  id: string;
  name: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

/** The label, hint and error around a control, all announced with it. */
export function FieldFrame({
  name,
  label,
  hint,
  children,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  children: (control: ControlProps, sent: string | undefined) => ReactNode;
}) {
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
        <span id={`${id}-hint`} className="text-[13px] leading-[18px] text-ink-soft wrap-anywhere">
          {hint}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className="text-[13px] font-medium leading-[18px] text-late">
          {error}
        </span>
      )}
      {children(
        { id, name, "aria-invalid": error ? true : undefined, "aria-describedby": described || undefined },
        (state.validationErrors ?? state.data)?.values?.[name],
      )}
    </div>
  );
}
