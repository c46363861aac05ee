"use client";

import type { InputHTMLAttributes } from "react";
import { FieldFrame } from "./field-frame";

/** A labeled input with its hint and error, both announced with it. */
export function Field({
  name,
  label,
  hint,
  ...input
}: { name: string; label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      {(control, sent) => (
        <input
          autoComplete="off"
          {...input}
          {...control}
          defaultValue={sent ?? input.defaultValue}
          className="control w-full rounded-control border border-edge bg-surface px-3.5 text-ink aria-invalid:border-late"
        />
      )}
    </FieldFrame>
  );
}

/** Where customers type their address. */
export function EmailField({
  label,
  hint,
  ...input
}: {
  label: string;
  hint: string;
  defaultValue?: string | undefined;
}) {
  const keyboard = { autoComplete: "email", autoCapitalize: "none", spellCheck: false };
  return <Field name="email" type="email" label={label} hint={hint} {...keyboard} {...input} required />;
}
