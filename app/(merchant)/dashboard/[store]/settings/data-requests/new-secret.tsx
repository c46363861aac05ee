"use client";

import { useFormState } from "@/components/form/action-form";

/** The secret from the form's answer, for copying. */
export function NewSecret({ label }: { label: string }) {
  const { state, formId } = useFormState();
  const secret = state.data?.secret;
  if (!secret) return null;
  return (
    <div className="grid w-full gap-1.5">
      <label htmlFor={`${formId}secret`} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={`${formId}secret`}
        readOnly
        value={secret}
        onFocus={(event) => event.target.select()}
        className="min-h-12 w-full rounded-control border border-edge bg-sunken px-3.5 font-mono text-sm"
      />
    </div>
  );
}
