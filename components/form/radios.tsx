"use client";

import { useFormState } from "./action-form";

/** Radio buttons under a legend. After an error they keep what was sent. */
export function Radios({
  name,
  legend,
  options,
  defaultValue,
}: {
  name: string;
  legend: string;
  options: { value: string; label: string; hint?: string; disabled?: boolean }[];
  defaultValue: string;
}) {
  const { state, formId } = useFormState();
  const sent = state.validationErrors?.values[name] ?? defaultValue;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      {options.map(({ value, label, hint, disabled }) => (
        <label key={value} className="grid grid-cols-[20px_minmax(0,1fr)] items-start gap-x-2.5 text-sm leading-5">
          <input
            // React does not update the checked one of existing radios: each answer gets new ones.
            key={`${value} ${sent}`}
            id={value === sent ? `${formId}${name}` : undefined}
            type="radio"
            name={name}
            value={value}
            disabled={disabled}
            defaultChecked={value === sent}
            className="size-5 accent-accent"
          />
          <span className={`min-w-0 wrap-anywhere ${disabled ? "text-ink-soft" : ""}`}>
            {label}
            {hint && <span className="block text-[13px] leading-[18px] text-ink-soft">{hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
