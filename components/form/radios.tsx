"use client";

import { useFormState } from "./action-form";

/** A choice of one, all of it in view, under its legend. After an error it stands as it was sent. */
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
            // React does not change the chosen one of radios that stand: a new answer makes new ones.
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
