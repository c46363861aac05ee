"use client";

import { useFormState } from "./action-form";

/**
 * A checkbox with its label and hint; it sends "on". After an error it keeps what was sent, even
 * without JavaScript.
 */
export function Checkbox({
  name,
  label,
  hint,
  labelHidden = false,
  defaultChecked = false,
  disabled = false,
}: {
  name: string;
  label: string;
  hint?: string;
  /** Whether label and hint are hidden because a table shows them. */
  labelHidden?: boolean;
  defaultChecked?: boolean;
  /** A disabled one keeps its state and sends nothing; its hint says why. */
  disabled?: boolean;
}) {
  const { state, formId } = useFormState();
  const id = `${formId}${name}`;
  const sent = state.validationErrors?.values;
  return (
    <div className="grid grid-cols-[24px_minmax(0,1fr)] items-start gap-x-3">
      <input
        id={id}
        name={name}
        type="checkbox"
        disabled={disabled}
        defaultChecked={sent && !disabled ? sent[name] !== undefined : defaultChecked}
        aria-describedby={hint && `${id}-hint`}
        className="size-6 accent-accent"
      />
      <label htmlFor={id} className={labelHidden ? "sr-only" : "text-sm font-medium leading-6"}>
        {label}
      </label>
      {hint && (
        <span
          id={`${id}-hint`}
          className={labelHidden ? "sr-only" : "col-start-2 text-[13px] leading-[18px] text-ink-soft"}
        >
          {hint}
        </span>
      )}
    </div>
  );
}
